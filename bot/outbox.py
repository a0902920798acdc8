"""What is to be sent, and who sends it. Others put messages in and take them out; only `delivery`
sends.

A message is claimed by one sender for as long as its lease runs. A sender that dies keeps nobody
waiting for longer than that, and leaves at most the one message it had in hand in doubt.
"""

from __future__ import annotations

from dataclasses import replace

from bot.model import HOUR, MINUTE, Delivery, DeliveryState, Instant, Letter, PersonId
from storage.engine import Connection, Database
from storage.personal import claims, deliveries

LEASE: Instant = 5 * MINUTE
"""How long a sender may take over one message; far longer than Slack's client waits (30 s)."""

BACKOFF: tuple[Instant, ...] = (MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR, 12 * HOUR)
"""How long to wait after the first failure, the second, and so on: a bad afternoon at Slack is
outlasted, and a message that can never be sent is given up after one attempt more than these."""

MOST_ATTEMPTS = len(BACKOFF) + 1


def enqueue(tx: Connection, delivery: Delivery) -> bool:
    """Put a message in, or note that there is nothing to say (state NOTHING). False when the person
    already has one for that occasion."""
    return deliveries.add(tx, delivery)


def drop(tx: Connection, person: PersonId, letter: Letter | None, reason: str) -> int:
    """Take a person's waiting messages out (of every kind with None); how many there were. One in
    a sender's hands is looked at again by that sender before it goes."""
    letters = [letter] if letter else list(Letter)
    return sum(deliveries.drop(tx, person, its, reason) for its in letters)


def claim(db: Database, now: Instant, sender: str, lease: Instant = LEASE) -> Delivery | None:
    """Take the message that has been due longest; None when there is none."""
    with db.transaction() as tx:
        claims.release_lapsed(tx, now, now + 2 * lease, MOST_ATTEMPTS)
        while (found := claims.next_due(tx, now, now + 2 * BACKOFF[-1])) is not None:
            if claims.take(tx, found, sender, now + lease):
                return deliveries.get(tx, found)
    return None


def give_back(db: Connection, delivery: Delivery) -> None:
    """Return a claimed message that was certainly not sent: it was no attempt."""
    claims.release(db, delivery, delivery.due_at, None, delivery.attempts - 1)


def postpone(db: Connection, delivery: Delivery, due_at: Instant) -> None:
    """Return a claimed message because this is no hour for it."""
    claims.release(db, delivery, due_at, None, delivery.attempts - 1)


def try_later(db: Connection, delivery: Delivery, now: Instant) -> Delivery:
    """Return a claimed message after a failure, or drop it when it has failed often enough; what
    became of it."""
    if delivery.attempts >= MOST_ATTEMPTS:
        return dropped(db, delivery, "gave up")
    not_before = now + BACKOFF[delivery.attempts - 1]
    claims.release(db, delivery, delivery.due_at, not_before, delivery.attempts)
    return replace(delivery, state=DeliveryState.DUE)


def sent(tx: Connection, delivery: Delivery, channel: str, ts: str, now: Instant) -> None:
    """Note that it arrived, and where."""
    deliveries.mark_sent(tx, delivery.id, channel, ts, now)


def dropped(db: Connection, delivery: Delivery, reason: str) -> Delivery:
    """Note that it will not be sent, and why; the delivery as it is then."""
    deliveries.mark_dropped(db, delivery.id, reason)
    return replace(delivery, state=DeliveryState.DROPPED, reason=reason)
