"""What is due at this moment, put into the outbox."""

from __future__ import annotations

import sys

from bot.delivery.digests import Prepare, prepare_digests
from bot.delivery.reminders import prepare_reminders
from bot.delivery.welcomes import prepare_welcomes
from bot.model import Instant, Letter
from bot.reflection.weekly import prepare as prepare_week
from bot.services import Services
from storage.operations import settings as kept
from storage.personal import deliveries


def prepare_due(
    services: Services, now: Instant, most: int = sys.maxsize, prepare: Prepare = prepare_week
) -> int:
    """Enqueue every welcome, digest and reminder due by now that is not in the outbox yet; how many
    people were looked at. Of digests, which take work, at most `most` at a time.

    While the workspace is paused nothing new comes in, and waiting digests and reminders are
    dropped. Welcomes wait: who was never told must still be.
    """
    if kept.load(services.database).paused:
        with services.database.transaction() as tx:
            for letter in (Letter.DIGEST, Letter.REMINDER):
                deliveries.drop_all(tx, letter, "paused")
    welcomes = prepare_welcomes(services, now)
    digests = prepare_digests(services, now, most, prepare)
    return welcomes + digests + prepare_reminders(services, now)
