"""Ingest tokens: a person's own, or a platform's, which names the person in each line.

A token is 256 bits of chance; only its SHA-256 is kept. It is looked up by that digest, so no
comparison takes longer for a better guess.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from bot.model import PersonId
from bot.services import Services
from storage.personal import ingest_tokens

PERSONAL, PLATFORM = "wwp_", "wwt_"
_BYTES = 32


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a token speaks for: one person, or a platform that speaks for many."""

    person: PersonId | None = None
    platform: str | None = None


def make(services: Services, person: PersonId) -> str:
    """A new token for a person. It is shown now or never; earlier ones stay good."""
    return _make(services, PERSONAL, person, None)


def make_platform(services: Services, name: str) -> str:
    """A new token for a platform that sends usage of many people."""
    return _make(services, PLATFORM, None, name)


def revoke(services: Services, person: PersonId) -> int:
    """End all tokens of a person; how many there were."""
    return ingest_tokens.revoke(services.database, person, services.clock())


def revoke_platform(services: Services, name: str) -> int:
    """End all tokens of a platform; how many there were."""
    return ingest_tokens.revoke_platform(services.database, name, services.clock())


def holder(services: Services, token: str) -> Holder | None:
    """Whom a token speaks for; None where it was never made, or was revoked."""
    row = ingest_tokens.find(services.database, _digest(token))
    if row is None:
        return None
    return Holder(row["person"] and PersonId(row["person"]), row["platform"])


def _make(services: Services, prefix: str, person: PersonId | None, platform: str | None) -> str:
    token = prefix + secrets.token_urlsafe(_BYTES)
    ingest_tokens.add(services.database, _digest(token), person, platform, services.clock())
    return token


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
