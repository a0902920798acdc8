"""Everybody but one puts their answers together, and reads the last one off the page."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pytest

from bot.model import Measure
from bot.trends.figures import Total, figure
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred
from tests.attacks.answers import Said, answers, either, points
from tests.attacks.finding import QUICK, Finding, Share, most_accurate, within
from tests.attacks.reader import WINDOW, Reader, Seen, guess, released, shown

ATTACK = "n−1 colluders"
BOUND = most_accurate(1.0)


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    for size, what in ((8, "words on its page"), (20, "a level on its page")):
        yield Finding(
            ATTACK,
            f"a team of {size}, {what}: all but one put their answers together",
            "release",
            _right(size, effort, released, partial(shown, respondents=size, people=size)),
            BOUND,
            "exact counts, from 5 answers up",
            _from_exact_counts(size, effort),
        )
    yield Finding(
        ATTACK,
        "a team of 8: the same, with the mean the database keeps instead of the page",
        "release",
        _right(8, effort, _kept, lambda noised: Total(noised, 8, 1).points),
        BOUND,
        "exact counts, from 5 answers up",
        _from_exact_counts(8, effort),
    )


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return list(attack(QUICK, tmp_path_factory.mktemp("colluders")))


@pytest.mark.parametrize("n", range(3))
def test_the_last_answer_stays_within_the_bound(findings: list[Finding], n: int) -> None:
    assert findings[n].holds, findings[n].here
    assert findings[n].naive_falls, findings[n].naive


def test_a_sensitive_answer_is_blurred_more() -> None:
    """All but one of twenty put their answers to a sensitive question together: no or yes?"""
    epsilon, chance, hits = EPSILON[Measure.PRESSURE], random.Random(9), 0

    def see(noised: int) -> Seen:
        return figure(WINDOW, "g", Measure.PRESSURE, Total(noised, 20, 1), 20, None)

    reader = Reader(see, epsilon)
    for _ in range(QUICK):
        known, yes = 12 * chance.randrange(20), chance.random() < 0.5
        page = see(blurred(known + 12 * yes, epsilon))
        weights = (reader.likelihood(page, known + its) for its in (0, 12))
        hits += guess(*weights, chance) == yes
    assert within(Share(hits, QUICK), 2 / 3), "ε is ln 2"


def _kept(said: list[Said]) -> int:
    return Total(blurred(points(said), EPSILON[Measure.WORTH]), len(said), 1).points


def _right(
    size: int, runs: int, publish: Callable[[list[Said]], Seen], see: Callable[[int], Seen]
) -> Share:
    chance, reader, hits = random.Random(f"{size} colluders"), Reader(see), 0
    for _ in range(runs):
        others, yes = answers(chance, size - 1), chance.random() < 0.5
        page, known = publish([*others, either(yes)]), points(others)
        if_no, if_yes = (reader.likelihood(page, known + its) for its in (0, 12))
        hits += guess(if_no, if_yes, chance) == yes
    return Share(hits, runs)


def _from_exact_counts(size: int, runs: int) -> Share:
    chance, hits = random.Random(size), 0
    for _ in range(runs):
        others, yes = answers(chance, size - 1), chance.random() < 0.5
        published = points([*others, either(yes)])
        hits += (published - points(others) == 12) == yes
    return Share(hits, runs)
