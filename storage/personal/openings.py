"""Whose the sealed names in the public log are: who opened which team's page, once a day.

The log itself holds no id. When somebody is erased their rows go, and their entries stay, dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.model import MemberId
from storage.engine import Connection

_ADD = """
INSERT INTO opening (member, team, day, entry) VALUES (:member, :team, :day, :entry)
"""
_IS = "SELECT 1 AS one FROM opening WHERE member = :member AND team = :team AND day = :day"
_WHO = "SELECT member FROM opening WHERE entry = :entry"
_OF_TEAM = """
SELECT member, MAX(entry) AS entry FROM opening WHERE team = :team
GROUP BY member ORDER BY MAX(entry) DESC LIMIT :most
"""


def add(db: Connection, member: MemberId, team: str, day: date, entry: int) -> None:
    """Keep whose name an entry of the log holds."""
    db.change(_ADD, {"member": member, "team": team, "day": day.isoformat(), "entry": entry})


def is_noted(db: Connection, member: MemberId, team: str, day: date) -> bool:
    """Whether an entry says already that they opened that page on that day."""
    facts = {"member": member, "team": team, "day": day.isoformat()}
    return bool(db.read(_IS, facts))


def member_of(db: Connection, entry: int) -> MemberId | None:
    """Whose name an entry holds; None where they were erased."""
    rows = db.read(_WHO, {"entry": entry})
    return MemberId(rows[0]["member"]) if rows else None


def latest_of_team(db: Connection, team: str, most: int) -> Sequence[int]:
    """The newest entry of each who opened a team's page, the newest first."""
    return [row["entry"] for row in db.read(_OF_TEAM, {"team": team, "most": most})]
