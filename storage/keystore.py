"""The key store's statements: keyed look-ups, and each person's wrapped key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Instant, PersonId
from storage.engine import Connection, Row

LOG_HEAD = "log_head"
"""The fact that says how far the public log had come."""

DRAWN = "drawn"
"""The fact that says which window was the latest that was blurred: its number."""

BACKED_UP = "backed_up"
"""The fact that says when the backup was made that this key store is, or was put back from."""

_FIND = "SELECT person FROM lookup WHERE digest = :digest"
_POINT = """
INSERT INTO lookup (digest, person) VALUES (:digest, :person)
ON CONFLICT (digest) DO UPDATE SET person = excluded.person
"""
_POINT_LOGIN = "INSERT INTO lookup (digest, person, login) VALUES (:digest, :person, true)"
_FORGET_LOGINS = "DELETE FROM lookup WHERE login = true"
_KEY = "SELECT wrapped FROM person_key WHERE person = :person"
_ADD_KEY = """
INSERT INTO person_key (person, wrapped, made_at) VALUES (:person, :wrapped, :made_at)
ON CONFLICT (person) DO NOTHING
"""
_ALL_KEYS = "SELECT person, wrapped FROM person_key ORDER BY person"
_REWRAP = "UPDATE person_key SET wrapped = :wrapped WHERE person = :person"
_PLACE_KEY = "SELECT place_key FROM erasure WHERE person = :person AND place_key IS NOT NULL"
_PLACE_KEYS = "SELECT person, place_key FROM erasure WHERE place_key IS NOT NULL ORDER BY person"
_REWRAP_PLACES = "UPDATE erasure SET place_key = :wrapped WHERE person = :person"
_FORGET_PLACES = "UPDATE erasure SET place_key = NULL WHERE person = :person"
_LOOK_UPS = "SELECT COUNT(*) AS look_ups FROM lookup WHERE person = :person"
_FORGET_KEY = "DELETE FROM person_key WHERE person = :person"
_FORGET_LOOKUPS = "DELETE FROM lookup WHERE person = :person"
_FACT = "SELECT value FROM fact WHERE name = :name"
_SET_FACT = """
INSERT INTO fact (name, value) VALUES (:name, :value)
ON CONFLICT (name) DO UPDATE SET value = excluded.value
"""
_BEGIN_ERASURE = """
INSERT INTO erasure (person, begun_at, ended, place_key)
VALUES (:person, :now, false, :place_key)
ON CONFLICT (person) DO NOTHING
"""
_END_ERASURE = "UPDATE erasure SET ended = true WHERE person = :person"
_ERASURES = "SELECT person, begun_at, ended, place_key FROM erasure ORDER BY begun_at, person"
_UNFINISHED = """
SELECT person, begun_at, ended, place_key FROM erasure WHERE ended = false
ORDER BY begun_at, person
"""
_FORGET_ERASURES = "DELETE FROM erasure WHERE ended = true AND begun_at < :before"
_ANYBODY = "SELECT 1 AS one FROM person_key UNION ALL SELECT 1 AS one FROM erasure LIMIT 1"


@dataclass(frozen=True, slots=True)
class Erasure:
    """That somebody was erased: a random id that leads to nobody any more. It is kept for a while,
    so that what was cut short is finished, and a backup brings nobody back. `place_key`, wrapped by
    the secret key, opens where the bot's messages to them lie, until these are gone."""

    person: PersonId
    begun_at: Instant
    ended: bool
    place_key: bytes | None = None


def find(db: Connection, digest: bytes) -> PersonId | None:
    """Whom a keyed digest of a Slack id or e-mail belongs to."""
    rows = db.read(_FIND, {"digest": digest})
    return PersonId(rows[0]["person"]) if rows else None


def point(db: Connection, digest: bytes, person: PersonId) -> None:
    """Let a digest lead to a person."""
    db.change(_POINT, {"digest": digest, "person": person})


def replace_logins(db: Connection, leading: Mapping[bytes, PersonId]) -> None:
    """Let these digests of logins lead to people, and no others."""
    db.change(_FORGET_LOGINS)
    db.change_many(
        _POINT_LOGIN, [{"digest": digest, "person": leading[digest]} for digest in sorted(leading)]
    )


def wrapped_key(db: Connection, person: PersonId) -> bytes | None:
    """The person's key, wrapped by the secret key; None once destroyed."""
    rows = db.read(_KEY, {"person": person})
    return bytes(rows[0]["wrapped"]) if rows else None


def add_key(db: Connection, person: PersonId, wrapped: bytes, now: Instant) -> None:
    """Keep a new person's key; an existing one stays."""
    db.change(_ADD_KEY, {"person": person, "wrapped": wrapped, "made_at": now})


def wrapped_keys(db: Connection) -> dict[PersonId, bytes]:
    """Everybody's wrapped key."""
    return {PersonId(row["person"]): bytes(row["wrapped"]) for row in db.read(_ALL_KEYS)}


def rewrap(db: Connection, wrapped: Mapping[PersonId, bytes]) -> None:
    """Put keys wrapped anew in place of those there were."""
    db.change_many(_REWRAP, [{"person": who, "wrapped": its} for who, its in wrapped.items()])


def place_key(db: Connection, person: PersonId) -> bytes | None:
    """What is kept of somebody who is being erased: the wrapped key of the places in Slack."""
    rows = db.read(_PLACE_KEY, {"person": person})
    return bytes(rows[0]["place_key"]) if rows else None


def place_keys(db: Connection) -> dict[PersonId, bytes]:
    """The same of everybody who is being erased."""
    return {PersonId(row["person"]): bytes(row["place_key"]) for row in db.read(_PLACE_KEYS)}


def rewrap_places(db: Connection, wrapped: Mapping[PersonId, bytes]) -> None:
    """Put these wrapped anew in place of those there were."""
    db.change_many(
        _REWRAP_PLACES, [{"person": who, "wrapped": its} for who, its in wrapped.items()]
    )


def forget_places(db: Connection, person: PersonId) -> None:
    """Destroy what is kept of somebody who is being erased: nothing of theirs is in Slack now."""
    db.change(_FORGET_PLACES, {"person": person})


def look_ups(db: Connection, person: PersonId) -> int:
    """How many digests lead to a person."""
    return int(db.read(_LOOK_UPS, {"person": person})[0]["look_ups"])


def begin_erasure(db: Connection, person: PersonId, now: Instant, place_key: bytes | None) -> None:
    """Note that somebody is being erased. A second time changes nothing."""
    db.change(_BEGIN_ERASURE, {"person": person, "now": now, "place_key": place_key})


def end_erasure(db: Connection, person: PersonId) -> None:
    """Note that nothing of them is left."""
    db.change(_END_ERASURE, {"person": person})


def erasures(db: Connection) -> list[Erasure]:
    """Everybody who was erased lately, earliest first."""
    return [_erasure(row) for row in db.read(_ERASURES)]


def unfinished_erasures(db: Connection) -> list[Erasure]:
    """Those of whom something may be left, earliest first."""
    return [_erasure(row) for row in db.read(_UNFINISHED)]


def forget_erasures(db: Connection, before: Instant) -> int:
    """Forget the finished ones that began before then; how many."""
    return db.change(_FORGET_ERASURES, {"before": before})


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
    """Whether any person has a key here, or had one lately."""
    return bool(db.read(_ANYBODY))


def _erasure(row: Row) -> Erasure:
    kept = row["place_key"]
    return Erasure(
        PersonId(row["person"]), row["begun_at"], bool(row["ended"]), kept and bytes(kept)
    )
