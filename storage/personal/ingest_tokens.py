"""Ingest tokens: only a digest of each, and whose it is."""

from __future__ import annotations

from bot.model import Instant, PersonId
from storage.engine import Connection, Row

_ADD = """
INSERT INTO ingest_token (token_hash, person, platform, made_at, revoked_at)
VALUES (:digest, :person, :platform, :now, NULL)
"""
_FIND = """
SELECT person, platform FROM ingest_token WHERE token_hash = :digest AND revoked_at IS NULL
"""
_REVOKE = """
UPDATE ingest_token SET revoked_at = :now WHERE person = :person AND revoked_at IS NULL
"""
_REVOKE_PLATFORM = """
UPDATE ingest_token SET revoked_at = :now WHERE platform = :platform AND revoked_at IS NULL
"""
_ACTIVE = """
SELECT COUNT(*) AS tokens FROM ingest_token WHERE person = :person AND revoked_at IS NULL
"""


def add(
    db: Connection, digest: bytes, person: PersonId | None, platform: str | None, now: Instant
) -> None:
    """Keep the digest of a new token."""
    db.change(_ADD, {"digest": digest, "person": person, "platform": platform, "now": now})


def find(db: Connection, digest: bytes) -> Row | None:
    """Whose token it is: `person` or `platform`; None if there is none, or it was revoked."""
    rows = db.read(_FIND, {"digest": digest})
    return rows[0] if rows else None


def revoke(db: Connection, person: PersonId, now: Instant) -> int:
    """Revoke all tokens of a person; how many there were."""
    return db.change(_REVOKE, {"person": person, "now": now})


def revoke_platform(db: Connection, platform: str, now: Instant) -> int:
    """Revoke all tokens of a platform; how many there were."""
    return db.change(_REVOKE_PLATFORM, {"platform": platform, "now": now})


def active(db: Connection, person: PersonId) -> int:
    """How many tokens a person has."""
    return int(db.read(_ACTIVE, {"person": person})[0]["tokens"])
