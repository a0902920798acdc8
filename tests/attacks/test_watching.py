"""Watching: does anything somebody else can read change, because a person answered or said no?"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from tests.attacks.finding import Finding, Share
from tests.attacks.story import told

ATTACK = "Watch a number change after somebody answered"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    looks = told().watched
    compared = [(before[name], now[name]) for before, now in pairwise(looks) for name in now]
    yield Finding(
        ATTACK,
        "every page, form, counter and walled table, after answers, a note, a no",
        "app and page",
        Share(sum(before != now for before, now in compared), len(compared)),
        0,
        "a count of answers that is always up to date",
        None,
    )
    pages = told().withheld
    yield Finding(
        "Tell from a withheld page why it is withheld",
        "others' groups, groups nobody answered in, and groups there are none of",
        "app and page",
        Share(sum(page != pages[0] for page in pages), len(pages)),
        0,
        "a page that gives its reason",
        None,
    )


def test_nothing_moves_while_people_answer(tmp_path: Path) -> None:
    watched, withheld = attack(0, tmp_path)
    assert watched.holds, _moved()
    assert withheld.holds, set(told().withheld)
    assert "made up" in told().watched[0]["member's page"], "a sample, until the window is out"
    assert "worthwhile_observations" in told().watched[0]["metrics"]
    assert len(told().watched) > 5


def _moved() -> list[str]:
    first, *others = told().watched
    return [name for look in others for name in look if look[name] != first[name]]
