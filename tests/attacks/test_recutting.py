"""Moving people about to compare: one person to another team; and asking for lower floors."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from bot.model import Measure
from bot.trends.figures import Total
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred
from tests.attacks import learner
from tests.attacks.answers import Said, answers, either, points
from tests.attacks.finding import QUICK, Finding, Share, most_accurate
from tests.attacks.reader import shown

ATTACK = "Move one person and compare"
SIZE = 12
Noise = Callable[[], int]


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    yield Finding(
        ATTACK,
        "out of a team of 12 into another: the four pages, all others answering as before",
        "release",
        _right(effort, _page),
        most_accurate(2.0),
        "exact counts, from 5 answers up",
        _right(effort, lambda said, _: points(said)),
    )
    yield Finding(
        ATTACK,
        "the same, with the means the database keeps",
        "release",
        _right(effort, _kept),
        most_accurate(2.0),
        "exact counts, from 5 answers up",
        _right(effort, lambda said, _: points(said)),
    )


def test_comparing_stays_within_what_two_windows_cost(tmp_path: Path) -> None:
    for finding in attack(QUICK, tmp_path):
        assert finding.holds, finding.here
        assert finding.naive_falls, finding.naive


def _right(runs: int, publish: Callable[[list[Said], Noise], int]) -> Share:
    def world(chance: random.Random, yes: bool, noise: Noise) -> object:
        """First in one, then in the other: what the one lost, and what the other gained."""
        here, there = answers(chance, SIZE), answers(chance, SIZE)
        moved = [either(yes)]
        before = publish(here + moved, noise), publish(there, noise)
        after = publish(here, noise), publish(there + moved, noise)
        return before[0] - after[0] + after[1] - before[1]

    def at_home(chance: random.Random, yes: bool) -> object:
        return world(chance, yes, partial(learner.at_home, chance))

    def for_real(chance: random.Random, yes: bool) -> object:
        return world(chance, yes, partial(blurred, 0, EPSILON[Measure.WORTH]))

    return learner.right("moved", at_home, for_real, runs)


def _page(said: list[Said], noise: Noise) -> int:
    return shown(points(said) + noise(), len(said), len(said)).level // 10


def _kept(said: list[Said], noise: Noise) -> int:
    return Total(points(said) + noise(), len(said), 1).points // 4
