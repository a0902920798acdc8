"""When each platform with a token of its own last delivered something, about whomever."""

from __future__ import annotations

from bot.model import Instant
from storage.engine import Connection, Row

_NOTE = """
INSERT INTO platform_heard (platform, last_at) VALUES (:platform, :now)
ON CONFLICT (platform) DO UPDATE SET last_at = excluded.last_at
WHERE excluded.last_at > platform_heard.last_at
"""
_SILENT = """
SELECT platform, last_at FROM platform_heard WHERE last_at < :since ORDER BY platform
"""
_FORGET = "DELETE FROM platform_heard WHERE platform = :platform"


def note(db: Connection, platform: str, now: Instant) -> None:
    """It delivered something at that moment."""
    db.change(_NOTE, {"platform": platform, "now": now})


def silent(db: Connection, since: Instant) -> list[Row]:
    """Those that delivered nothing since then: platform, last_at; by name."""
    return list(db.read(_SILENT, {"since": since}))


def forget(db: Connection, platform: str) -> None:
    """It has no token any more."""
    db.change(_FORGET, {"platform": platform})
