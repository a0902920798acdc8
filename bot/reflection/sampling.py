"""Which of a week's tasks to ask about: few, recent, and not all of one kind."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.model import (
    HOUR,
    MINUTE,
    MOST_QUESTIONS,
    WEEKLY_ITEMS,
    Item,
    Period,
    Task,
    Window,
    is_working_day,
)
from bot.reflection.days import Days
from bot.reflection.kinds import work_of

_RECALLED = 2
"""Working days back that people recall well enough to judge single pieces of work."""
_ITEM_EVERY = 4
"""A weekly item takes a task's place about one week in so many."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to ask: these tasks, and perhaps one thing about the week."""

    tasks: Sequence[Task]
    item: Item | None = None


def plan(
    tasks: Sequence[Task],
    most: int,
    period: Period,
    chance: random.Random,
    sensitive: Item | None = None,
    *,
    by_day: bool = False,
) -> Plan:
    """At most `most` questions (never more than three) about the tasks of a period. `sensitive` is
    the sensitive item that is still to be asked in this window. `by_day` where there was use of
    which no task is told: then, too, something may be asked about the week.

    A person who asked for a single question is asked about work, never about the week instead.
    """
    most = min(most, MOST_QUESTIONS)
    item = _item(period, chance, sensitive) if most > 1 and (tasks or by_day) else None
    return Plan(sample(tasks, most - (item is not None), period, chance), item)


def _item(period: Period, chance: random.Random, sensitive: Item | None) -> Item | None:
    """A sensitive one comes in any of the weeks that are left of its window, and in the last for
    sure: so answers come from all four weeks, and one loud Friday does not make the figure."""
    if sensitive and chance.randrange(_weeks_left(period.last)) == 0:
        return sensitive
    return chance.choice(WEEKLY_ITEMS) if chance.randrange(_ITEM_EVERY) == 0 else None


def _weeks_left(day: date) -> int:
    """How many digests the window of that day still has, with the one about it: 1 to 4."""
    return (Window.of(day).last_day - day).days // 7 + 1


def sample(
    tasks: Sequence[Task], most: int, period: Period, chance: random.Random
) -> Sequence[Task]:
    """At most `most` tasks: those of the last two working days before all others, and among them
    those least like the ones already chosen. In order of time."""
    days, recent = Days.of(period.zone), last_working_days(period)
    looks = {task.id: _look(task) for task in tasks}
    recalled = {task.id for task in tasks if days.day(task.started_at) in recent}
    left, chosen = list(tasks), list[Task]()

    def fits(task: Task) -> tuple[bool, int]:
        repeats = sum(_likeness(looks[task.id], looks[its.id]) for its in chosen)
        return task.id in recalled, -repeats

    chance.shuffle(left)
    while left and len(chosen) < most:
        best = max(left, key=fits)
        left.remove(best)
        chosen.append(best)
    return sorted(chosen, key=lambda its: its.started_at)


def last_working_days(period: Period) -> frozenset[date]:
    """The last two Mondays to Fridays of a period; fewer when it has fewer."""
    working = [day for day in period.days if is_working_day(day)]
    return frozenset(working[-_RECALLED:])


def _look(task: Task) -> tuple[object, ...]:
    """Tool, kind of work, size, and whether somebody waited."""
    return task.source, work_of(task), _size(task), task.autonomous


def _likeness(look: tuple[object, ...], other: tuple[object, ...]) -> int:
    """In how much one task repeats another."""
    return sum(mine == its for mine, its in zip(look, other, strict=True))


def _size(task: Task) -> int:
    """Short, middling or long."""
    return (task.seconds >= 10 * MINUTE) + (task.seconds >= HOUR)
