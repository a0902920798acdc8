"""More use and no more worth: found where the figures bear it, and hardly ever where nothing is."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import partial
from math import sqrt

import pytest

from bot.model import BlurredMean, Finding, Measure
from bot.trends.consistent import finding
from bot.trends.figures import Total
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred

FOUND = Finding.USE_RISES_WORTH_DOES_NOT


def windows(use: tuple[int, ...], worth: tuple[int, ...], at_least: int = 1_000, cells: int = 1):
    return [
        {
            Measure.USE: BlurredMean(its_use, at_least, cells),
            Measure.WORTH: BlurredMean(its_worth, at_least, cells),
        }
        for its_use, its_worth in zip(use, worth, strict=True)
    ]


def test_use_rises_and_worth_does_not() -> None:
    assert finding(windows((60, 60, 40, 40), (50, 50, 50, 50))) is FOUND
    assert finding(windows((40, 40, 40, 40), (50, 50, 50, 50))) is None
    assert finding(windows((40, 40, 60, 60), (50, 50, 50, 50))) is None
    assert finding(windows((60, 60, 40, 40), (60, 60, 50, 50))) is None
    assert finding(windows((60, 60, 40, 40), (30, 30, 50, 50))) is FOUND


def test_two_windows_are_set_against_two() -> None:
    """A single month weighs half: 5 points of use in two windows are as much as 10 in one."""
    error = 100 * sqrt(4 * (0.25 / 1_000 + 2 / (0.5 * 1_000) ** 2)) / 2
    least = 1.645 * error
    for step in range(1, 12):
        both = finding(windows((40 + step, 40 + step, 40, 40), (50,) * 4))
        one = finding(windows((40 + 2 * step, 40, 40, 40), (50,) * 4))
        assert both is one is (FOUND if step >= least else None)


def test_worth_may_have_risen_by_ten_points() -> None:
    error = 100 * sqrt(4 * (0.25 / 1_000 + 2 / 1_000**2)) / 2
    for step in range(15):
        risen = finding(windows((60, 60, 40, 40), (50 + step, 50 + step, 50, 50)))
        assert risen is (FOUND if step + 0.994 * error < 10 else None)


@pytest.mark.parametrize("missing", [0, 1, 2, 3])
def test_every_window_has_both_figures_of_a_hundred_respondents(missing: int) -> None:
    enough = windows((70, 70, 30, 30), (50, 50, 50, 50), at_least=100)
    assert finding(enough) is FOUND
    assert finding(enough[:missing]) is None
    for measure in (Measure.WORTH, Measure.USE):
        gone = [dict(its) for its in enough]
        del gone[missing][measure]
        assert finding(gone) is None
        few = [dict(its) for its in enough]
        few[missing][measure] = replace(few[missing][measure], at_least=80)
        assert finding(few) is None


class Company:
    """200 respondents in 25 cells; their use and what they say of worth, window by window."""

    def __init__(self, seed: int, respondents: int = 200, cells: int = 25) -> None:
        self.chance = random.Random(seed)
        self.respondents, self.cells = respondents, cells

    def window(self, use: float, worth: float) -> dict[Measure, BlurredMean]:
        shares = {Measure.USE: use, Measure.WORTH: worth}
        return {measure: self.mean(measure, share) for measure, share in shares.items()}

    def mean(self, measure: Measure, share: float) -> BlurredMean:
        draw = partial(self.chance.betavariate, 1.6 * share, 1.6 * (1 - share))
        said = [round(12 * draw()) for _ in range(self.respondents)]
        noised = sum(blurred(sum(said[n :: self.cells]), EPSILON[measure])
                     for n in range(self.cells))  # fmt: skip
        return Total(noised, self.respondents, self.cells).mean

    def found(self, then: tuple[float, float], now: tuple[float, float], times: int) -> float:
        """How often it is found, in so many stretches of two windows after two."""
        hits = 0
        for _ in range(times):
            its = [self.window(*now), self.window(*now), self.window(*then), self.window(*then)]
            hits += finding(its) is FOUND
        return hits / times


# The population is seeded, the noise is OpenDP's own; the bounds are six standard errors away.


def test_it_is_hardly_ever_found_where_nothing_changes() -> None:
    """In 2.9% of 2,000 stretches of four windows; here in 300 windows in a row."""
    its, count = Company(1), 300
    windows_in_a_row = [its.window(0.4, 0.5) for _ in range(count)]
    stretches = [windows_in_a_row[n : n + 4] for n in range(count - 3)]
    false = sum(finding(stretch) is FOUND for stretch in stretches)
    assert false / len(stretches) < 0.03 + 6 * sqrt(0.03 * 0.97 / (count / 4))


def test_it_is_hardly_ever_found_where_worth_rises_along() -> None:
    """In none of 500, when both rise by twenty points."""
    assert Company(2).found((0.4, 0.4), (0.6, 0.6), times=50) < 0.1


def test_it_is_found_where_it_is_so() -> None:
    """Two times in three at 200 respondents in 25 cells, when use rises by eighteen points."""
    found = Company(3).found((0.40, 0.5), (0.58, 0.5), times=100)
    assert abs(found - 0.65) < 6 * sqrt(0.65 * 0.35 / 100)
