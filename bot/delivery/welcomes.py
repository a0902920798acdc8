"""Telling people, before anything is kept about them or asked of them."""

from __future__ import annotations

from bot import outbox
from bot.delivery.slots import next_working_hour
from bot.model import DAY, Delivery, Instant, Letter, zone_of
from bot.services import Services
from storage.engine import BATCH
from storage.operations import settings as kept
from storage.personal import recipients

_ONCE = "welcome"
_TRIED_AGAIN: Instant = 7 * DAY
"""How long after a welcome that was dropped the next one comes: who closed the conversation may
have opened it again, and who left may be back.

One that was in doubt twice is started over just once, and then for a single try: whether they were
told nobody knows, so nothing is kept about them, but a bad hour at Slack must not leave anybody
untold for good, nor a connection that always breaks greet them every week."""


def prepare_welcomes(services: Services, now: Instant) -> int:
    """A welcome for everybody of the roster who was not told yet, at their next working hour; how
    many. By invitation, too: how else would they know of it?"""
    if kept.load(services.database).paused:
        return 0
    after, made, found = "", 0, BATCH
    while found == BATCH:
        batch = recipients.awaiting_welcome(
            services.database, now - _TRIED_AGAIN, outbox.MOST_DOUBTS, after, BATCH
        )
        with services.database.transaction() as tx:
            for person, zone in batch:
                due_at = next_working_hour(zone_of(zone), now)
                welcome = Delivery(services.new_id(), person, Letter.WELCOME, _ONCE, due_at)
                made += outbox.enqueue(tx, welcome)
        found = len(batch)
        after = batch[-1][0] if batch else after
    return made
