"""How to reach a person: their Slack id and name, sealed under their own key."""

from __future__ import annotations

from bot.model import PersonId
from storage.engine import Connection

_GET = "SELECT sealed FROM profile WHERE person = :person"
_SAVE = """
INSERT INTO profile (person, sealed) VALUES (:person, :sealed)
ON CONFLICT (person) DO UPDATE SET sealed = excluded.sealed
"""


def get(db: Connection, person: PersonId) -> bytes | None:
    """The sealed profile; None when there is none."""
    rows = db.read(_GET, {"person": person})
    return bytes(rows[0]["sealed"]) if rows else None


def save(db: Connection, person: PersonId, sealed: bytes) -> None:
    """Keep a sealed profile."""
    db.change(_SAVE, {"person": person, "sealed": sealed})
