"""Keys of what was already folded, for a while; and for what may still grow, how large it was."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Instant, PersonId
from storage.engine import Connection, Parameters, Row

_ADD = """
INSERT INTO seen (person, seen_key, keep_until) VALUES (:person, :key, :until)
ON CONFLICT (person, seen_key) DO NOTHING
"""
_ADD_GROWING = """
INSERT INTO seen (person, seen_key, keep_until, input_tokens, cached_tokens, cache_written,
    output_tokens, cost_usd, cost_basis, counted)
VALUES (:person, :key, :until, :input, :cached, :written, :output, :cost, :basis, :counted)
ON CONFLICT (person, seen_key) DO NOTHING
"""
_PROLONG = """
INSERT INTO seen (person, seen_key, keep_until) VALUES (:person, :key, :until)
ON CONFLICT (person, seen_key) DO UPDATE SET keep_until = excluded.keep_until
"""
_KEEP_LONGER = """
UPDATE seen SET keep_until = :until
WHERE person = :person AND seen_key = :key AND keep_until < :until
"""
_HAS = "SELECT 1 AS one FROM seen WHERE person = :person AND seen_key = :key"
_SIZE = """
SELECT input_tokens, cached_tokens, cache_written, output_tokens, cost_usd, cost_basis, counted
FROM seen WHERE person = :person AND seen_key = :key AND input_tokens IS NOT NULL
"""
_GROW = """
UPDATE seen SET input_tokens = :input, cached_tokens = :cached, cache_written = :written,
    output_tokens = :output, cost_usd = :cost, cost_basis = :basis, counted = :counted
WHERE person = :person AND seen_key = :key
"""
_SWEEP = """
DELETE FROM seen WHERE person = :person AND seen_key = :key
"""
_EXPIRED = "SELECT person, seen_key FROM seen WHERE keep_until < :now LIMIT :most"
_FORGET = "DELETE FROM seen WHERE person = :person"


def add(db: Connection, rows: Sequence[Parameters]) -> int:
    """Note keys (`person`, `key`, `until`); how many of them were new."""
    return db.change_many(_ADD, rows)


def add_growing(db: Connection, rows: Sequence[Parameters]) -> int:
    """Note keys with their sizes (also `input`, `cached`, `written`, `output`, `cost`, `basis` and
    `counted`); how many of them were new."""
    return db.change_many(_ADD_GROWING, rows)


def prolong(db: Connection, rows: Sequence[Parameters]) -> None:
    """Note keys (`person`, `key`, `until`), or keep them longer."""
    db.change_many(_PROLONG, rows)


def keep_longer(db: Connection, row: Parameters) -> None:
    """Keep a known key (`person`, `key`) until then (`until`), if that is longer."""
    db.change(_KEEP_LONGER, row)


def has(db: Connection, person: PersonId, key: bytes) -> bool:
    """Whether a key is known."""
    return bool(db.read(_HAS, {"person": person, "key": key}))


def size(db: Connection, person: PersonId, key: bytes) -> Row | None:
    """How large something was when last counted; None if it is unknown or cannot grow."""
    rows = db.read(_SIZE, {"person": person, "key": key})
    return rows[0] if rows else None


def grow(db: Connection, row: Parameters) -> None:
    """Note that something has grown: `person`, `key` and the sizes."""
    db.change(_GROW, row)


def sweep(db: Connection, now: Instant, most: int) -> int:
    """Delete at most so many keys whose time is over; how many were."""
    expired = db.read(_EXPIRED, {"now": now, "most": most})
    gone = [{"person": row["person"], "key": bytes(row["seen_key"])} for row in expired]
    return db.change_many(_SWEEP, gone) if gone else 0


def forget(db: Connection, person: PersonId) -> None:
    """Delete everything here of a person."""
    db.change(_FORGET, {"person": person})
