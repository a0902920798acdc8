"""Which digests arrived, asked something, and were answered by nothing."""

from __future__ import annotations

from datetime import date

from bot.model import Delivery, Instant, PersonId
from storage.engine import Connection
from storage.personal import deliveries

_DIGEST_ZONES = """
SELECT DISTINCT zone FROM delivery
WHERE state = 'sent' AND due_at >= :since AND letter = 'digest' AND zone IS NOT NULL
"""
_AWAITING = """
SELECT digest.id AS id FROM delivery AS digest
LEFT JOIN preference ON preference.person = digest.person
WHERE digest.state = 'sent' AND digest.due_at >= :since AND digest.letter = 'digest'
    AND digest.zone = :zone AND digest.sent_at >= :first AND digest.sent_at < :before
    AND digest.id > :after
    AND COALESCE(preference.questions, 1) > 0
    AND (preference.discreet IS NULL OR preference.discreet = false)
    AND (preference.paused_until IS NULL OR preference.paused_until <= :now)
    AND NOT EXISTS (SELECT 1 FROM delivery AS reminder WHERE reminder.person = digest.person
        AND reminder.letter = 'reminder' AND reminder.occasion = digest.occasion)
    AND EXISTS (SELECT 1 FROM question WHERE question.delivery = digest.id)
    AND NOT EXISTS (SELECT 1 FROM question JOIN answer ON answer.question = question.id
        WHERE question.delivery = digest.id)
ORDER BY digest.id LIMIT :batch
"""
_UNANSWERED = """
SELECT 1 AS one FROM delivery AS digest
WHERE digest.person = :person AND digest.letter = 'digest' AND digest.occasion = :occasion
    AND digest.state = 'sent'
    AND NOT EXISTS (SELECT 1 FROM question JOIN answer ON answer.question = question.id
        WHERE question.delivery = digest.id)
"""
_OPEN_DAYS = """
SELECT question.day AS day FROM delivery AS digest
JOIN question ON question.delivery = digest.id
LEFT JOIN answer ON answer.question = question.id
WHERE digest.person = :person AND digest.letter = 'digest' AND digest.occasion = :occasion
    AND answer.question IS NULL
ORDER BY question.day
"""


def digest_zones(db: Connection, since: Instant) -> list[str]:
    """The zones of the digests that were due since then and arrived."""
    return [row["zone"] for row in db.read(_DIGEST_ZONES, {"since": since})]


def awaiting(
    db: Connection,
    zone: str,
    sent: tuple[Instant, Instant],
    *,
    since: Instant,
    now: Instant,
    after: str,
    batch: int,
) -> list[Delivery]:
    """Digests that arrived from the first instant of `sent` to before the second, asked something
    and got no answer; of people who want to be asked and were not reminded."""
    rows = db.read(
        _AWAITING,
        {
            "zone": zone,
            "first": sent[0],
            "before": sent[1],
            "since": since,
            "now": now,
            "after": after,
            "batch": batch,
        },
    )
    found = (deliveries.get(db, row["id"]) for row in rows)
    return [digest for digest in found if digest]


def unanswered(db: Connection, person: PersonId, occasion: str) -> bool:
    """Whether that occasion's digest arrived and none of its questions was answered."""
    return bool(db.read(_UNANSWERED, {"person": person, "occasion": occasion}))


def open_days(db: Connection, person: PersonId, occasion: str) -> list[date]:
    """Of each unanswered question of that occasion's digest, the day of the work it asks about."""
    rows = db.read(_OPEN_DAYS, {"person": person, "occasion": occasion})
    return [date.fromisoformat(row["day"]) for row in rows]
