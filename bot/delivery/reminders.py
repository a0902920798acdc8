"""One reminder, the working day after a digest that was not answered; then silence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot import outbox
from bot.delivery.slots import reminded_now
from bot.model import DAY, Delivery, Instant, Letter, zone_of
from bot.services import Services
from storage.engine import BATCH, Connection
from storage.operations import settings as kept
from storage.personal import reminders

_LOOKED_BACK: Instant = 8 * DAY
"""Digests due longer ago than this were sent too long ago for a reminder, however late."""


def prepare_reminders(services: Services, now: Instant) -> int:
    """A reminder of each digest of the last working day (and the weekend) of which no question was
    answered, from 10 o'clock of the person's own next working day; how many.

    None for those who want no questions or a discreet digest: they said what they want of us.
    """
    if kept.load(services.database).paused:
        return 0
    db = services.database
    zones = reminders.digest_zones(db, now - _LOOKED_BACK)
    return sum(
        _enqueue(services, batch, now) for zone in zones for batch in _awaiting(db, zone, now)
    )


def _enqueue(services: Services, digests: Sequence[Delivery], now: Instant) -> int:
    with services.database.transaction() as tx:
        return sum(
            outbox.enqueue(
                tx,
                Delivery(services.new_id(), digest.person, Letter.REMINDER, digest.occasion, now),
            )
            for digest in digests
        )


def _awaiting(db: Connection, zone: str, now: Instant) -> Iterator[Sequence[Delivery]]:
    span = reminded_now(zone_of(zone), now)
    after, found = "", BATCH if span else 0
    while span and found == BATCH:
        batch = reminders.awaiting(
            db, zone, span, since=now - _LOOKED_BACK, now=now, after=after, batch=BATCH
        )
        yield batch
        found = len(batch)
        after = batch[-1].id if batch else after
