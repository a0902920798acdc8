"""The questions of a message as they stand in it: open, answered or closed, never how answered."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Delivery, Item, Question, Task
from bot.reflection.days import Days
from bot.reflection.recalling import closed, namer
from bot.services import Services
from messages.facts import QuestionRow
from storage.personal import questions, tasks


def rows(services: Services, delivery: Delivery, done: Sequence[Task]) -> list[QuestionRow]:
    """About work in order of time, about the week last. `done` are the tasks of the delivery's
    period; a task that is no longer kept has no row."""
    asked = questions.of_delivery(services.database, delivery.id)
    at_hand = {task.id: task for task in done}
    about_work = [
        (task, its, answered)
        for its, answered in asked
        if its.item is Item.WORTH and (task := _task(services, its, at_hand))
    ]
    in_time = sorted(about_work, key=lambda row: row[0].started_at)
    about_the_week = [row for row in asked if row[0].item is not Item.WORTH]
    return [_row(services, delivery, its, answered, task) for task, its, answered in in_time] + [
        _row(services, delivery, its, answered, None) for its, answered in about_the_week
    ]


def _task(services: Services, its: Question, at_hand: dict[str, Task]) -> Task | None:
    """Work that turned out to be part of something longer may have begun before the period."""
    if its.task is None:
        return None
    return at_hand.get(its.task) or tasks.get(services.database, its.person, its.task)


def _row(
    services: Services, delivery: Delivery, its: Question, answered: bool, task: Task | None
) -> QuestionRow:
    if delivery.period is None:
        raise ValueError("a digest without a period")
    name = namer(services, Days.of(delivery.period.zone), delivery.period.last)
    state = "answered" if answered else "open"
    state = "closed" if closed(services.database, its) else state
    return QuestionRow(its.id, str(its.item), name(task) if task else None, state)
