"""What one person adds: a whole number from 0 to 12, or nothing."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Rating, Window
from bot.trends import contribution
from bot.trends.contribution import working_days

YES, PARTLY, NO, TRYING = Rating.WORTH_IT, Rating.PARTLY, Rating.NOT_WORTH_IT, Rating.TRYING
WINDOW = Window(37)


@pytest.mark.parametrize(
    ("ratings", "points"),
    [
        ([YES], 12),
        ([NO], 0),
        ([PARTLY], 6),
        ([YES, NO], 6),
        ([YES, YES, NO], 8),
        ([YES, NO, NO, NO, NO], 2),
        ([PARTLY, NO, NO, NO], 2),
        ([PARTLY, NO, NO, NO, NO, NO, NO, NO], 1),
        ([YES, TRYING, Rating.SKIPPED, Rating.CANT_PLACE], 12),
        ([TRYING], None),
        ([Rating.SKIPPED, Rating.CANT_PLACE], None),
        ([], None),
    ],
)
def test_worth(ratings, points) -> None:
    assert contribution.worth(ratings) == points


@given(st.lists(st.sampled_from(Rating), max_size=40))
def test_worth_is_bounded_and_rounds_half_up(ratings) -> None:
    said = [Fraction(r.worth) for r in ratings if r.worth is not None]
    points = contribution.worth(ratings)
    if not said:
        assert points is None
    else:
        assert points == floor(12 * sum(said) / len(said) + Fraction(1, 2))
        assert 0 <= points <= 12


def test_a_window_has_twenty_working_days() -> None:
    days = working_days(WINDOW)
    assert len(days) == 20
    assert {day.isoweekday() for day in days} == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("days", "points"), [(0, 0), (1, 1), (2, 1), (5, 3), (10, 6), (12, 7), (19, 11), (20, 12)]
)
def test_use(days, points) -> None:
    assert contribution.use(sorted(working_days(WINDOW))[:days], WINDOW) == points


def test_use_at_weekends_or_outside_the_window_counts_neither_way() -> None:
    saturday = WINDOW.first_day + timedelta(days=5)
    before = WINDOW.first_day - timedelta(days=1)
    after = WINDOW.last_day + timedelta(days=1)
    assert contribution.use([saturday, before, after], WINDOW) == 0
