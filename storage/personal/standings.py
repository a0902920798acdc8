"""Who was told, who said yes, who said no. An opt-out is visible to nobody."""

from __future__ import annotations

from bot.model import Instant, PersonId, Standing
from storage.engine import Connection

_GET = "SELECT standing, told_at FROM standing WHERE person = :person"
_TOLD = """
INSERT INTO standing (person, standing, told_at, changed_at) VALUES (:person, 'told', :now, :now)
ON CONFLICT (person) DO NOTHING
"""
_SET = """
UPDATE standing SET standing = :standing, changed_at = :now
WHERE person = :person
"""


def get(db: Connection, person: PersonId) -> tuple[Standing, Instant | None]:
    """A person's standing, and when they were told (None: not yet)."""
    rows = db.read(_GET, {"person": person})
    if not rows:
        return Standing.UNTOLD, None
    return Standing(rows[0]["standing"]), rows[0]["told_at"]


def set_told(db: Connection, person: PersonId, now: Instant) -> None:
    """The welcome was sent. Telling somebody twice changes nothing."""
    db.change(_TOLD, {"person": person, "now": now})


def set_standing(db: Connection, person: PersonId, standing: Standing, now: Instant) -> None:
    """They said yes or no. Only somebody who was told can: others stay untold."""
    db.change(_SET, {"person": person, "standing": str(standing), "now": now})
