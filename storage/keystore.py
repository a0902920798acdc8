"""The key store's statements: keyed look-ups, and each person's wrapped key."""

from __future__ import annotations

from bot.model import Instant, PersonId
from storage.engine import Connection

_FIND = "SELECT person FROM lookup WHERE digest = :digest"
_POINT = """
INSERT INTO lookup (digest, person) VALUES (:digest, :person)
ON CONFLICT (digest) DO UPDATE SET person = excluded.person
"""
_KEY = "SELECT wrapped FROM person_key WHERE person = :person"
_ADD_KEY = """
INSERT INTO person_key (person, wrapped, made_at) VALUES (:person, :wrapped, :made_at)
ON CONFLICT (person) DO NOTHING
"""
_FORGET_KEY = "DELETE FROM person_key WHERE person = :person"
_FORGET_LOOKUPS = "DELETE FROM lookup WHERE person = :person"
_FACT = "SELECT value FROM fact WHERE name = :name"
_SET_FACT = """
INSERT INTO fact (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_ANYBODY = "SELECT 1 AS one FROM person_key LIMIT 1"


def find(db: Connection, digest: bytes) -> PersonId | None:
    """Whom a keyed digest of a Slack id or e-mail belongs to."""
    rows = db.read(_FIND, {"digest": digest})
    return PersonId(rows[0]["person"]) if rows else None


def point(db: Connection, digest: bytes, person: PersonId) -> None:
    """Let a digest lead to a person."""
    db.change(_POINT, {"digest": digest, "person": person})


def wrapped_key(db: Connection, person: PersonId) -> bytes | None:
    """The person's key, wrapped by the secret key; None once destroyed."""
    rows = db.read(_KEY, {"person": person})
    return bytes(rows[0]["wrapped"]) if rows else None


def add_key(db: Connection, person: PersonId, wrapped: bytes, now: Instant) -> None:
    """Keep a new person's key; an existing one stays."""
    db.change(_ADD_KEY, {"person": person, "wrapped": wrapped, "made_at": now})


def forget(db: Connection, person: PersonId) -> None:
    """Destroy a person's key and every look-up that leads to them."""
    db.change(_FORGET_LOOKUPS, {"person": person})
    db.change(_FORGET_KEY, {"person": person})


def fact(db: Connection, name: str) -> str | None:
    """A fact about the key store itself."""
    rows = db.read(_FACT, {"name": name})
    return str(rows[0]["value"]) if rows else None


def set_fact(db: Connection, name: str, value: str) -> None:
    """Note a fact about the key store itself."""
    db.change(_SET_FACT, {"name": name, "value": value})


def has_people(db: Connection) -> bool:
    """Whether any person has a key here."""
    return bool(db.read(_ANYBODY))
