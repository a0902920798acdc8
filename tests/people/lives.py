"""A whole life in the tables: a row of somebody in every table that can hold one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zlib import crc32

from bot.model import Answer, PersonId, Place, Rating
from bot.people import places
from bot.people.identity import Profile, keep_profile
from bot.reflection.sealing import seal
from bot.services import Services
from bot.sources.intake import LABEL
from storage.classes import CLASS_OF, OWNER_COLUMN
from storage.engine import Connection

NOTE = "it went in circles until I took over"
LABELLED = "the ledger migration"

_SAID = {
    ("person", "zone"): "Europe/Berlin",
    ("standing", "standing"): "told",
    ("preference", "cadence"): "weekly",
    ("delivery", "letter"): "digest",
    ("delivery", "state"): "sent",
    ("delivery", "zone"): "Europe/Berlin",
    **{("delivery", name): "2026-11-13" for name in ("first_day", "last_day")},
    ("question", "item"): "worth",
    ("question", "day"): "2026-11-18",
    ("membership", "role"): "member",
    ("ledger", "measure"): "worth",
    ("task", "apps"): "slack,tickets",
    ("task", "outcomes"): "commit=2",
}


def columns(db: Connection, table: str) -> dict[str, str]:
    """A table's columns with their types."""
    return {row["name"]: row["type"] for row in db.read(f"PRAGMA table_info({table})")}


def live(services: Services, person: PersonId, slack_id: str) -> None:
    """Put a row into every table that has an owner, sealed things sealed."""
    db, numbers = services.database, itertools.count(1_700_000_000 + crc32(person.encode()) % 10**6)
    ids = {"member": services.keys.member_of(person)}
    for table, owner in OWNER_COLUMN.items():
        its = ids.get(owner, person)
        db.change(f"DELETE FROM {table} WHERE {owner} = :its", {"its": its})
        row = {
            name: _value(table, name, kind, its, next(numbers))
            for name, kind in columns(db, table).items()
        } | {owner: its}
        marks = ", ".join(f":{name}" for name in row)
        db.change(f"INSERT INTO {table} VALUES ({marks})", row)
    question = f"question.id.{person}"
    db.change("UPDATE answer SET question = :q WHERE person = :p", {"q": question, "p": person})
    answer = Answer(question, 1_700_000_000, Rating.WORTH_IT, note=NOTE)
    lies = Place("D0MADEUP", "1700000000.000100")
    sealed = {
        "delivery": ("sealed_place", places.sealed(services.keys, person, lies)),
        "exported": (
            "sealed_place",
            places.sealed(services.keys, person, replace(lies, file="F0MADEUP")),
        ),
        "answer": ("sealed", seal(services, person, answer)),
        "task": ("sealed_label", services.keys.seal(person, LABEL, LABELLED.encode())),
    }
    for table, (column, its) in sealed.items():
        facts = {"its": its, "person": person}
        db.change(f"UPDATE {table} SET {column} = :its WHERE person = :person", facts)
    keep_profile(services, db, person, Profile(slack_id, slack_id.title()))


def publish(services: Services) -> None:
    """Put a row into every table that belongs to nobody."""
    for table in CLASS_OF.keys() - OWNER_COLUMN.keys():
        row = {
            name: _value(table, name, kind, "nobody", 7)
            for name, kind in columns(services.database, table).items()
        }
        marks = ", ".join(f":{name}" for name in row)
        services.database.change(f"INSERT INTO {table} VALUES ({marks})", row)


def traces(db: Connection, *ids: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row of every table that mentions one of somebody's random ids anywhere."""
    for table in [
        its["name"] for its in db.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]:
        for row in db.read(f"SELECT * FROM {table}"):
            if any(its in str(value) for value in tuple(row) for its in ids):
                yield table, dict(row)


def _value(table: str, name: str, kind: str, person: str, number: int) -> Any:
    if (table, name) in _SAID:
        return _SAID[table, name]
    if name == "window_index":
        return 37
    return {
        "TEXT": f"{table}.{name}.{person}",
        "BYTEA": f"{table}.{name}.{person}".encode(),
        "BOOLEAN": True,
    }.get(kind, number)
