"""Who was told, who said yes, who said no. An opt-out is visible to nobody."""

from __future__ import annotations

from bot.model import Instant, PersonId, Standing
from storage.engine import Connection

_GET = "SELECT standing, told_at FROM standing WHERE person = :person"
_TOLD = """
INSERT INTO standing (person, standing, told_at, changed_at) VALUES (:person, 'told', :now, :now)
ON CONFLICT (person) DO UPDATE SET told_at = COALESCE(standing.told_at, excluded.told_at)
"""
_ACCEPT = """
UPDATE standing SET standing = 'accepted', changed_at = :now
WHERE person = :person AND told_at IS NOT NULL
"""
_DECLINE = """
INSERT INTO standing (person, standing, told_at, changed_at)
SELECT id, 'declined', NULL, CAST(:now AS BIGINT) FROM person WHERE id = :person
ON CONFLICT (person) DO UPDATE SET standing = 'declined', changed_at = excluded.changed_at
"""
_SETTLE = """
UPDATE standing SET changed_at = 0, told_at = CASE WHEN told_at IS NULL THEN told_at ELSE 0 END
WHERE person IN (
    SELECT person FROM standing
    WHERE changed_at <= :before AND COALESCE(told_at, 0) <= :before
        AND (changed_at > 0 OR told_at > 0) LIMIT :most
)
"""
_LAST_CHANGE = "SELECT CAST(COALESCE(MAX(changed_at), 0) AS BIGINT) AS at FROM standing"
_FORGET_UNTOLD = "DELETE FROM standing WHERE person = :person AND told_at IS NULL"


def get(db: Connection, person: PersonId) -> tuple[Standing, Instant | None]:
    """A person's standing, and when they were told (None: not yet)."""
    rows = db.read(_GET, {"person": person})
    if not rows:
        return Standing.UNTOLD, None
    return Standing(rows[0]["standing"]), rows[0]["told_at"]


def set_told(db: Connection, person: PersonId, now: Instant) -> None:
    """The welcome was sent. Telling somebody twice changes nothing; nor does it undo a no that was
    said meanwhile."""
    db.change(_TOLD, {"person": person, "now": now})


def accept(db: Connection, person: PersonId, now: Instant) -> None:
    """They said yes. Only somebody who was told can; anybody else is untold (again)."""
    if not db.change(_ACCEPT, {"person": person, "now": now}):
        db.change(_FORGET_UNTOLD, {"person": person})


def decline(db: Connection, person: PersonId, now: Instant) -> None:
    """They said no; whoever knows the bot from others can before it told them anything."""
    db.change(_DECLINE, {"person": person, "now": now})


def settle(db: Connection, before: Instant, most: int) -> int:
    """Forget of at most so many people when they were told and last said something, where both were
    by then, and keep that it was; of how many."""
    return db.change(_SETTLE, {"before": before, "most": most})


def last_change(db: Connection) -> Instant:
    """When anybody's standing last changed, whoever's and whichever way; 0 when none did lately."""
    return int(db.read(_LAST_CHANGE)[0]["at"])
