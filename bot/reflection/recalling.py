"""What somebody did and said, looked up for their own eyes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from bot.model import FOREVER, Answer, Instant, PersonId, Question, Task
from bot.reflection import naming
from bot.reflection.days import Days
from bot.reflection.outcomes import Done, sorted_out
from bot.reflection.patterns import Said
from bot.reflection.sealing import unseal
from bot.services import Services
from bot.sources.intake import label_of
from messages.facts import TaskName
from storage.engine import Connection
from storage.personal import answers, people, questions, tasks
from storage.published import windows


def calendar(services: Services, person: PersonId) -> Days:
    """The calendar of the zone a person lives in; UTC for one who is not in the roster."""
    known = people.get(services.database, person)
    return Days.of(known.zone if known else "UTC")


def namer(services: Services, days: Days, today: date) -> Callable[[Task], TaskName]:
    """Names tasks, with their person's own labels."""
    return lambda task: naming.name(task, days, today, label_of(services, task))


def closed(db: Connection, question: Question) -> bool:
    """Whether the answer can no longer change anything: its window is added up, or was. What was
    rated in Home counts for nobody else, so it stays open."""
    return question.delivery is not None and windows.is_done(
        db, question.window, windows.Step.CLOSED
    )


def answer_to(services: Services, db: Connection, question: Question) -> Answer | None:
    """What was answered, if anything."""
    kept = answers.get(db, question.person, question.id)
    return unseal(services, question.person, question.id, kept[0]) if kept else None


def said_since(services: Services, person: PersonId, first: date, days: Days) -> list[Said]:
    """Every answer about work from that day on, oldest work first."""
    kept = answers.since(services.database, person, first)
    if not kept:
        return []
    done = {task.id: task for task in done_since(services, person, first, days).tasks}
    return [
        Said(its, unseal(services, person, its.id, kept[its.id][0]), done.get(its.task or ""))
        for its in questions.since(services.database, person, first)
        if its.id in kept
    ]


def done_between(db: Connection, person: PersonId, start: Instant, end: Instant) -> Done:
    """What somebody did in start ≤ t < end, with what came of it."""
    return sorted_out(tasks.between(db, person, start, end))


def done_since(services: Services, person: PersonId, first: date, days: Days) -> Done:
    """The same from that day on. A task that ran over midnight was asked about as one of the day it
    began, so nothing is lost at the edge."""
    return done_between(services.database, person, days.begins(first), FOREVER)


def seven_days(now: Instant, days: Days) -> tuple[date, date]:
    """Today and the six days before it."""
    today = days.day(now)
    return today - timedelta(days=6), today
