"""How many answered, read from a page: whether one more did, everybody else's answers being known.

The band on the page tells what it tells; nothing else on it may tell more than the blur lets it.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from math import sqrt
from pathlib import Path

import pytest

from bot.model import Band, Measure
from bot.trends.figures import Total, likely_range, variance
from tests.attacks.answers import answers, points
from tests.attacks.finding import QUICK, Finding, Share, most_accurate
from tests.attacks.reader import Reader, guess, released, shown

ATTACK = "Infer how many answered"
PEOPLE = 60
INSIDE_A_BAND = (6, 12, 20, 40)
"""Whether so many answered or one more: the band is the same."""


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    yield Finding(
        ATTACK,
        "did one more answer? All others' answers known; 6, 12, 20 or 40 of them",
        "release",
        _told_apart(effort),
        most_accurate(1.0),
        "a range worked out from the exact number",
        _by_its_range(effort),
    )


def test_a_page_tells_no_more_than_its_band(tmp_path: Path) -> None:
    (finding,) = attack(QUICK, tmp_path)
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive


@pytest.mark.parametrize("band", [band for band in Band if band.least >= 12])
def test_the_range_is_the_same_for_every_number_of_a_band(band: Band) -> None:
    for level in range(0, 101, 10):
        ranges = {
            likely_range(Total(round(level * 12 * m / 100), m, 1), band, Measure.WORTH)
            for m in range(band.least, band.least + 8)
        }
        assert len(ranges) == 1


def _told_apart(runs: int) -> Share:
    chance, hits = random.Random("counting"), 0
    readers = {
        m: Reader(lambda noised, m=m: _seen(shown(noised, m, PEOPLE)))
        for least in INSIDE_A_BAND
        for m in (least, least + 1)
    }
    for n in range(runs):
        least, one_more = INSIDE_A_BAND[n % 4], chance.random() < 0.5
        said = answers(chance, least + 1)
        page = _seen(released(said if one_more else said[:-1], PEOPLE))
        if_no = readers[least].likelihood(page, points(said[:-1]))
        if_yes = readers[least + 1].likelihood(page, points(said))
        hits += guess(if_no, if_yes, chance) == one_more
    return Share(hits, runs)


def _seen(page) -> object:
    return replace(page, group="")


def _by_its_range(runs: int) -> Share:
    """Each number of respondents has a width of its own."""
    chance, hits = random.Random("range"), 0
    for n in range(runs):
        least, one_more = INSIDE_A_BAND[n % 4], chance.random() < 0.5
        width = _width(least + one_more)
        hits += (abs(width - _width(least + 1)) < abs(width - _width(least))) == one_more
    return Share(hits, runs)


def _width(respondents: int) -> float:
    return 2 * 1.2816 * sqrt(variance(respondents, 1, Measure.WORTH))
