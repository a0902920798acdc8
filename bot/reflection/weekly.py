"""The weekly digest: put together once, put into words whenever it is sent or drawn again."""

from __future__ import annotations

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
    ToolDay,
)
from bot.people import usual
from bot.publiclog.changes import changes_since
from bot.reflection import looking_back, reported, sensitive
from bot.reflection.days import Days
from bot.reflection.digest import Beside, Stretch, digest, history_from, of_period
from bot.reflection.outcomes import Done, days_of
from bot.reflection.recalling import done_between
from bot.reflection.rows import rows
from bot.reflection.sampling import Plan, plan
from bot.reflection.silence import fallen_silent
from bot.services import Services
from messages import Rendered
from messages.facts import Digest
from storage.engine import Connection
from storage.operations import settings
from storage.personal import heard, history, preferences, questions, untimely


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
        done = done_between(tx, person, *Days.of(period.zone).covers(period))
        by_day = _by_day(tx, person, period, done)
        delivery = Delivery(
            id=services.new_id(),
            person=person,
            letter=Letter.DIGEST,
            occasion=occasion,
            due_at=due_at,
            state=DeliveryState.DUE if done.tasks or by_day else DeliveryState.NOTHING,
            period=period,
        )
        if not outbox.enqueue(tx, delivery):
            return None
        known = {its.task for its in questions.since(tx, person, period.first)}
        most = usual.questions(settings.load(tx), preferences.get(tx, person))
        unasked = [task for task in done.tasks if task.id not in known]
        item = sensitive.still_to_ask(tx, delivery, services.keys.member_of(person))
        chosen = plan(unasked, most, period, services.chance, item, by_day=bool(by_day))
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
    db, person = services.database, delivery.person
    own = preferences.get(db, person)
    done = done_between(db, person, *Days.of(delivery.period.zone).covers(delivery.period))
    patterns = looking_back.facts(services, person, now) if own.patterns_in_dm else None
    last = history.digest_before(db, person, delivery.due_at)
    return messages.render(
        "digest",
        rehearsal=services.rehearsal,
        digest=counted(services, person, delivery.period, done),
        questions=rows(services, delivery, done.tasks),
        patterns=patterns,
        changes=changes_since(services, person, last, delivery.sent_at or now) if last else None,
        counted=own.counted,
        first_week=last is None,
        discreet=own.discreet,
        charts=charts,
    )


def counted(services: Services, person: PersonId, period: Period, done: Done) -> Digest:
    """What the tools counted in a period, of which `done` is the work."""
    db, days, first = services.database, Days.of(period.zone), history_from(period)
    since, until = days.begins(first), days.covers(period)[0]
    before = [Stretch(*its) for its in history.between(db, person, since, until)]
    known = heard.sources_of(db, person)
    quiet = {its.source for its in known} - {task.source for task in done.tasks}
    beside = Beside(
        reported=reported.days(db, person, first, period.last),
        told_alone=days_of(done.alone),
        fallen=fallen_silent(db, person, period.last) if quiet else {},
        untimely=untimely.between(db, person, period.first, period.last),
    )
    return digest(period, done.tasks, before, known, beside)


def _by_day(tx: Connection, person: PersonId, period: Period, done: Done) -> list[ToolDay]:
    """What tools, or their makers, told of the period by day alone."""
    found = reported.days(tx, person, period.first, period.last)
    return of_period(period, found) + days_of(done.alone)
