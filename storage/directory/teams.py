"""Teams, who is in them, and who manages them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from bot.model import MemberId, Membership, Role, Team, Window
from storage.engine import Connection, Row

_TEAMS = "SELECT id, name, parent, parent_since FROM team ORDER BY name"
_SAVE = """
INSERT INTO team (id, name, parent, parent_since) VALUES (:id, :name, :parent, :parent_since)
ON CONFLICT (id) DO UPDATE SET
    name = excluded.name, parent = excluded.parent, parent_since = excluded.parent_since
"""
_COLUMNS = "member, team, role, is_primary, since_window, managing_since"
_MEMBERSHIPS = f"SELECT {_COLUMNS} FROM membership ORDER BY team, member"
_OF_MEMBER = f"SELECT {_COLUMNS} FROM membership WHERE member = :member"
_SETTLE = """
UPDATE membership SET
    since_window = CASE WHEN since_window <= :window THEN 0 ELSE since_window END,
    managing_since = CASE WHEN managing_since <= :window THEN 0 ELSE managing_since END
WHERE since_window BETWEEN 1 AND :window OR managing_since BETWEEN 1 AND :window
"""
_CLEAR = "DELETE FROM membership"
_CLEAR_MEMBER = "DELETE FROM membership WHERE member = :member"
_ADD = f"""
INSERT INTO membership ({_COLUMNS})
VALUES (:member, :team, :role, :is_primary, :since, :managing_since)
"""


def all_teams(db: Connection) -> list[Team]:
    """Every team, by name."""
    return [
        Team(row["id"], row["name"], row["parent"], row["parent_since"]) for row in db.read(_TEAMS)
    ]


def save(db: Connection, teams: Sequence[Team]) -> None:
    """Add teams, or note their new name or parent."""
    db.change_many(_SAVE, [asdict(team) for team in teams])


def memberships(db: Connection) -> list[Membership]:
    """Who is in which team, as what."""
    return [_membership(row) for row in db.read(_MEMBERSHIPS)]


def memberships_of(db: Connection, member: MemberId) -> list[Membership]:
    """One member's teams."""
    return [_membership(row) for row in db.read(_OF_MEMBER, {"member": member})]


def replace(db: Connection, memberships: Sequence[Membership]) -> None:
    """Put a new roster in place of the one there was. Call it inside a transaction. Rows lie in the
    order of their random ids: that of a file would tell who is who."""
    db.change(_CLEAR)
    db.change_many(
        _ADD,
        [
            {
                "member": its.member,
                "team": its.team,
                "role": str(its.role),
                "is_primary": its.primary,
                "since": its.since,
                "managing_since": its.managing_since,
            }
            for its in sorted(memberships, key=lambda its: its.member)
        ],
    )


def settle(db: Connection, earliest_shown: Window) -> int:
    """Forget from which window on somebody sees a page where all that is still shown is theirs to
    see; of how many."""
    return db.change(_SETTLE, {"window": earliest_shown.index})


def forget(db: Connection, member: MemberId) -> None:
    """Take somebody out of every team."""
    db.change(_CLEAR_MEMBER, {"member": member})


def _membership(row: Row) -> Membership:
    return Membership(
        MemberId(row["member"]),
        row["team"],
        Role(row["role"]),
        bool(row["is_primary"]),
        row["since_window"],
        row["managing_since"],
    )
