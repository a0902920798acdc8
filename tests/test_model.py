"""The nouns: weeks, windows, periods, bands, tokens."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import (
    MOST_QUESTIONS,
    NO_TOKENS,
    Band,
    Item,
    Period,
    PersonId,
    Question,
    Rating,
    Task,
    Tokens,
    Viewer,
    Week,
    Window,
    WorkspaceSettings,
)

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
COUNTS = st.integers(0, 10**12)
TOKENS = st.builds(Tokens, COUNTS, COUNTS, COUNTS, COUNTS)


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-11-20", "2026-W47"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-01", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
        ("2024-01-01", "2024-W01"),
    ],
)
def test_a_day_lies_in_its_iso_week(day: str, week: str) -> None:
    assert str(Week.of(date.fromisoformat(day))) == week


@given(DAYS, st.integers(-60, 60))
def test_weeks_are_counted_over_the_turn_of_years(day: date, weeks: int) -> None:
    its = Week.of(day)
    assert its.monday <= day <= its.monday + timedelta(days=6)
    assert its.plus(weeks) == Week.of(day + timedelta(weeks=weeks))
    assert its.plus(weeks).plus(-weeks) == its
    assert its.plus(-1) < its < its.plus(1)


@given(DAYS)
def test_every_day_lies_in_one_window_of_four_whole_weeks(day: date) -> None:
    its = Window.of(day)
    assert its.first_day <= day <= its.last_day
    assert (its.last_day - its.first_day).days == 27
    assert (its.first_day.isoweekday(), its.last_day.isoweekday()) == (1, 7)
    assert its.plus(1).first_day == its.last_day + timedelta(days=1)
    assert its.plus(1).plus(-1) == its
    assert Window.of(its.first_day) == Window.of(its.last_day) == its


def test_windows_are_the_same_for_everybody() -> None:
    assert Window.of(date(2024, 1, 1)) == Window.of(date(2024, 1, 28)) == Window(0)
    assert Window.of(date(2024, 1, 29)) == Window(1)
    assert Window.of(date(2023, 12, 31)) == Window(-1)
    its = Window.of(date(2026, 11, 20))
    assert (its.first_day, its.last_day) == (date(2026, 11, 2), date(2026, 11, 29))


def test_a_window_is_published_ten_days_after_it_closed() -> None:
    its = Window(0)
    closed = its.plus(1).first_day  # the midnight in which its last Sunday ends
    assert its.publishes_on == closed + timedelta(days=10) == date(2024, 2, 8)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-11-13", "2026-11-19", 7),
        ("2026-03-28", "2026-03-30", 3),
        ("2026-01-01", "2026-01-01", 1),
    ],
)
def test_a_period_is_whole_days_both_included(first: str, last: str, days: int) -> None:
    its = Period(date.fromisoformat(first), date.fromisoformat(last), "Europe/Berlin")
    assert (len(its.days), its.days[0], its.days[-1]) == (days, its.first, its.last)
    assert all(b - a == timedelta(days=1) for a, b in zip(its.days, its.days[1:], strict=False))


@pytest.mark.parametrize(
    ("respondents", "band"),
    [
        (0, None),
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
        (100_000, "50+"),
    ],
)
def test_respondents_are_shown_in_bands(respondents: int, band: str | None) -> None:
    its = Band.of(respondents)
    assert (its and str(its)) == band
    assert its is None or its.least <= respondents


def test_a_band_counts_as_the_least_of_it() -> None:
    assert [band.least for band in Band] == [5, 8, 10, 12, 20, 50]


def test_trying_and_skipping_say_nothing_of_worth() -> None:
    assert {rating: rating.worth for rating in Rating} == {
        Rating.WORTH_IT: 1.0,
        Rating.PARTLY: 0.5,
        Rating.NOT_WORTH_IT: 0.0,
        Rating.TRYING: None,
        Rating.CANT_PLACE: None,
        Rating.SKIPPED: None,
    }


def test_an_answer_counts_for_the_window_of_the_work() -> None:
    work, tap = date(2024, 1, 28), 1_706_600_000  # asked on the 30th, in the next window
    its = Question("q", PersonId("ada"), Item.WORTH, "task", work, tap)
    assert its.window == Window(0)


@given(TOKENS, TOKENS)
def test_tokens_add_up_and_take_away(one: Tokens, other: Tokens) -> None:
    assert one + other - other == one
    assert one + NO_TOKENS == one
    assert (one + other).total == one.total + other.total


def test_cached_tokens_are_part_of_the_input_and_counted_once() -> None:
    assert Tokens(input=100, cached=90, cache_written=30, output=5).total == 105


def test_a_task_lasts_from_its_first_sign_to_its_last() -> None:
    assert Task("t", PersonId("ada"), "claude-code", "k", 1_000, 1_090).seconds == 90


def test_who_asks_sees_their_own_teams_and_those_they_manage() -> None:
    its = Viewer(PersonId("ada"), frozenset({"a"}), frozenset({"b", "c"}))
    assert its.sees == {"a", "b", "c"}
    assert Viewer(PersonId("ben"), admin=True).sees == frozenset()
    with pytest.raises(FrozenInstanceError):
        its.manages = frozenset({"everything"})  # type: ignore[misc]


def test_a_workspace_begins_with_fridays_at_two() -> None:
    its = WorkspaceSettings()
    assert (its.schedule.weekday, its.schedule.hour, its.questions) == (5, 14, MOST_QUESTIONS)
    assert not its.paused
