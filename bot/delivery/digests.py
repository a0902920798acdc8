"""Whose weekly digest is due. Told from the data every time, never from what was planned before: so
nothing is missed by being down, and only the latest slot ever counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from bot import outbox
from bot.delivery.apart import Apart
from bot.delivery.slots import STALE, TOLD_BEFORE, Slot, latest_slot, period_of
from bot.model import (
    Delivery,
    DeliveryState,
    Instant,
    Letter,
    Period,
    PersonId,
    WorkspaceSettings,
    zone_of,
)
from bot.services import Services
from storage.engine import BATCH, Connection
from storage.operations import settings as kept
from storage.personal import deliveries, recipients
from storage.personal.recipients import Occasion, Recipient, Rhythm


class Prepare(Protocol):
    """Puts a digest together and enqueues it; in state NOTHING when there was no usage."""

    def __call__(
        self,
        services: Services,
        person: PersonId,
        period: Period,
        occasion: str,
        due_at: Instant,
        now: Instant,
    ) -> Delivery | None:
        """The delivery; None when there already was one."""
        ...


def prepare_digests(services: Services, now: Instant, most: int, prepare: Prepare) -> int:
    """Put together the digests that are due, of at most so many people; how many people it were.

    Who paused (or everybody, while the workspace does) is noted as dropped: after a resume the next
    slot counts, and not one that passed meanwhile.
    """
    settings = kept.load(services.database)
    looked_at = 0
    for rhythm in recipients.rhythms(services.database, settings.schedule):
        with Apart("digests of", rhythm.zone):
            slot = latest_slot(rhythm.schedule, zone_of(rhythm.zone), now)
            for recipient in _awaiting(services.database, rhythm, slot, settings, now):
                if looked_at >= most:
                    return looked_at
                looked_at += 1
                _take(services, rhythm, slot, recipient, settings, now, prepare)
    return looked_at


def _awaiting(
    db: Connection, rhythm: Rhythm, slot: Slot, settings: WorkspaceSettings, now: Instant
) -> Iterator[Recipient]:
    told_by, usual_since = slot.at - TOLD_BEFORE, kept.schedule_since(db)
    occasion = Occasion(slot.occasion, slot.at, told_by, usual_since)
    after, found = "", BATCH if now - slot.at <= STALE else 0
    while found == BATCH:
        batch = recipients.awaiting_digest(
            db,
            rhythm,
            settings.schedule,
            occasion,
            by_invitation=settings.by_invitation,
            now=now,
            most_failures=outbox.MOST_ATTEMPTS,
            after=after,
            batch=BATCH,
        )
        yield from batch
        found = len(batch)
        after = batch[-1].person if batch else after


def _take(
    services: Services,
    rhythm: Rhythm,
    slot: Slot,
    recipient: Recipient,
    settings: WorkspaceSettings,
    now: Instant,
    prepare: Prepare,
) -> None:
    if settings.paused or (recipient.paused_until or 0) > slot.at:
        _skip(services, slot, recipient)
        return
    with Apart("a digest") as attempt:
        period = period_of(slot, rhythm.zone, recipient.before, recipient.looked_from)
        prepare(services, recipient.person, period, slot.occasion, slot.at, now)
    if attempt.error:
        _note_failure(services, slot, recipient, now)


def _skip(services: Services, slot: Slot, recipient: Recipient) -> None:
    with services.database.transaction() as tx:
        outbox.enqueue(tx, _blank(services, slot, recipient, "paused"))


def _note_failure(services: Services, slot: Slot, recipient: Recipient, now: Instant) -> None:
    wait = outbox.BACKOFF[min(recipient.failures, len(outbox.BACKOFF) - 1)]
    failed = _blank(services, slot, recipient, deliveries.UNPREPARED)
    deliveries.add_unprepared(services.database, failed, now + wait)


def _blank(services: Services, slot: Slot, recipient: Recipient, reason: str) -> Delivery:
    return Delivery(
        id=services.new_id(),
        person=recipient.person,
        letter=Letter.DIGEST,
        occasion=slot.occasion,
        due_at=slot.at,
        state=DeliveryState.DROPPED,
        reason=reason,
    )
