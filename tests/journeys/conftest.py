"""The office every journey starts in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty office on Monday 2026-11-02, 08:00 UTC."""
    its = Office(tmp_path, "2026-11-02T08:00")
    try:
        yield its
    finally:
        its.close()
    nothing_of_anybody(its)


def nothing_of_anybody(office: Office) -> None:
    """Whatever happened: no line of the log says whom it concerned, or what they said."""
    people = [
        word
        for its in office.workspace.members()
        for word in (its.id, its.email, its.real_name)
        if word
    ]
    for line in office.log.lines:
        for word in (*people, *SAID):
            assert not re.search(rf"\b{re.escape(word)}\b", line), line


SAID = ("circles", "worth_it", "not_worth_it", "cant_place")
