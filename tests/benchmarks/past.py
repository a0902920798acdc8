"""A company with thirteen weeks behind it: tasks, twelve digests, and what was asked in them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bot import services as real
from bot.model import (
    DAY,
    HOUR,
    MINUTE,
    Delivery,
    DeliveryState,
    Instant,
    Item,
    Letter,
    Outcome,
    Period,
    Person,
    PersonId,
    Question,
    Task,
    Tokens,
)
from bot.services import Services
from storage.engine import Connection
from storage.personal import deliveries, heard, people, questions, standings, tasks
from tests.company import found, instant

WEEKS = 13
NOW = "2026-11-20T13:00"
"""A Friday, two o'clock in Berlin: digests are due."""
FIRST_DAY = date(2026, 8, 21)
ZONE = "Europe/Berlin"
TOOLS = ("claude-code", "claude-code", "codex", "meshclaw")
_PLACE = bytes(284)
"""As long as where a message lies is when it is sealed."""
_TOGETHER = 200
"""People whose past is written in one transaction."""


def services_in(folder: Path) -> Services:
    """Stores in a folder, the clock at `NOW`, and ids as random as real ones: ids that count up
    would make every index look better than it is."""
    return replace(found(folder, NOW).services, new_id=real.new_id)


def settle(services: Services, count: int, tasks_a_week: int) -> None:
    """So many people, told long ago, with their past. It is written a week after the other, as it
    would have come in: then nobody's tasks lie side by side on the disk."""
    chance = random.Random(count)
    everybody = [PersonId(services.new_id()) for _ in range(count)]
    groups = [everybody[start : start + _TOGETHER] for start in range(0, count, _TOGETHER)]
    for group in groups:
        with services.database.transaction() as tx:
            _join(tx, group)
    for week in range(WEEKS):
        for group in groups:
            with services.database.transaction() as tx:
                done = {its: _work(services, its, week, tasks_a_week, chance) for its in group}
                _keep(tx, [task for theirs in done.values() for task in theirs])
                for person, theirs in done.items() if week < WEEKS - 1 else ():
                    _be_asked(services, tx, person, week, theirs[:3])


def _join(tx: Connection, group: Sequence[PersonId]) -> None:
    told = instant("2026-08-01")
    people.save(tx, [Person(person, ZONE, told, founding=True) for person in group])
    for person in group:
        standings.set_told(tx, person, told)


def _keep(tx: Connection, done: Sequence[Task]) -> None:
    tasks.save(tx, done)
    spans = {(its.person, its.source): its.started_at for its in done}
    heard.touch(
        tx,
        [
            {"person": person, "platform": "", "source": source, "first": at, "last": at}
            for (person, source), at in spans.items()
        ],
    )


def _work(
    services: Services, person: PersonId, week: int, count: int, chance: random.Random
) -> list[Task]:
    friday = instant(FIRST_DAY.isoformat()) + week * 7 * DAY
    starts = [
        friday + (number * 5 // count + 3) % 7 * DAY + chance.randrange(7 * HOUR, 17 * HOUR)
        for number in range(count)
    ]
    return [_task(services.new_id(), person, started, chance) for started in starts]


def _task(id: str, person: PersonId, started: Instant, chance: random.Random) -> Task:
    fresh, cached = chance.randrange(1_000, 60_000), chance.randrange(400_000)
    return Task(
        id=id,
        person=person,
        source=chance.choice(TOOLS),
        key=f"t{id}",
        started_at=started,
        ended_at=started + chance.randrange(1, 90) * MINUTE,
        autonomous=chance.random() < 0.2,
        prompts=chance.randrange(1, 12),
        model_calls=chance.randrange(1, 60),
        edits=chance.choice((0, 0, 3, 9)),
        reads=chance.randrange(20),
        commands=chance.choice((0, 4)),
        tokens=Tokens(fresh + cached, cached, cached // 8, chance.randrange(200, 20_000)),
        cost_usd=round(chance.expovariate(1.2), 6),
        apps=frozenset({"tickets"}) if chance.random() < 0.1 else frozenset(),
        outcomes={Outcome.COMMIT: 1} if chance.random() < 0.3 else {},
    )


def _be_asked(
    services: Services, tx: Connection, person: PersonId, week: int, about: list[Task]
) -> None:
    first = FIRST_DAY + timedelta(weeks=week)
    period = Period(first, first + timedelta(days=6), ZONE)
    due_at = instant((period.last + timedelta(days=1)).isoformat()) + 13 * HOUR
    occasion = f"{due_at // DAY}"
    delivery = Delivery(
        services.new_id(), person, Letter.DIGEST, occasion, due_at, DeliveryState.DUE, period
    )
    deliveries.add(tx, delivery)
    deliveries.mark_sent(tx, delivery.id, _PLACE, due_at)
    asked = [
        Question(services.new_id(), person, Item.WORTH, task.id, period.last, due_at, delivery.id)
        for task in about
    ]
    questions.save(tx, asked)
