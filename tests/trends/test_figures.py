"""What is said of a blurred total."""

from __future__ import annotations

import itertools
import random
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Band, BlurredMean, Direction, Measure, Window, Wording
from bot.trends.figures import Total, direction, figure, likely_range, lower_edge, variance, wording
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred

totals = st.builds(Total, st.integers(-500, 50_000), st.integers(5, 4_000), st.integers(1, 40))


@pytest.mark.parametrize(
    ("people", "band"),
    [
        (4, None),
        (5, "5–7"),
        (7, "5–7"),
        (8, "8–11"),
        (11, "8–11"),
        (12, "12–19"),
        (19, "12–19"),
        (20, "20–49"),
        (49, "20–49"),
        (50, "50+"),
        (5_000, "50+"),
    ],
)
def test_bands(people, band) -> None:
    assert Band.of(people) == (band and Band(band))


@pytest.mark.parametrize(
    ("noised", "said"),
    [
        (62, Wording.MIXED),  # of 96: 64.6
        (63, Wording.MOSTLY),  # 65.6
        (150, Wording.MOSTLY),
        (34, Wording.MIXED),  # 35.4
        (33, Wording.MOSTLY_NOT),  # 34.4
        (-20, Wording.MOSTLY_NOT),
    ],
)
def test_words_for_small_groups(noised, said) -> None:
    assert wording(Total(noised, 8, 1)) is said


def test_words_at_the_very_edges() -> None:
    assert wording(Total(78, 10, 1)) is Wording.MOSTLY  # exactly 65
    assert wording(Total(42, 10, 1)) is Wording.MOSTLY_NOT  # exactly 35


@pytest.mark.parametrize(
    ("noised", "level"), [(72, 50), (79, 50), (80, 60), (-30, 0), (500, 100), (144, 100)]
)
def test_levels_are_in_steps_of_ten(noised, level) -> None:
    assert Total(noised, 12, 1).level == level


@pytest.mark.parametrize(
    ("measure", "respondents", "people", "shows"),
    [
        (Measure.WORTH, 4, 8, None),
        (Measure.WORTH, 11, 200, "words"),
        (Measure.WORTH, 12, 12, "level"),
        (Measure.USE, 4, 200, None),
        (Measure.USE, 11, 200, "nothing but the band"),
        (Measure.USE, 60, 99, "nothing but the band"),
        (Measure.USE, 60, 100, "level"),
    ],
)
def test_what_a_group_shows(measure, respondents, people, shows) -> None:
    total = Total(6 * respondents, respondents, 2)
    its = figure(Window(37), "group", measure, total, people, before=None)
    if shows is None:
        assert its is None
    else:
        said = {"words": its.wording is not None, "level": its.level is not None}
        assert [name for name, is_said in said.items() if is_said] == [shows] * (shows in said)
        assert (its.low is None) is (its.high is None) is (its.level is None)
        assert its.direction is None


@given(totals)
def test_figures_stay_in_bounds(total) -> None:
    assert 0 <= total.points <= 100
    assert total.level in range(0, 101, 10)
    low, high = likely_range(total, Band.of(total.respondents), Measure.WORTH)
    assert 0 <= low <= total.level <= high <= 100
    assert low % 10 == high % 10 == 0


@pytest.mark.parametrize("band", [Band.TWELVE, Band.TWENTY, Band.FIFTY])
@pytest.mark.parametrize("cells", [1, 4, 9])
def test_the_range_says_no_more_of_the_respondents_than_the_band(band, cells) -> None:
    alike = [Total(6 * m, m, cells) for m in range(12, 400) if Band.of(m) is band]
    assert {total.level for total in alike} == {50}
    assert len({likely_range(total, band, Measure.WORTH) for total in alike}) == 1


def test_the_range_by_hand() -> None:
    # √(0.25/12 + 2·4/12²) = 0.276; 1.28 of these are 35 points
    assert likely_range(Total(6 * 19, 19, 4), Band.TWELVE, Measure.WORTH) == (10, 90)
    # √(0.25/50 + 2·1/50²) = 0.076, or 10 points
    assert likely_range(Total(6 * 90, 90, 1), Band.FIFTY, Measure.WORTH) == (40, 60)


