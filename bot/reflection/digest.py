"""What the tools counted for one person in one period, beside their own earlier weeks only."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple, TypeVar

from bot.model import HOUR, Heard, Instant, Period, Task, Tokens
from bot.reflection.days import Days
from bot.reflection.kinds import work_of
from bot.reflection.noise_bursts import bursts
from messages.facts import Digest, SilentTool, ToolUse, Usual, WeekBar, WorkCount

CHART_WEEKS = 8
USUAL_SPANS = 4
_LEAST_SPANS = 2
"""A median of fewer spans with any usage would only be last week's figure under another name."""
_COMPARABLE = (7, 14)


class Stretch(NamedTuple):
    """As much of an earlier task as a week is compared by; the cost is in dollars."""

    started_at: Instant
    ended_at: Instant
    autonomous: bool
    cost_usd: float


Timed = TypeVar("Timed", Task, Stretch)


def history_from(period: Period) -> date:
    """The first day a digest looks at: for the chart and for the median."""
    back = max(7 * CHART_WEEKS, (1 + USUAL_SPANS) * len(period.days))
    return period.last - timedelta(days=back - 1)


def digest(
    period: Period, tasks: Sequence[Task], before: Sequence[Stretch], heard: Sequence[Heard]
) -> Digest:
    """The facts of a digest, from the tasks of the period and those `before` it, since
    `history_from`; both oldest first."""
    days = Days.of(period.zone)
    tokens = sum((task.tokens for task in tasks), Tokens())
    return Digest(
        first=period.first,
        last=period.last,
        tasks=len(tasks),
        autonomous=sum(task.autonomous for task in tasks),
        tools=_by_tool(tasks),
        hours=_hours(tasks, autonomous=False),
        agent_hours=_hours(tasks, autonomous=True),
        cost_usd=_cost(tasks),
        unpriced_calls=sum(task.unpriced_calls for task in tasks),
        tokens=tokens.total,
        cached_tokens=tokens.cached,
        usual=_usual(period, before, days),
        silent=_silent(tasks, heard, days),
        tools_known=len({task.source for task in tasks} | {its.source for its in heard}),
        bursts=bursts(tasks, days),
        weeks=_weeks(period.last, tasks, before, days),
    )


def _within(tasks: Sequence[Timed], days: Days, first: date, last: date) -> Sequence[Timed]:
    start, end = days.span(first, last)
    return tasks[_index(tasks, start) : _index(tasks, end)]


def _index(tasks: Sequence[Timed], at: Instant) -> int:
    return bisect_left(tasks, at, key=lambda its: its.started_at)


def _by_tool(tasks: Sequence[Task]) -> list[ToolUse]:
    return [
        ToolUse(tool, count, _by_work(task for task in tasks if task.source == tool))
        for tool, count in _most_first(task.source for task in tasks)
    ]


def _by_work(tasks: Iterable[Task]) -> list[WorkCount]:
    counted = Counter(work_of(task) for task in tasks)
    most_first = sorted(counted.items(), key=lambda its: (-its[1], its[0].kind, its[0].app or ""))
    return [WorkCount(str(work.kind), work.app, count) for work, count in most_first]


def _most_first(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda its: (-its[1], its[0]))


def _hours(tasks: Iterable[Task | Stretch], *, autonomous: bool) -> float:
    """Hours in which at least one such task ran: two at a time are not two hours of anybody."""
    seconds, until = 0, 0
    for task in tasks:
        if task.autonomous == autonomous:
            seconds += max(0, task.ended_at - max(task.started_at, until))
            until = max(until, task.ended_at)
    return seconds / HOUR


def _cost(tasks: Iterable[Task | Stretch]) -> float:
    return sum(task.cost_usd for task in tasks)


def _usual(period: Period, before: Sequence[Stretch], days: Days) -> Usual | None:
    length = len(period.days)
    if length not in _COMPARABLE:
        return None
    back = (timedelta(days=length * n) for n in range(1, USUAL_SPANS + 1))
    spans = [_within(before, days, period.first - by, period.last - by) for by in back]
    used = [span for span in spans if span]
    if len(used) < _LEAST_SPANS:
        return None
    return Usual(
        cost_usd=median(_cost(span) for span in used),
        hours=median(_hours(span, autonomous=False) for span in used),
    )


def _silent(tasks: Sequence[Task], heard: Sequence[Heard], days: Days) -> list[SilentTool]:
    reporting = {task.source for task in tasks}
    return [
        SilentTool(its.source, days.day(its.last_at))
        for its in sorted(heard, key=lambda its: (-its.last_at, its.source))
        if its.source not in reporting
    ]


def _weeks(
    last: date, tasks: Sequence[Task], before: Sequence[Stretch], days: Days
) -> list[WeekBar]:
    bars = []
    for back in reversed(range(CHART_WEEKS)):
        end = last - timedelta(weeks=back)
        first = end - timedelta(days=6)
        week: list[Task | Stretch] = [
            *_within(before, days, first, end),
            *_within(tasks, days, first, end),
        ]
        autonomous = sum(task.autonomous for task in week)
        bars.append(WeekBar(end, len(week) - autonomous, autonomous))
    return bars
