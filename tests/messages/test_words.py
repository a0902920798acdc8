"""Numbers, times and names in words."""

from __future__ import annotations

from datetime import date

import pytest

from messages import words


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "under a minute"), (1, "1 min"), (42, "42 min"), (60, "1 h"), (95, "1 h 35 min")],
)
def test_lasting(minutes: int, said: str) -> None:
    assert words.lasting(minutes) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.05, "a few minutes"),
        (0.5, "about half an hour"),
        (0.9, "about an hour"),
        (1.4, "about 1.5 hours"),
        (4.9, "about 5 hours"),
        (11.6, "about 12 hours"),
    ],
)
def test_hours(hours: float, said: str) -> None:
    assert words.hours(hours) == said


@pytest.mark.parametrize(
    ("dollars", "said"),
    [(0.0, "$0.00"), (0.004, "under a cent"), (14.2, "$14.20"), (1240.4, "$1,240")],
)
def test_money(dollars: float, said: str) -> None:
    assert words.money(dollars) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [(812, "812"), (48_200, "48 thousand"), (999_499, "999 thousand"), (1_240_000, "1.2 million")],
)
def test_amount(number: int, said: str) -> None:
    assert words.amount(number) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 13), date(2026, 11, 19), "13–19 November"),
        (date(2026, 9, 28), date(2026, 10, 25), "28 September – 25 October"),
        (date(2026, 12, 28), date(2027, 1, 3), "28 December – 3 January"),
    ],
)
def test_span(first: date, last: date, said: str) -> None:
    assert words.span(first, last) == said


@pytest.mark.parametrize(
    ("things", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_anded(things: list[str], said: str) -> None:
    assert words.anded(things) == said


def test_something_is_never_drawn_as_nothing() -> None:
    assert words.bar(1, 1_000) == "█"
    assert words.bar(0, 1_000) == ""
    assert words.bar(0, 0) == ""
    assert words.bar(7, 7, 10) == "█" * 10


def test_a_tool_nobody_has_met_keeps_its_own_name() -> None:
    assert words.tool("claude-code") == "Claude Code"
    assert words.tool("tinker") == "Tinker"


def test_small_numbers_are_spelt() -> None:
    assert [words.spell(n) for n in (0, 1, 12, 13, 1200)] == ["no", "one", "twelve", "13", "1,200"]
