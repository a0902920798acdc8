"""Possible noise: look-alike autonomous runs, close together, with nothing coming out of them.

Only ever put as a question to the one who ran them: a burst can be exactly what was wanted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import median

from bot.model import HOUR, Task
from bot.reflection.days import Days
from bot.reflection.kinds import Work, work_of
from messages.facts import Burst

LEAST_RUNS = 5
MOST_TOLD = 2
_CLOSE = HOUR
_ALIKE = 2.0
"""Runs are alike in size when none is more than this many times their median, or that much less."""


def bursts(tasks: Iterable[Task], days: Days) -> list[Burst]:
    """The largest bursts, at most two, in order of time."""
    found = [
        _burst(run, days)
        for alike in _by_look(tasks).values()
        for run in _close_together(alike)
        if len(run) >= LEAST_RUNS and _of_a_size(run)
    ]
    largest = sorted(found, key=lambda its: (-its.runs, its.first))[:MOST_TOLD]
    return sorted(largest, key=lambda its: its.first)


def _by_look(tasks: Iterable[Task]) -> dict[tuple[str, Work], list[Task]]:
    looks = defaultdict(list)
    for task in tasks:
        if task.autonomous and not task.outcomes:
            looks[task.source, work_of(task)].append(task)
    return looks


def _close_together(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    run: list[Task] = []
    for task in sorted(tasks, key=lambda its: its.started_at):
        if run and task.started_at - run[-1].started_at > _CLOSE:
            yield run
            run = []
        run.append(task)
    if run:
        yield run


def _of_a_size(run: Sequence[Task]) -> bool:
    sizes = [task.tokens.total for task in run]
    middle = median(sizes)
    return max(sizes) <= _ALIKE * middle and min(sizes) * _ALIKE >= middle


def _burst(run: Sequence[Task], days: Days) -> Burst:
    return Burst(
        tool=run[0].source,
        runs=len(run),
        first=days.at(run[0].started_at),
        last=days.at(max(task.ended_at for task in run)),
        cost_usd=sum(task.cost_usd for task in run),
    )
