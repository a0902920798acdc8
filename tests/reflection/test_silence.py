"""A tool that was used regularly, and then no more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.reflection.silence import silent

TODAY = date(2026, 11, 19)


def used(last: int, days: int, every: int = 1) -> list[tuple[str, date]]:
    """So many days up to the one `last` days ago."""
    return [("codex", TODAY - timedelta(days=last + every * n)) for n in range(days)]


@pytest.mark.parametrize(
    ("last", "days", "every", "fallen"),
    [
        (7, 8, 1, True),
        (6, 8, 1, False),  # not yet a week
        (7, 7, 1, False),  # not that often before
        (7, 8, 3, True),
        (7, 8, 4, False),  # once in four days is now and then
        (30, 10, 2, True),
    ],
)
def test_silence(last: int, days: int, every: int, fallen: bool) -> None:
    found = silent(used(last, days, every), TODAY)
    assert found == ({"codex": TODAY - timedelta(days=last)} if fallen else {})
