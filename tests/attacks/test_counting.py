"""How many answered, read from a page: whether one more did, everybody else's answers being known.

The band on the page tells what it tells; nothing else on it may tell more than the blur lets it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path

import pytest

from bot.model import Band, Measure
from bot.trends.figures import Total, likely_range, variance
from tests.attacks import reader, town
from tests.attacks.answers import points, respondents
from tests.attacks.finding import Finding, Share, most_accurate
from tests.attacks.town import Told

ATTACK = "Infer how many answered"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    five = [first for first, _ in town.tried("to", effort)]
    more = [second for kind in ("thirteen", "many") for _, second in town.tried(kind, effort)]
    yield Finding(
        ATTACK,
        "did one more answer? All others' answers known; 5, 12 or 20 of them",
        "app and page",
        _told_apart([*five, *more]),
        most_accurate(1.0),
        "a range worked out from the exact number",
        _by_its_range([*five, *more]),
    )


@pytest.mark.parametrize("band", [band for band in Band if band.least >= 12])
def test_the_range_is_the_same_for_every_number_of_a_band(band: Band) -> None:
    for level in range(0, 101, 10):
        ranges = {
            likely_range(Total(round(level * 12 * m / 100), m, 1), band, Measure.WORTH)
            for m in range(band.least, band.least + 8)
        }
        assert len(ranges) == 1


def _told_apart(tries: Sequence[Told]) -> Share:
    """An answer there is would be a yes: that moves the page most."""
    chance, hits = random.Random("counting"), 0
    for its in tries:
        size, known = len(its.said), points(its.said[1:])
        if_no = reader.of_page(size - 1, size).likelihood(its.page, known)
        if_yes = reader.of_page(size, size).likelihood(its.page, known + 12)
        hits += reader.guess(if_no, if_yes, chance) == (its.said[0] is not None)
    return Share(hits, len(tries))


def _by_its_range(tries: Sequence[Told]) -> Share:
    """Each number of respondents has a width of its own."""
    hits = 0
    for its in tries:
        size, width = len(its.said), _width(respondents(its.said))
        one_more = abs(width - _width(size)) < abs(width - _width(size - 1))
        hits += one_more == (its.said[0] is not None)
    return Share(hits, len(tries))


def _width(respondents: int) -> float:
    return 2 * 1.2816 * sqrt(variance(respondents, 1, Measure.WORTH))
