"""What lies behind a week: earlier work in four columns, and whether there was a digest before.

A digest only asks of two hundred earlier tasks when they ran and what they cost; reading them whole
took half of the time that a digest may take.
"""

from __future__ import annotations

from bot.model import Instant, PersonId
from storage.engine import Connection

_BETWEEN = """
SELECT started_at, ended_at, autonomous, cost_usd FROM task
WHERE person = :person AND started_at >= :start AND started_at < :end ORDER BY started_at
"""
_DIGEST_BEFORE = """
SELECT sent_at FROM delivery
WHERE person = :person AND letter = 'digest' AND state = 'sent' AND due_at < :before
ORDER BY due_at DESC LIMIT 1
"""


def between(
    db: Connection, person: PersonId, start: Instant, end: Instant
) -> list[tuple[Instant, Instant, bool, float]]:
    """Of a person's tasks that started in start ≤ t < end, oldest first: when each started and
    ended, whether it was autonomous, and what it cost in dollars."""
    rows = db.read(_BETWEEN, {"person": person, "start": start, "end": end})
    return [
        (row["started_at"], row["ended_at"], bool(row["autonomous"]), row["cost_usd"])
        for row in rows
    ]


def digest_before(db: Connection, person: PersonId, before: Instant) -> Instant | None:
    """When they were sent the last digest that was due before then; None if they never were."""
    rows = db.read(_DIGEST_BEFORE, {"person": person, "before": before})
    return rows[0]["sent_at"] if rows else None