@pytest.mark.parametrize(
    ("respondents", "edge"),
    [
        (5, 5),
        (7, 5),
        (11, 8),
        (19, 12),
        (29, 20),
        (49, 30),
        (79, 50),
        (99, 80),
        (100, 100),
        (124, 100),
        (125, 125),
        (299, 200),
        (1_000, 800),
        (9_999, 8_000),
    ],
)
def test_lower_edges(respondents, edge) -> None:
    assert lower_edge(respondents) == edge


def test_a_team_of_ten_never_has_an_arrow() -> None:
    for now in range(0, 101):
        assert (
            direction(BlurredMean(now, 8, 1), BlurredMean(100 - now, 8, 1), Measure.WORTH) is None
        )
        assert (
            direction(BlurredMean(now, 200, 1), BlurredMean(100 - now, 8, 1), Measure.WORTH) is None
        )


def test_an_arrow_is_earned_at_1645_standard_errors_of_both_windows() -> None:
    spread = 0.25 / 200 + 2 * 8 / 200**2 + 0.25 / 80 + 2 * 5 / 80**2
    least = 100 * 1.645 * sqrt(spread)
    for step in range(1, 50):
        said = direction(BlurredMean(40 + step, 200, 8), BlurredMean(40, 80, 5), Measure.WORTH)
        assert said is (Direction.UP if step >= least else None)
        said = direction(BlurredMean(90 - step, 200, 8), BlurredMean(90, 80, 5), Measure.WORTH)
        assert said is (Direction.DOWN if step >= least else None)


def window_of(chance, respondents, cells, measure) -> BlurredMean:
    """People who neither change nor agree, over so many cells."""
    said = [round(12 * chance.betavariate(0.9, 0.7)) for _ in range(respondents)]
    noised = sum(blurred(sum(said[n::cells]), EPSILON[measure]) for n in range(cells))
    return Total(noised, respondents, cells).mean


@pytest.mark.parametrize(
    ("respondents", "cells", "measure", "at_most", "forgetful_at_least"),
    [
        (20, 2, Measure.WORTH, 0.11, 0),
        (125, 10, Measure.WORTH, 0.11, 0),
        (125, 16, Measure.USE, 0.14, 0.25),
    ],
)
def test_false_arrows_are_rare_and_would_not_be_without_counting_every_cells_noise(
    respondents, cells, measure, at_most, forgetful_at_least
) -> None:
    """Nothing changes from window to window, so every arrow is a false one: 3 to 6% (8% for
    use, which is nearly all noise), and 37% by a rule that forgets the cells. The population is
    seeded, the noise is OpenDP's own; the bounds are six standard errors away."""
    chance, pairs = random.Random(respondents), 1_000
    windows = [window_of(chance, respondents, cells, measure) for _ in range(pairs + 1)]
    forgetful = 1.645 * sqrt(2 * variance(respondents, 1, measure))
    beside = list(itertools.pairwise(windows))
    false = sum(direction(now, before, measure) is not None for before, now in beside)
    forgot = sum(abs(now.points - before.points) >= 100 * forgetful for before, now in beside)
    assert false / pairs < at_most
    assert forgot / pairs >= forgetful_at_least


def test_the_range_holds_the_truth_in_four_of_five_releases() -> None:
    """Of 400 groups of 24 people in 2 cells, asked among many who find half of it worth it."""
    chance, held = random.Random(24), 0
    for _ in range(400):
        said = [round(12 * chance.betavariate(0.9, 0.9)) for _ in range(24)]
        noised = sum(blurred(sum(said[n::2]), EPSILON[Measure.WORTH]) for n in range(2))
        low, high = likely_range(Total(noised, 24, 2), Band.TWENTY, Measure.WORTH)
        held += low <= 50 <= high
    assert held / 400 > 0.8
