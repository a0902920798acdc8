"""Messages on their way to people."""

from __future__ import annotations

from datetime import date

from bot.model import Delivery, DeliveryState, Instant, Letter, Period, PersonId
from storage.engine import Connection, Row

UNPREPARED = "unprepared"
"""Why a digest that could not be put together was dropped; it may be tried again."""

_COLUMNS = """id, person, letter, occasion, due_at, state, attempts, doubts, reason,
    first_day, last_day, zone, told_until, sealed_place, sent_at"""
_ADD = """
INSERT INTO delivery (id, person, letter, occasion, due_at, state, attempts, doubts, reason,
    first_day, last_day, zone, told_until)
VALUES (:id, :person, :letter, :occasion, :due_at, :state, 0, 0, CAST(:reason AS TEXT),
    CAST(:first_day AS TEXT), CAST(:last_day AS TEXT), CAST(:zone AS TEXT),
    CAST(:told_until AS BIGINT))
ON CONFLICT (person, letter, occasion) DO UPDATE SET
    id = excluded.id, due_at = excluded.due_at, state = excluded.state, attempts = 0,
    reason = excluded.reason, first_day = excluded.first_day, last_day = excluded.last_day,
    zone = excluded.zone, told_until = excluded.told_until
WHERE delivery.state = 'dropped'
    AND (delivery.reason = 'unprepared' OR delivery.letter = 'welcome')
"""
_ADD_UNPREPARED = """
INSERT INTO delivery (id, person, letter, occasion, due_at, state, attempts, doubts, reason)
VALUES (:id, :person, :letter, :occasion, :again_at, 'dropped', 1, 0, 'unprepared')
ON CONFLICT (person, letter, occasion) DO UPDATE SET
    attempts = delivery.attempts + 1, due_at = excluded.due_at
WHERE delivery.state = 'dropped' AND delivery.reason = 'unprepared'
"""
_ONE = f"SELECT {_COLUMNS} FROM delivery WHERE id = :id"
_OF_PERSON = f"SELECT {_COLUMNS} FROM delivery WHERE person = :person ORDER BY due_at DESC, id"
_SENT = """
UPDATE delivery SET state = 'sent', claimed_by = NULL, claimed_until = NULL, reason = NULL,
    sealed_place = :sealed_place, sent_at = :now
WHERE id = :id AND attempts = :attempts AND state <> 'sent'
"""
_DROP_OF_PERSON = """
UPDATE delivery SET state = 'dropped', claimed_until = NULL, reason = :reason
WHERE person = :person AND letter = :letter AND state = 'due'
"""
_DROP_ALL = """
UPDATE delivery SET state = 'dropped', claimed_until = NULL, reason = :reason
WHERE letter = :letter AND state = 'due'
"""
_FORGET = "DELETE FROM delivery WHERE id = :id"
_FORGET_UNSENT = """
DELETE FROM delivery WHERE person = :person AND sealed_place IS NULL AND state <> 'sending'
"""

_FORGET_SETTLED = """
DELETE FROM delivery WHERE id IN (
    SELECT id FROM delivery
    WHERE state IN ('sent', 'dropped', 'nothing') AND due_at < :before LIMIT :most
)
"""


def add(db: Connection, delivery: Delivery) -> bool:
    """Keep a message to be sent. False when this person already has one for that occasion; a digest
    that could not be put together makes room, and so does a welcome that was dropped: how often it
    was in doubt stays on record."""
    period = delivery.period
    added = db.change(
        _ADD,
        {
            "id": delivery.id,
            "person": delivery.person,
            "letter": str(delivery.letter),
            "occasion": delivery.occasion,
            "due_at": delivery.due_at,
            "state": str(delivery.state),
            "reason": delivery.reason,
            "first_day": period.first.isoformat() if period else None,
            "last_day": period.last.isoformat() if period else None,
            "zone": period.zone if period else None,
            "told_until": period.told_until if period else None,
        },
    )
    return added > 0


def add_unprepared(db: Connection, delivery: Delivery, again_at: Instant) -> None:
    """Note that a message could not be put together, and when that may be tried again."""
    db.change(
        _ADD_UNPREPARED,
        {
            "id": delivery.id,
            "person": delivery.person,
            "letter": str(delivery.letter),
            "occasion": delivery.occasion,
            "again_at": again_at,
        },
    )


def get(db: Connection, delivery_id: str) -> Delivery | None:
    """One message."""
    rows = db.read(_ONE, {"id": delivery_id})
    return _delivery(rows[0]) if rows else None


def of_person(db: Connection, person: PersonId) -> list[Delivery]:
    """A person's messages, the latest first."""
    return [_delivery(row) for row in db.read(_OF_PERSON, {"person": person})]


def mark_sent(
    db: Connection, delivery_id: str, sealed_place: bytes, now: Instant, attempts: int = 0
) -> bool:
    """It arrived, and lies in that place, at the attempt of that number. False when
    another attempt was begun since: then it is for that one to say."""
    its = {"id": delivery_id, "sealed_place": sealed_place, "now": now, "attempts": attempts}
    return db.change(_SENT, its) > 0


def drop(db: Connection, person: PersonId, letter: Letter, reason: str) -> int:
    """Drop a person's messages of one kind that are not yet being sent; how many."""
    return db.change(_DROP_OF_PERSON, {"person": person, "letter": str(letter), "reason": reason})


def drop_all(db: Connection, letter: Letter, reason: str) -> int:
    """Drop everybody's messages of one kind that are not yet being sent; how many."""
    return db.change(_DROP_ALL, {"letter": str(letter), "reason": reason})


def forget(db: Connection, delivery_id: str) -> None:
    """Delete every trace of one message."""
    db.change(_FORGET, {"id": delivery_id})


def forget_unsent(db: Connection, person: PersonId) -> None:
    """Delete what a person was not sent. What a sender has in hand stays until that is known."""
    db.change(_FORGET_UNSENT, {"person": person})


def forget_settled(db: Connection, before: Instant, most: int) -> int:
    """Delete at most so many messages that were due before then and are settled; how many."""
    return db.change(_FORGET_SETTLED, {"before": before, "most": most})


def _delivery(row: Row) -> Delivery:
    place = row["sealed_place"]
    return Delivery(
        id=row["id"],
        person=PersonId(row["person"]),
        letter=Letter(row["letter"]),
        occasion=row["occasion"],
        due_at=row["due_at"],
        state=DeliveryState(row["state"]),
        period=_period(row),
        attempts=row["attempts"],
        doubts=row["doubts"],
        reason=row["reason"],
        sealed_place=place and bytes(place),
        sent_at=row["sent_at"],
    )


def _period(row: Row) -> Period | None:
    if row["first_day"] is None:
        return None
    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
    return Period(first, last, row["zone"], row["told_until"])
