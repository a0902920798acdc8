"""What the tools counted for one person in one period, beside their own earlier weeks only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from bot.model import HOUR, Heard, Instant, Period, Task, Tokens, ToolDay, Untimely
from bot.reflection.days import Days
from bot.reflection.missing import missed
from bot.reflection.noise_bursts import bursts
from bot.reflection.reported import cost_is_told
from bot.reflection.tool_use import by_tool
from messages.facts import Digest, SilentTool, Usual, WeekBar

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


class Beside(NamedTuple):
    """What is known beside tasks: the days of reports that count, since `history_from`; the days of
    outcomes that are no task's, of the period; which tools fell silent, with their last day; and
    what was refused because of its date."""

    reported: Sequence[ToolDay] = ()
    told_alone: Sequence[ToolDay] = ()
    fallen: Mapping[str, date] = MappingProxyType({})
    untimely: Sequence[Untimely] = ()


TASKS_ALONE = Beside()

Timed = TypeVar("Timed", Task, Stretch)


def history_from(period: Period) -> date:
    """The first day a digest looks at: for the chart and for the median."""
    back = max(7 * CHART_WEEKS, (1 + USUAL_SPANS) * len(period.days))
    return period.last - timedelta(days=back - 1)


def digest(
    period: Period,
    tasks: Sequence[Task],
    before: Sequence[Stretch],
    heard: Sequence[Heard],
    beside: Beside = TASKS_ALONE,
) -> Digest:
    """The facts of a digest, from the tasks of the period and those `before` it, since
    `history_from`; both oldest first."""
    days = Days.of(period.zone)
    reported = of_period(period, beside.reported)
    parts: list[Task | ToolDay] = [*tasks, *reported, *beside.told_alone]
    tokens = sum((its.tokens for its in parts), Tokens())
    sources = {its.source for its in parts}
    return Digest(
        first=period.first,
        last=period.last,
        tasks=len(tasks),
        autonomous=sum(task.autonomous for task in tasks),
        tools=by_tool(tasks, [*reported, *_untold(beside.told_alone, reported)]),
        hours=_hours(tasks, autonomous=False),
        agent_hours=_hours(tasks, autonomous=True),
        cost_usd=_cost(parts),
        unpriced_calls=sum(task.unpriced_calls for task in tasks),
        tokens=tokens.total,
        cached_tokens=tokens.cached,
        usual=_usual(period, before, beside.reported, days),
        silent=_silent(period, sources, heard, beside.fallen),
        tools_known=len(sources | {its.source for its in heard}),
        bursts=bursts(tasks, days),
        weeks=_weeks(period.last, tasks, before, days),
        cost_untold=sorted({its.source for its in reported if not cost_is_told(its)}),
        missed=missed(beside.untimely),
    )


def of_period(period: Period, reported: Iterable[ToolDay]) -> list[ToolDay]:
    """The reports of the period's days. Of a day that is told in part, that part has it in which
    its noon is."""
    days = Days.of(period.zone)
    start, end = days.covers(period)
    return [its for its in reported if start <= days.begins(its.day) + 12 * HOUR < end]


def _untold(told_alone: Iterable[ToolDay], reported: Iterable[ToolDay]) -> list[ToolDay]:
    """Where a report counts for a day, its outcomes are in it."""
    there = {(its.source, its.day) for its in reported}
    return [its for its in told_alone if (its.source, its.day) not in there]


def _within(tasks: Sequence[Timed], days: Days, first: date, last: date) -> Sequence[Timed]:
    start, end = days.span(first, last)
    return tasks[_index(tasks, start) : _index(tasks, end)]


def _index(tasks: Sequence[Timed], at: Instant) -> int:
    return bisect_left(tasks, at, key=lambda its: its.started_at)


def _hours(tasks: Iterable[Task | Stretch], *, autonomous: bool) -> float:
    """Hours in which at least one such task ran: two at a time are not two hours of anybody."""
    seconds, until = 0, 0
    for task in tasks:
        if task.autonomous == autonomous:
            seconds += max(0, task.ended_at - max(task.started_at, until))
            until = max(until, task.ended_at)
    return seconds / HOUR


def _cost(parts: Iterable[Task | Stretch | ToolDay]) -> float:
    return sum(its.cost_usd for its in parts)


def _usual(
    period: Period, before: Sequence[Stretch], reported: Sequence[ToolDay], days: Days
) -> Usual | None:
    length = len(period.days)
    if length not in _COMPARABLE:
        return None
    back = [timedelta(days=length * n) for n in range(1, USUAL_SPANS + 1)]
    spans = [(period.first - by, period.last - by) for by in back]
    worked = [_within(before, days, *span) for span in spans]
    told = [[its for its in reported if first <= its.day <= last] for first, last in spans]
    costs = [
        _cost(tasks) + _cost(by_day)
        for tasks, by_day in zip(worked, told, strict=True)
        if tasks or by_day
    ]
    if len(costs) < _LEAST_SPANS:
        return None
    hours = [_hours(tasks, autonomous=False) for tasks in worked if tasks]
    return Usual(
        cost_usd=median(costs),
        hours=median(hours) if hours else 0.0,
    )


def _silent(
    period: Period,
    reporting: Collection[str],
    heard: Sequence[Heard],
    fallen: Mapping[str, date],
) -> list[SilentTool]:
    """That a tool fell silent is told once: of the first period without it."""
    days, since = Days.of(period.zone), period.first - timedelta(days=len(period.days))
    return [
        SilentTool(
            its.source, days.day(its.last_at), fallen=fallen.get(its.source, date.min) >= since
        )
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
