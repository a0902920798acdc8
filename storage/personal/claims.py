"""The claims by which each message is sent by one sender only.

`claimed_until` is, of a message being sent, how long its sender is trusted to be alive; of one that
is due, the moment before which it is not to be tried again. Both go by the clock that all senders
share, whatever moment one of them rehearses.

A claim is known by the number of its attempt: whoever took the message over made one more. What a
sender says of a message that is no longer its own changes nothing.
"""

from __future__ import annotations

from bot.model import Delivery, Instant
from storage.engine import Connection

_LAPSED = """
UPDATE delivery SET claimed_by = NULL, claimed_until = NULL,
    state = CASE WHEN doubts + 1 >= :most_doubts OR attempts >= :most_attempts
        THEN 'dropped' ELSE 'due' END,
    reason = CASE WHEN doubts + 1 >= :most_doubts THEN 'in doubt'
        WHEN attempts >= :most_attempts THEN 'gave up' ELSE reason END,
    doubts = doubts + 1
WHERE state = 'sending' AND (claimed_until <= :now OR claimed_until > :unbelievable)
"""
_NEXT = """
SELECT id FROM delivery
WHERE state = 'due' AND due_at <= :due_by
    AND (claimed_until IS NULL OR claimed_until <= :now OR claimed_until > :unbelievable)
ORDER BY due_at, id LIMIT 1
"""
_CLAIM = """
UPDATE delivery SET state = 'sending', claimed_by = :sender, claimed_until = :until,
    attempts = attempts + 1
WHERE id = :id AND state = 'due'
"""
_RELEASE = """
UPDATE delivery SET state = 'due', claimed_by = NULL, claimed_until = CAST(:not_before AS BIGINT),
    due_at = :due_at, attempts = :attempts, doubts = :doubts
WHERE id = :id AND state = 'sending' AND attempts = :mine
"""
_DROP = """
UPDATE delivery SET state = 'dropped', claimed_by = NULL, claimed_until = NULL, reason = :reason,
    doubts = :doubts
WHERE id = :id AND state = 'sending' AND attempts = :mine
"""
_WAITING = """
SELECT 1 AS one FROM delivery WHERE state IN ('due', 'sending') AND due_at <= :now LIMIT 1
"""


def release_lapsed(
    db: Connection, now: Instant, unbelievable: Instant, *, most_attempts: int, most_doubts: int
) -> None:
    """Let others have what a sender claimed and did not finish in time: nobody knows whether it
    arrived, and who was in doubt often enough is left in peace. A claim that runs beyond
    `unbelievable` was made before the clock was set back, and has lapsed as well."""
    db.change(
        _LAPSED,
        {
            "now": now,
            "unbelievable": unbelievable,
            "most_attempts": most_attempts,
            "most_doubts": most_doubts,
        },
    )


def next_due(db: Connection, due_by: Instant, now: Instant, unbelievable: Instant) -> str | None:
    """The message due by `due_by` that has been so longest, among those nobody is sending and that
    need not wait any longer `now`."""
    rows = db.read(_NEXT, {"due_by": due_by, "now": now, "unbelievable": unbelievable})
    return str(rows[0]["id"]) if rows else None


def take(db: Connection, delivery_id: str, sender: str, until: Instant) -> bool:
    """Take a message for sending; it counts as an attempt. False when somebody was faster."""
    return db.change(_CLAIM, {"id": delivery_id, "sender": sender, "until": until}) > 0


def release(
    db: Connection, delivery: Delivery, after: Delivery, not_before: Instant | None
) -> bool:
    """Give a claimed message back, to be sent by anybody; `after` says when it is due now, and how
    often it was tried and in doubt. False when it is no longer this sender's."""
    its = {
        "id": delivery.id,
        "mine": delivery.attempts,
        "due_at": after.due_at,
        "attempts": after.attempts,
        "doubts": after.doubts,
        "not_before": not_before,
    }
    return db.change(_RELEASE, its) > 0


def drop(db: Connection, delivery: Delivery, after: Delivery) -> bool:
    """A claimed message will not be sent, for the reason of `after`. False when it is no longer
    this sender's."""
    its = {"id": delivery.id, "mine": delivery.attempts}
    return db.change(_DROP, {**its, "reason": after.reason, "doubts": after.doubts}) > 0


def any_due(db: Connection, now: Instant) -> bool:
    """Whether anything still has to go out by now, what is being sent included."""
    return bool(db.read(_WAITING, {"now": now}))
