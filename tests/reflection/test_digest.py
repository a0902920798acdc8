"""What the tools counted, beside the person's own earlier weeks only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from bot.model import Heard, Period, Task, Tokens
from bot.reflection.days import Days
from bot.reflection.digest import Stretch, digest, history_from
from messages.facts import Digest, SilentTool, ToolUse, Usual, WorkCount
from tests.company import instant
from tests.reflection.making import WEEK, run, task

EARLIER = ["2026-11-10T10:00", "2026-11-03T10:00", "2026-10-27T10:00", "2026-10-20T10:00"]


def look(period: Period, tasks: Sequence[Task], heard: Sequence[Heard] = ()) -> Digest:
    """The digest of a period, given every task there is in any order."""
    days = Days.of(period.zone)
    start, end = days.covers(period)
    since = days.begins(history_from(period))
    in_order = sorted(tasks, key=lambda its: its.started_at)
    before = [
        Stretch(its.started_at, its.ended_at, its.autonomous, its.cost_usd)
        for its in in_order
        if since <= its.started_at < start
    ]
    return digest(period, [its for its in in_order if start <= its.started_at < end], before, heard)


def test_a_usual_week() -> None:
    history = [task(), task(edits=0, reads=2), run(), run(at="2026-11-13T02:00")]
    its = look(WEEK, history)
    assert (its.tasks, its.autonomous) == (4, 2)
    assert its.tools == [
        ToolUse("claude-code", 2, [WorkCount("changed", None, 1), WorkCount("looked_up", None, 1)]),
        ToolUse("meshclaw", 2, [WorkCount("app", "tickets", 2)]),
    ]
    assert its.tokens == 4 * 1200
    assert its.cached_tokens == 4 * 400
    assert its.cost_usd == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        ("2026-11-12T22:59", 0),
        ("2026-11-12T23:00", 1),
        ("2026-11-19T22:59", 1),
        ("2026-11-19T23:00", 0),
    ],
)
def test_a_period_is_whole_days_where_the_person_is(at: str, counts: int) -> None:
    assert look(WEEK, [task(at)]).tasks == counts


def test_two_tasks_at_a_time_are_not_two_hours_of_anybody() -> None:
    side_by_side = [task("2026-11-18T10:00", 60), task("2026-11-18T10:30", 60)]
    inside = [task("2026-11-17T10:00", 60), task("2026-11-17T10:10", 10)]
    agents = [run("2026-11-18T10:00", 120)]
    its = look(WEEK, side_by_side + inside + agents)
    assert its.hours == pytest.approx(2.5)
    assert its.agent_hours == pytest.approx(2.0)


def test_the_median_of_the_four_weeks_before() -> None:
    costs = [1.0, 2.0, 10.0, 3.0]
    history = [
        task(at, 60 * hours, cost_usd=cost)
        for at, cost, hours in zip(EARLIER, costs, [1, 2, 3, 4], strict=True)
    ]
    its = look(WEEK, [task(), *history])
    assert its.usual == Usual(cost_usd=2.5, hours=2.5)


def test_a_week_off_is_no_part_of_the_median() -> None:
    history = [task(EARLIER[0], cost_usd=4.0), task(EARLIER[2], cost_usd=8.0)]
    its = look(WEEK, [task(), *history])
    assert its.usual is not None
    assert its.usual.cost_usd == 6.0


def test_one_earlier_week_is_no_median() -> None:
    assert look(WEEK, [task(), task(EARLIER[0])]).usual is None


def test_a_fortnight_is_compared_with_fortnights() -> None:
    period = Period(date(2026, 11, 6), date(2026, 11, 19), "UTC")
    history = [task("2026-11-05T10:00", cost_usd=2.0), task("2026-10-22T10:00", cost_usd=4.0)]
    its = look(period, [task(), *history])
    assert its.usual is not None
    assert its.usual.cost_usd == 3.0
    assert history_from(period) == date(2026, 9, 11)


def test_ten_days_are_compared_with_nothing() -> None:
    period = Period(date(2026, 11, 10), date(2026, 11, 19), "UTC")
    assert look(period, [task(), *(task(at) for at in EARLIER)]).usual is None


def test_the_eight_weeks_of_the_chart() -> None:
    history = [task(), run(), task("2026-11-12T10:00"), task("2026-09-25T10:00")]
    weeks = look(WEEK, history).weeks
    assert [week.last for week in weeks][0::7] == [date(2026, 10, 1), date(2026, 11, 19)]
    assert (weeks[-1].hands_on, weeks[-1].autonomous) == (1, 1)
    assert (weeks[-2].hands_on, weeks[-2].autonomous) == (1, 0)
    assert weeks[0].hands_on == 1
    assert history_from(WEEK) == date(2026, 9, 25)


def test_which_tools_were_silent() -> None:
    heard = [
        Heard("claude-code", 0, instant("2026-11-18T10:00")),
        Heard("codex", 0, instant("2026-10-12T22:30")),
        Heard("cursor", 0, instant("2026-11-03T10:00")),
    ]
    its = look(WEEK, [task(), run()], heard)
    assert its.tools_known == 4
    assert its.silent == [
        SilentTool("cursor", date(2026, 11, 3)),
        SilentTool("codex", date(2026, 10, 13)),
    ]


def test_calls_without_a_price_are_told_apart_from_free_ones() -> None:
    its = look(WEEK, [task(cost_usd=0.0, unpriced_calls=3, tokens=Tokens(10, 0, 0, 5))])
    assert (its.cost_usd, its.unpriced_calls, its.tokens) == (0.0, 3, 15)
