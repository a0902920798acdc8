"""Somebody leaves: the page before is set beside the page after, and the rest is taken off."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from bot.model import Measure
from bot.trends.figures import Total
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred
from tests.attacks import learner
from tests.attacks.answers import RESPONSE, Said, answers, either, later, points, respondents
from tests.attacks.finding import QUICK, Finding, Share, most_accurate
from tests.attacks.reader import shown

ATTACK = "A leaver"
SIZE = 8
Noise = Callable[[], int]
See = Callable[[list[Said], list[Said], Noise], object]


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    fixed, rolling = "exact counts, from 5 answers up", "a rolling window of exact counts"
    for tried, see, keeps, design in (
        ("a team of 8 loses one: the two pages are set beside each other", _pages, 0.9, fixed),
        ("the same, with the means the database keeps", _kept, 0.9, fixed),
        ("the same, where hardly anybody changes their mind", _pages, 0.97, rolling),
    ):
        yield Finding(
            ATTACK,
            tried,
            "release",
            _right(see, keeps, effort),
            most_accurate(1.0),
            design,
            _right(_exact, keeps, effort),
        )


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return list(attack(QUICK, tmp_path_factory.mktemp("leaver")))


@pytest.mark.parametrize("n", range(3))
def test_a_leavers_answer_stays_within_the_bound(findings: list[Finding], n: int) -> None:
    assert findings[n].holds, findings[n].here
    assert findings[n].naive_falls, findings[n].naive


def _right(see: See, keeps: float, runs: int) -> Share:
    def world(chance: random.Random, yes: bool, noise: Noise) -> object:
        """Nine of ten answer, in both windows; the leaver did in the first."""
        others = answers(chance, SIZE - 1, RESPONSE)
        return see([*others, either(yes)], later(chance, others, keeps), noise)

    def at_home(chance: random.Random, yes: bool) -> object:
        return world(chance, yes, partial(learner.at_home, chance))

    def for_real(chance: random.Random, yes: bool) -> object:
        return world(chance, yes, partial(blurred, 0, EPSILON[Measure.WORTH]))

    return learner.right(f"leaver {see.__name__} {keeps}", at_home, for_real, runs)


def _pages(before: list[Said], after: list[Said], noise: Noise) -> object:
    return _page(before, noise), _page(after, noise)


def _page(said: list[Said], noise: Noise) -> object:
    its = shown(points(said) + noise(), respondents(said), len(said))
    return its and (its.band, its.wording, its.level)


def _kept(before: list[Said], after: list[Said], noise: Noise) -> object:
    first, second = _mean(before, noise), _mean(after, noise)
    return None if first is None or second is None else (first - second) // 4


def _mean(said: list[Said], noise: Noise) -> int | None:
    count = respondents(said)
    return Total(points(said) + noise(), count, 1).points if count >= 5 else None


def _exact(before: list[Said], after: list[Said], _noise: Noise) -> object:
    if min(respondents(before), respondents(after)) < 5:
        return None
    return points(before) - points(after)
