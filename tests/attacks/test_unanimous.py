"""A team that all agree: an exact figure of 100 % tells what each of them said."""

from __future__ import annotations

import random
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from tests.attacks.answers import NO, YES, points
from tests.attacks.finding import QUICK, Finding, Share, most_accurate
from tests.attacks.reader import Reader, guess, released, shown

ATTACK = "A team that all agree"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    for size in (8, 12):
        yield Finding(
            ATTACK,
            f"a team of {size}: did all say the same, or all but one?",
            "release",
            _told_apart(size, effort),
            most_accurate(1.0),
            "exact counts, from 5 answers up",
            _by_exact_counts(size, effort),
        )


@pytest.mark.parametrize("n", range(2))
def test_no_page_tells_that_all_agreed(tmp_path: Path, n: int) -> None:
    finding = list(attack(QUICK, tmp_path))[n]
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive


def _told_apart(size: int, runs: int) -> Share:
    reader = Reader(partial(shown, respondents=size, people=size))
    chance, hits = random.Random(f"{size} agree"), 0
    for _ in range(runs):
        all_agree = chance.random() < 0.5
        page = released(_team(size, all_agree))
        weights = (reader.likelihood(page, points(_team(size, its))) for its in (False, True))
        hits += guess(*weights, chance) == all_agree
    return Share(hits, runs)


def _by_exact_counts(size: int, runs: int) -> Share:
    chance, hits = random.Random(size), 0
    for _ in range(runs):
        all_agree = chance.random() < 0.5
        hits += (points(_team(size, all_agree)) == 12 * size) == all_agree
    return Share(hits, runs)


def _team(size: int, all_agree: bool) -> list:
    return [YES] * (size - 1) + [YES if all_agree else NO]
