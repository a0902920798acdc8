"""Which tasks are asked about: few, recent, and not all of one kind."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import MOST_QUESTIONS, Period, Task
from bot.reflection.days import Days
from bot.reflection.sampling import last_working_days, plan, sample
from tests.reflection.making import WEEK, run, task

DAYS = Days.of(WEEK.zone)
RECENT = last_working_days(WEEK)

some_task = st.builds(
    lambda day, hour, minutes, autonomous, source, edits: task(
        f"2026-11-{day:02}T{hour:02}:00",
        minutes,
        autonomous=autonomous,
        source=source,
        edits=edits,
    ),
    st.integers(13, 19),
    st.integers(0, 21),
    st.sampled_from([2, 30, 90]),
    st.booleans(),
    st.sampled_from(["claude-code", "meshclaw", "codex"]),
    st.integers(0, 1),
)


def is_recent(its: Task) -> bool:
    return DAYS.day(its.started_at) in RECENT


@given(st.lists(some_task, max_size=20), st.integers(0, 9), st.integers())
def test_never_more_than_allowed_and_no_task_twice(tasks: list[Task], most: int, seed: int) -> None:
    its = plan(tasks, most, WEEK, random.Random(seed))
    asked = [task.id for task in its.tasks]
    assert len(asked) + (its.item is not None) <= min(most, MOST_QUESTIONS)
    assert len(set(asked)) == len(asked)
    assert set(asked) <= {task.id for task in tasks}
    assert asked == [task.id for task in sorted(its.tasks, key=lambda task: task.started_at)]


@given(st.lists(some_task, max_size=20), st.integers(1, 3), st.integers())
def test_recent_days_come_before_all_others(tasks: list[Task], most: int, seed: int) -> None:
    chosen = sample(tasks, most, WEEK, random.Random(seed))
    recent = [its for its in tasks if is_recent(its)]
    assert len([its for its in chosen if is_recent(its)]) == min(most, len(recent))
    assert len(chosen) == min(most, len(tasks))


@pytest.mark.parametrize("seed", range(20))
def test_tools_and_kinds_are_spread(seed: int) -> None:
    alike = [task(f"2026-11-19T{hour:02}:00") for hour in range(8, 20)]
    other = run("2026-11-19T03:00", minutes=90)
    assert other in sample([*alike, other], 2, WEEK, random.Random(seed))


@pytest.mark.parametrize(
    ("first", "last", "recent"),
    [
        (13, 19, {18, 19}),  # to a Thursday
        (10, 16, {13, 16}),  # to a Monday: Friday and Monday
        (9, 15, {12, 13}),  # to a Sunday
        (14, 15, set()),  # a weekend alone
    ],
)
def test_the_last_two_working_days(first: int, last: int, recent: set[int]) -> None:
    period = Period(date(2026, 11, first), date(2026, 11, last), "UTC")
    assert {day.day for day in last_working_days(period)} == recent


def test_an_item_comes_now_and_then_and_in_a_task_s_place() -> None:
    tasks = [task(f"2026-11-19T{hour:02}:00") for hour in range(8, 14)]
    plans = [plan(tasks, 3, WEEK, random.Random(seed)) for seed in range(400)]
    with_item = [its for its in plans if its.item]
    assert 60 < len(with_item) < 140
    assert {len(its.tasks) for its in with_item} == {2}
    assert {len(its.tasks) for its in plans if not its.item} == {3}
    assert len({its.item for its in with_item}) == 4


def test_who_asked_for_one_question_is_asked_about_work() -> None:
    plans = [plan([task()], 1, WEEK, random.Random(seed)) for seed in range(50)]
    assert all(its.item is None and len(its.tasks) == 1 for its in plans)


def test_no_work_no_question() -> None:
    assert all(plan([], 3, WEEK, random.Random(seed)).item is None for seed in range(50))
