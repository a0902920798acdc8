"""Everybody of the roster, by random id: zone and standing in the company; never a name, nor in
which team."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.model import Instant, Person, PersonId
from storage.engine import Connection, Row

_COLUMNS = "id, zone, first_seen, founding, guest, departed, removed"
_ONE = f"SELECT {_COLUMNS} FROM person WHERE id = :id"
_ALL = f"SELECT {_COLUMNS} FROM person ORDER BY id"
_SAVE = """
INSERT INTO person (id, zone, first_seen, founding, guest, departed)
VALUES (:id, :zone, :first_seen, :founding, :guest, :departed)
ON CONFLICT (id) DO UPDATE SET
    zone = excluded.zone, guest = excluded.guest, departed = excluded.departed
"""
_DEPARTED = "UPDATE person SET departed = true WHERE id = :id"
_REMOVALS = "SELECT id, removed FROM person ORDER BY id"
_SET_REMOVED = "UPDATE person SET removed = :removed WHERE id = :id"
_SETTLE = """
UPDATE person SET first_seen = 0, founding = false WHERE id IN (
    SELECT id FROM person
    WHERE first_seen <= :before AND (first_seen > 0 OR founding = true) LIMIT :most
)
"""
_REMOVED = "SELECT COUNT(*) AS people FROM person WHERE removed = true AND departed = false"
_FORGET = "DELETE FROM person WHERE id = :id"
_ANYBODY = "SELECT 1 AS one FROM person LIMIT 1"
_ZONES = """
SELECT DISTINCT zone FROM person WHERE departed = false AND removed = false ORDER BY zone
"""
_COUNT = "SELECT COUNT(*) AS people FROM person WHERE departed = false"


def get(db: Connection, person: PersonId) -> Person | None:
    """One person of the roster."""
    rows = db.read(_ONE, {"id": person})
    return _person(rows[0]) if rows else None


def everybody(db: Connection) -> list[Person]:
    """Everybody the roster ever held, those who left included."""
    return [_person(row) for row in db.read(_ALL)]


def count(db: Connection) -> int:
    """How many people are in the company now."""
    return int(db.read(_COUNT)[0]["people"])


def zones(db: Connection) -> list[str]:
    """The time zones in which people of the roster live."""
    return [row["zone"] for row in db.read(_ZONES)]


def anybody(db: Connection) -> bool:
    """Whether the roster ever held anybody."""
    return bool(db.read(_ANYBODY))


def save(db: Connection, people: Sequence[Person]) -> None:
    """Add people, or note what changed. When somebody was first seen never changes."""
    db.change_many(
        _SAVE,
        [
            {
                "id": person.id,
                "zone": person.zone,
                "first_seen": person.first_seen,
                "founding": person.founding,
                "guest": person.guest,
                "departed": person.left,
            }
            for person in people
        ],
    )


def mark_departed(db: Connection, person: PersonId) -> None:
    """Note that somebody left the workspace."""
    db.change(_DEPARTED, {"id": person})


def note_removals(db: Connection, named: Collection[PersonId]) -> int:
    """Note who stands in no team of the roster any more, and who is back, given those it names; how
    many of those still at the company are out. Call it in the transaction that replaces the
    teams."""
    now = {PersonId(row["id"]): bool(row["removed"]) for row in db.read(_REMOVALS)}
    changed = [its for its, removed in now.items() if removed is (its in named)]
    db.change_many(_SET_REMOVED, [{"id": its, "removed": its not in named} for its in changed])
    return int(db.read(_REMOVED)[0]["people"])


def settle(db: Connection, before: Instant, most: int) -> int:
    """Forget of at most so many people who came by then when they were first seen, and whether they
    were founders; of how many."""
    return db.change(_SETTLE, {"before": before, "most": most})


def forget(db: Connection, person: PersonId) -> None:
    """Remove somebody from the roster."""
    db.change(_FORGET, {"id": person})


def _person(row: Row) -> Person:
    return Person(
        id=PersonId(row["id"]),
        zone=row["zone"],
        first_seen=row["first_seen"],
        founding=bool(row["founding"]),
        guest=bool(row["guest"]),
        left=bool(row["departed"]),
        removed=bool(row["removed"]),
    )
