"""Exports handed to people through Slack: when, and where the file lies, sealed. Never what was in
it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Instant, PersonId
from storage.engine import Connection

_ADD = """
INSERT INTO exported (id, person, at, sealed_place) VALUES (:id, :person, :at, :sealed_place)
"""
_OF_PERSON = "SELECT id, at, sealed_place FROM exported WHERE person = :person ORDER BY at, id"
_REMOVE = "DELETE FROM exported WHERE id = :id"
_FORGET_BEFORE = "DELETE FROM exported WHERE at < :before"


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was handed over; where its file and the message that came with it lie."""

    id: str
    at: Instant
    sealed_place: bytes


def add(db: Connection, person: PersonId, its: Exported) -> None:
    """Note where an export lies."""
    facts = {"id": its.id, "person": person, "at": its.at, "sealed_place": its.sealed_place}
    db.change(_ADD, facts)


def of_person(db: Connection, person: PersonId) -> list[Exported]:
    """A person's exports, earliest first."""
    return [
        Exported(row["id"], row["at"], bytes(row["sealed_place"]))
        for row in db.read(_OF_PERSON, {"person": person})
    ]


def remove(db: Connection, export_id: str) -> None:
    """Forget one: it lies there no more."""
    db.change(_REMOVE, {"id": export_id})


def forget_before(db: Connection, moment: Instant) -> int:
    """Forget those made before then; how many."""
    return db.change(_FORGET_BEFORE, {"before": moment})
