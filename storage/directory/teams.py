"""Teams, who is in them, and who manages them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import MemberId, Membership, Role, Team
from storage.engine import Connection, Row

_TEAMS = "SELECT id, name, parent FROM team ORDER BY name"
_SAVE = """
INSERT INTO team (id, name, parent) VALUES (:id, :name, :parent)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent
"""
_MEMBERSHIPS = "SELECT member, team, role, is_primary FROM membership ORDER BY team, member"
_OF_MEMBER = "SELECT member, team, role, is_primary FROM membership WHERE member = :member"
_CLEAR = "DELETE FROM membership"
_CLEAR_MEMBER = "DELETE FROM membership WHERE member = :member"
_ADD = """
INSERT INTO membership (member, team, role, is_primary)
VALUES (:member, :team, :role, :is_primary)
"""


def all_teams(db: Connection) -> list[Team]:
    """Every team, by name."""
    return [Team(row["id"], row["name"], row["parent"]) for row in db.read(_TEAMS)]


def save(db: Connection, teams: Sequence[Team]) -> None:
    """Add teams, or note their new name or parent."""
    db.change_many(
        _SAVE, [{"id": team.id, "name": team.name, "parent": team.parent} for team in teams]
    )


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
            }
            for its in sorted(memberships, key=lambda its: its.member)
        ],
    )


def forget(db: Connection, member: MemberId) -> None:
    """Take somebody out of every team."""
    db.change(_CLEAR_MEMBER, {"member": member})


def _membership(row: Row) -> Membership:
    return Membership(
        MemberId(row["member"]), row["team"], Role(row["role"]), bool(row["is_primary"])
    )
