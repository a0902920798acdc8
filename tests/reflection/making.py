"""Made-up tasks, answers and deliveries."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

from bot.model import (
    MINUTE,
    Answer,
    Delivery,
    Instant,
    Item,
    Period,
    PersonId,
    Place,
    Question,
    Rating,
    Task,
    Tokens,
)
from bot.people import places
from bot.reflection.patterns import Said
from bot.reflection.weekly import prepare
from bot.sources.intake import LABEL
from storage.personal import deliveries, heard, tasks
from tests.company import Company, instant

ADA = PersonId("person-u0ada")
_ids = itertools.count(1)
WEEK = Period(date(2026, 11, 13), date(2026, 11, 19), "Europe/Berlin")


def task(at: str = "2026-11-18T10:00", minutes: float = 30, **facts: Any) -> Task:
    """A hands-on Claude Code task; `at` is UTC."""
    start = instant(at)
    number = next(_ids)
    made = Task(
        id=f"task-{number}",
        person=ADA,
        source="claude-code",
        key=f"key-{number}",
        started_at=start,
        ended_at=start + round(minutes * MINUTE),
        tokens=Tokens(1000, 400, 100, 200),
        edits=1,
        cost_usd=0.5,
    )
    return replace(made, **facts)


def run(at: str = "2026-11-18T02:00", minutes: float = 5, **facts: Any) -> Task:
    """An autonomous MeshClaw run on tickets."""
    tickets = frozenset({"tickets"})
    run_of = {"source": "meshclaw", "autonomous": True, "prompts": 1, "edits": 0, "apps": tickets}
    return task(at, minutes, **run_of | facts)


def said(about: Task | None, rating: Rating | None = None, note: str | None = None) -> Said:
    """An answer about a task; about the week when there is none."""
    day = date.fromtimestamp(about.started_at) if about else WEEK.last
    item = Item.WORTH if about else Item.CHECKING
    question = Question(f"q-{next(_ids)}", ADA, item, about and about.id, day, 0)
    return Said(question, Answer(question.id, 0, rating=rating, note=note), about)


def work(company: Company, person: PersonId, *done: Task) -> list[Task]:
    """Let somebody have done these tasks, and their tools have been heard from."""
    theirs = [replace(its, person=person) for its in done]
    with company.services.database.transaction() as tx:
        tasks.save(tx, theirs)
        heard.touch(
            tx,
            [
                {
                    "person": person,
                    "platform": "",
                    "source": its.source,
                    "first": its.started_at,
                    "last": its.ended_at,
                }
                for its in theirs
            ],
        )
    return theirs


def labelled(company: Company, person: PersonId, its: Task, label: str) -> Task:
    """A task with its person's own label, sealed as intake seals it."""
    sealed = company.services.keys.seal(person, LABEL, label.encode())
    return replace(its, sealed_label=sealed)


def prepared(
    company: Company, person: PersonId, period: Period = WEEK, due: str = "2026-11-20T13:00"
) -> Delivery:
    """That week's digest, put together."""
    at: Instant = instant(due)
    delivery = prepare(company.services, person, period, "2026-W47", at, at)
    assert delivery is not None
    return delivery


def sent(company: Company, person: PersonId, **facts: Any) -> Delivery:
    """That week's digest, put together and sent."""
    delivery = prepared(company, person, **facts)
    place = places.sealed(company.services.keys, delivery.person, Place("D1", "1.1"))
    deliveries.mark_sent(company.services.database, delivery.id, place, delivery.due_at)
    found = deliveries.get(company.services.database, delivery.id)
    assert found is not None
    return found
