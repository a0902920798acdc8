"""Asking again and again: the mean of many blurred answers would be the true one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from tests.attacks.answers import answers
from tests.attacks.finding import Finding, Share
from tests.attacks.reader import released
from tests.attacks.world import FIRST, answer_all, close, world

ATTACK = "Ask 1,000 times and average"
TIMES = 1_000
SIZE = 14


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    yield Finding(
        ATTACK,
        "how many of 1,000 answers differ from the first",
        "page",
        _asked(folder / "averaging"),
        0,
        "fresh noise each time",
        _blurred_anew(),
    )


def test_a_thousand_answers_are_one(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive


def _asked(folder: Path) -> Share:
    its = world(folder, {"search": SIZE})
    its.freeze()
    said = answers(random.Random(1), SIZE)
    answer_all(its, dict(zip(its.people["search"], said, strict=True)), FIRST)
    its.publish()
    askers = its.people["search"]
    pages = [repr(its.page(askers[n % SIZE])) for n in range(TIMES)]
    close(its)
    assert "level=" in pages[0], "there is a figure to ask for"
    return Share(sum(page != pages[0] for page in pages), TIMES)


def _blurred_anew() -> Share:
    said = answers(random.Random(1), SIZE)
    pages = [released(said) for _ in range(TIMES)]
    return Share(sum(page != pages[0] for page in pages), TIMES)
