"""Teams, who is in them, and who manages them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Membership, PersonId, Role, Team
from storage.engine import Connection, Row

_TEAMS = "SELECT id, name, parent FROM team ORDER BY name"
_SAVE = """
INSERT INTO team (id, name, parent) VALUES (:id, :name, :parent)
ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent = excluded.parent
"""
_MEMBERSHIPS = "SELECT person, team, role, is_primary FROM membership ORDER BY team, person"
_OF_PERSON = "SELECT person, team, role, is_primary FROM membership WHERE person = :person"
_CLEAR = "DELETE FROM membership"
_CLEAR_PERSON = "DELETE FROM membership WHERE person = :person"
_ADD = """
INSERT INTO membership (person, team, role, is_primary)
VALUES (:person, :team, :role, :is_primary)
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


def memberships_of(db: Connection, person: PersonId) -> list[Membership]:
    """One person's teams."""
    return [_membership(row) for row in db.read(_OF_PERSON, {"person": person})]


def replace(db: Connection, memberships: Sequence[Membership]) -> None:
    """Put a new roster in place of the one there was. Call it inside a transaction."""
    db.change(_CLEAR)
    db.change_many(
        _ADD,
        [
            {
                "person": its.person,
                "team": its.team,
                "role": str(its.role),
                "is_primary": its.primary,
            }
            for its in memberships
        ],
    )


def forget(db: Connection, person: PersonId) -> None:
    """Take somebody out of every team."""
    db.change(_CLEAR_PERSON, {"person": person})


def _membership(row: Row) -> Membership:
    return Membership(
        PersonId(row["person"]), row["team"], Role(row["role"]), bool(row["is_primary"])
    )
