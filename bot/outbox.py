"""What is to be sent, and who sends it. Others put messages in and take them out; only `delivery`
sends.

A message is claimed by one sender for as long as its lease runs. A sender that dies keeps nobody
waiting for longer than that, and leaves at most the one message it had in hand in doubt.

A failure is certain: nothing arrived, and trying again doubles nothing. After a doubt (the sender
died, the connection was cut) the message may have arrived, so it is tried once more and then left.
"""

from __future__ import annotations

from dataclasses import replace

from bot.model import HOUR, MINUTE, Delivery, DeliveryState, Instant, Letter, PersonId
from storage.engine import Connection, Database
from storage.operations import progress
from storage.personal import claims, deliveries

LEASE: Instant = 5 * MINUTE
"""How long a sender may take over one message; far longer than Slack's client waits (30 s)."""

BACKOFF: tuple[Instant, ...] = (MINUTE, 5 * MINUTE, 30 * MINUTE, 3 * HOUR, 12 * HOUR)
"""How long to wait after the first failure, the second, and so on: a bad afternoon at Slack is
outlasted, and a message that can never be sent is given up after one attempt more than these."""

MOST_ATTEMPTS = len(BACKOFF) + 1

MOST_DOUBTS = 2
"""So often a message may be in doubt: nobody gets one more than twice."""

AFTER_DOUBT: Instant = 30 * MINUTE
"""How long Slack is given to recover before the only other try."""


def enqueue(tx: Connection, delivery: Delivery) -> bool:
    """Put a message in, or note that there is nothing to say (state NOTHING). False when the person
    already has one for that occasion."""
    added = deliveries.add(tx, delivery)
    if added:
        progress.expect(tx, delivery.letter, delivery.due_at)
    return added


def drop(tx: Connection, person: PersonId, letter: Letter | None, reason: str) -> int:
    """Take a person's waiting messages out (of every kind with None); how many there were. One in
    a sender's hands is looked at again by that sender before it goes."""
    letters = [letter] if letter else list(Letter)
    return sum(deliveries.drop(tx, person, its, reason) for its in letters)


def claim(
    db: Database, now: Instant, sender: str, lease: Instant = LEASE, *, ahead: Instant = 0
) -> Delivery | None:
    """Take the message that has been due longest; None when there is none.

    `now` says what is due. Where it was set `ahead` of the clock by so many seconds (or back), the
    leases still go by the clock, because other senders' do.
    """
    clock = now - ahead
    with db.transaction() as tx:
        claims.release_lapsed(
            tx,
            clock,
            clock + 2 * lease,
            most_attempts=MOST_ATTEMPTS,
            most_doubts=MOST_DOUBTS,
        )
        unbelievable = clock + 2 * BACKOFF[-1]
        while (found := claims.next_due(tx, now, clock, unbelievable)) is not None:
            if claims.take(tx, found, sender, clock + lease):
                return deliveries.get(tx, found)
    return None


def give_back(db: Connection, delivery: Delivery) -> None:
    """Return a claimed message that was certainly not sent: it was no attempt."""
    claims.release(db, delivery, replace(delivery, attempts=delivery.attempts - 1), None)


def postpone(tx: Connection, delivery: Delivery, due_at: Instant) -> None:
    """Return a claimed message because this is no hour for it."""
    after = replace(delivery, due_at=due_at, attempts=delivery.attempts - 1)
    claims.release(tx, delivery, after, None)
    progress.expect(tx, delivery.letter, delivery.due_at, -1)
    progress.expect(tx, delivery.letter, due_at)


def try_later(
    db: Connection, delivery: Delivery, clock: Instant, reason: str = "gave up"
) -> Delivery:
    """Return a claimed message after a failure, or drop it for that reason when it has failed often
    enough; what became of it."""
    if delivery.attempts >= MOST_ATTEMPTS:
        return dropped(db, delivery, reason)
    return _due_again(db, delivery, delivery, clock + BACKOFF[delivery.attempts - 1])


def in_doubt(db: Connection, delivery: Delivery, clock: Instant) -> Delivery:
    """Return a claimed message that may have arrived, or drop it when that was so before; what
    became of it."""
    after = replace(delivery, doubts=delivery.doubts + 1)
    if after.doubts < MOST_DOUBTS:
        return _due_again(db, delivery, after, clock + AFTER_DOUBT)
    ended = replace(after, state=DeliveryState.DROPPED, reason="in doubt")
    claims.drop(db, delivery, ended)
    return ended


def sent(tx: Connection, delivery: Delivery, sealed_place: bytes, now: Instant) -> bool:
    """Note that it arrived, and where. False when another sender has it by now."""
    return deliveries.mark_sent(tx, delivery.id, sealed_place, now, delivery.attempts)


def dropped(db: Connection, delivery: Delivery, reason: str) -> Delivery:
    """Note that a claimed message will not be sent, and why; the delivery as it is then."""
    ended = replace(delivery, state=DeliveryState.DROPPED, reason=reason)
    claims.drop(db, delivery, ended)
    return ended


def _due_again(
    db: Connection, delivery: Delivery, after: Delivery, not_before: Instant
) -> Delivery:
    claims.release(db, delivery, after, not_before)
    return replace(after, state=DeliveryState.DUE)
