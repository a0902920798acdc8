"""Ingest tokens: a person's own, or a platform's, which names the person in each line.

A token is 256 bits of chance; only its SHA-256 is kept. It is looked up by that digest, so no
comparison takes longer for a better guess.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from bot.model import Instant, PersonId
from bot.services import Services
from storage.engine import Connection
from storage.operations import platforms
from storage.personal import ingest_tokens

PERSONAL, PLATFORM = "wwp_", "wwt_"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a token speaks for: one person, or a platform that speaks for many."""

    person: PersonId | None = None
    platform: str | None = None


def make(services: Services, person: PersonId) -> str:
    """A new token for a person, in place of any they had. It is shown now or never."""
    with services.database.transaction() as tx:
        return replace(tx, person, services.clock())


def replace(tx: Connection, person: PersonId, now: Instant) -> str:
    """The same inside a transaction: whoever lost a token is rid of it with the new one."""
    ingest_tokens.revoke(tx, person, now)
    return _add(tx, PERSONAL, person, None, now)


def make_platform(services: Services, name: str) -> str:
    """A new token for a platform that sends usage of many people; earlier ones stay good, since a
    platform may send from several places. From now on it is missed when it falls silent."""
    now = services.clock()
    with services.database.transaction() as tx:
        platforms.note(tx, name, now)
        return _add(tx, PLATFORM, None, name, now)


def revoke(services: Services, person: PersonId) -> int:
    """End all tokens of a person; how many there were."""
    return ingest_tokens.revoke(services.database, person, services.clock())


def revoke_platform(services: Services, name: str) -> int:
    """End all tokens of a platform; how many there were."""
    with services.database.transaction() as tx:
        platforms.forget(tx, name)
        return ingest_tokens.revoke_platform(tx, name, services.clock())


def holder(services: Services, token: str) -> Holder | None:
    """Whom a token speaks for; None where it was never made, or was revoked."""
    row = ingest_tokens.find(services.database, _digest(token))
    if row is None:
        return None
    return Holder(row["person"] and PersonId(row["person"]), row["platform"])


def _add(
    db: Connection, prefix: str, person: PersonId | None, platform: str | None, now: Instant
) -> str:
    token = prefix + secrets.token_urlsafe(_BYTES)
    ingest_tokens.add(db, _digest(token), person, platform, now)
    return token


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
