"""Exports handed to people through Slack: when, and where the file lies. Never what was in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Instant, PersonId
from storage.engine import Connection

_ADD = """
INSERT INTO exported (person, at, channel, ts, file)
VALUES (:person, :at, :channel, :ts, :file)
"""
_OF_PERSON = "SELECT at, channel, ts, file FROM exported WHERE person = :person ORDER BY at, file"
_REMOVE = "DELETE FROM exported WHERE person = :person AND file = :file"

_FORGET_BEFORE = "DELETE FROM exported WHERE at < :before"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file of an export, and the message that came with it."""

    at: Instant
    channel: str
    ts: str
    file: str


def add(db: Connection, person: PersonId, its: Exported) -> None:
    """Note where an export lies."""
    facts = {"person": person, "at": its.at, "channel": its.channel, "ts": its.ts}
    db.change(_ADD, facts | {"file": its.file})


def of_person(db: Connection, person: PersonId) -> list[Exported]:
    """A person's exports, earliest first."""
    return [
        Exported(row["at"], row["channel"], row["ts"], row["file"])
        for row in db.read(_OF_PERSON, {"person": person})
    ]


def remove(db: Connection, person: PersonId, file: str) -> None:
    """Forget one: it lies there no more."""
    db.change(_REMOVE, {"person": person, "file": file})


def forget_before(db: Connection, moment: Instant) -> int:
    """Forget those made before then; how many."""
    return db.change(_FORGET_BEFORE, {"before": moment})
