"""The weekly digest: put together once, put into words whenever it is sent or drawn again."""

from __future__ import annotations

from collections.abc import Sequence

import messages
from bot import outbox
from bot.model import (
    Delivery,
    DeliveryState,
    Instant,
    Item,
    Letter,
    Period,
    PersonId,
    Question,
    Task,
)
from bot.people import usual
from bot.reflection import looking_back
from bot.reflection.days import Days
from bot.reflection.digest import digest, history_from
from bot.reflection.recalling import closed, namer
from bot.reflection.sampling import Plan, plan
from bot.services import Services
from messages import Rendered
from messages.facts import Digest, QuestionRow
from storage.operations import settings
from storage.personal import deliveries, heard, preferences, questions, tasks


def prepare(
    services: Services,
    person: PersonId,
    period: Period,
    occasion: str,
    due_at: Instant,
    now: Instant,
) -> Delivery | None:
    """Choose the questions of a digest and enqueue it, in state NOTHING where no tool reported any
    work. None when that occasion's digest is there already."""
    with services.database.transaction() as tx:
        done = tasks.between(tx, person, *Days.of(period.zone).covers(period))
        delivery = Delivery(
            id=services.new_id(),
            person=person,
            letter=Letter.DIGEST,
            occasion=occasion,
            due_at=due_at,
            state=DeliveryState.DUE if done else DeliveryState.NOTHING,
            period=period,
        )
        if not outbox.enqueue(tx, delivery):
            return None
        known = {its.task for its in questions.since(tx, person, period.first)}
        most = usual.questions(settings.load(tx), preferences.get(tx, person))
        unasked = [task for task in done if task.id not in known]
        chosen = plan(unasked, most, period, services.chance)
        questions.save(tx, _questions(services, delivery, period, chosen, now))
        return delivery


def _questions(
    services: Services, delivery: Delivery, period: Period, chosen: Plan, now: Instant
) -> list[Question]:
    days = Days.of(period.zone)

    def ask(item: Item, task: Task | None) -> Question:
        day = days.day(task.started_at) if task else period.last
        its_task = task.id if task else None
        return Question(services.new_id(), delivery.person, item, its_task, day, now, delivery.id)

    about_work = [ask(Item.WORTH, task) for task in chosen.tasks]
    return about_work + ([ask(chosen.item, None)] if chosen.item else [])


def letter(
    services: Services, delivery: Delivery, now: Instant, *, charts: bool = True
) -> Rendered:
    """The digest in words, from what the stores hold now; never from the message itself. `charts`
    is False where Slack does not know them yet."""
    if delivery.period is None:
        raise ValueError("a digest without a period")
    own = preferences.get(services.database, delivery.person)
    patterns = looking_back.facts(services, delivery.person, now) if own.patterns_in_dm else None
    return messages.render(
        "digest",
        rehearsal=services.rehearsal,
        digest=facts(services, delivery.person, delivery.period),
        questions=rows(services, delivery, delivery.period),
        patterns=patterns,
        counted=own.counted,
        first_week=_is_first(services, delivery),
        discreet=own.discreet,
        charts=charts,
    )


def facts(services: Services, person: PersonId, period: Period) -> Digest:
    """What the tools counted in a period."""
    start, end = Days.of(period.zone).span(history_from(period), period.last)
    history = tasks.between(services.database, person, start, end)
    return digest(period, history, heard.sources_of(services.database, person))


def rows(services: Services, delivery: Delivery, period: Period) -> list[QuestionRow]:
    """The questions of a message: about work in order of time, about the week last. A task that is
    no longer kept has no row."""
    db, days = services.database, Days.of(period.zone)
    name = namer(services, days, period.last)
    found: list[tuple[Instant, QuestionRow]] = []
    for question, answered in questions.of_delivery(db, delivery.id):
        task = tasks.get(db, delivery.person, question.task) if question.task else None
        if task is not None or question.item is not Item.WORTH:
            state = "closed" if closed(db, question) else "answered" if answered else "open"
            its_name = name(task) if task else None
            row = QuestionRow(question.id, str(question.item), its_name, state)
            found.append((task.started_at if task else delivery.due_at, row))
    return [row for _, row in sorted(found, key=lambda its: (its[0], its[1].id))]


def _is_first(services: Services, delivery: Delivery) -> bool:
    return not any(
        other.letter is Letter.DIGEST
        and other.state is DeliveryState.SENT
        and other.due_at < delivery.due_at
        for other in _others(services, delivery)
    )


def _others(services: Services, delivery: Delivery) -> Sequence[Delivery]:
    return deliveries.of_person(services.database, delivery.person)
