"""What a person recognises a task by."""

from __future__ import annotations

from datetime import date

from bot.model import MINUTE, Task
from bot.reflection.days import Days
from bot.reflection.kinds import work_of
from bot.reflection.outcomes import came
from messages.facts import TaskName

_A_WEEKDAY_IS_ENOUGH = 6
"""Days back: from the seventh on, "Thursday" could be two Thursdays."""


def name(task: Task, days: Days, today: date, label: str | None = None) -> TaskName:
    """A task by day, time, tool, length, kind of work, its person's own label for it, and what
    came of it."""
    at, work = days.at(task.started_at), work_of(task)
    return TaskName(
        at=at,
        tool=task.source,
        minutes=round(task.seconds / MINUTE),
        work=str(work.kind),
        app=work.app,
        label=label,
        autonomous=task.autonomous,
        came=came(task.outcomes),
        dated=(today - at.date()).days > _A_WEEKDAY_IS_ENOUGH,
    )
