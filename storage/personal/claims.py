"""The claims by which each message is sent by one sender only.

`claimed_until` is, of a message being sent, how long its sender is trusted to be alive; of one that
is due, the moment before which it is not to be tried again.
"""

from __future__ import annotations

from bot.model import Delivery, Instant
from storage.engine import Connection

_LAPSED = """
UPDATE delivery SET claimed_by = NULL, claimed_until = NULL,
    state = CASE WHEN attempts >= :most THEN 'dropped' ELSE 'due' END,
    reason = CASE WHEN attempts >= :most THEN 'gave up' ELSE reason END
WHERE state = 'sending' AND (claimed_until <= :now OR claimed_until > :unbelievable)
"""
_NEXT = """
SELECT id FROM delivery
WHERE state = 'due' AND due_at <= :now
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
    due_at = :due_at, attempts = :attempts
WHERE id = :id AND state = 'sending'
"""
_WAITING = """
SELECT 1 AS one FROM delivery WHERE state IN ('due', 'sending') AND due_at <= :now LIMIT 1
"""


def release_lapsed(db: Connection, now: Instant, unbelievable: Instant, most_attempts: int) -> None:
    """Let others have what a sender claimed and did not finish in time. A claim that runs beyond
    `unbelievable` was made before the clock was set back, and has lapsed as well."""
    db.change(_LAPSED, {"now": now, "unbelievable": unbelievable, "most": most_attempts})


def next_due(db: Connection, now: Instant, unbelievable: Instant) -> str | None:
    """The message that has been due longest, among those nobody is sending."""
    rows = db.read(_NEXT, {"now": now, "unbelievable": unbelievable})
    return str(rows[0]["id"]) if rows else None


def take(db: Connection, delivery_id: str, sender: str, until: Instant) -> bool:
    """Take a message for sending; it counts as an attempt. False when somebody was faster."""
    return db.change(_CLAIM, {"id": delivery_id, "sender": sender, "until": until}) > 0


def release(
    db: Connection, delivery: Delivery, due_at: Instant, not_before: Instant | None, attempts: int
) -> None:
    """Give a claimed message back, to be sent by anybody."""
    db.change(
        _RELEASE,
        {"id": delivery.id, "due_at": due_at, "not_before": not_before, "attempts": attempts},
    )


def any_due(db: Connection, now: Instant) -> bool:
    """Whether anything still has to go out by now, what is being sent included."""
    return bool(db.read(_WAITING, {"now": now}))
