"""The cells a window's roster was cut into, and the groups that are sums of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.model import Cell, PersonId, Window
from storage.engine import Connection

_OF_WINDOW = "SELECT id, parent, teams FROM cell WHERE window_index = :window ORDER BY id"
_MEMBERS = "SELECT person, cell FROM cell_member WHERE window_index = :window"
_GROUPS = "SELECT group_id, cell FROM group_cell WHERE window_index = :window"
_ADD = """
INSERT INTO cell (window_index, id, parent, teams)
VALUES (:window, :id, CAST(:parent AS TEXT), :teams)
"""
_ADD_MEMBER = """
INSERT INTO cell_member (window_index, person, cell) VALUES (:window, :person, :cell)
"""
_ADD_TO_GROUP = """
INSERT INTO group_cell (window_index, group_id, cell) VALUES (:window, :group, :cell)
"""
_FORGET_BEFORE = """
DELETE FROM cell_member WHERE (window_index, person) IN (
    SELECT window_index, person FROM cell_member WHERE window_index < :first LIMIT :most
)
"""
_SEPARATOR = "\n"


def of_window(db: Connection, window: Window) -> list[Cell]:
    """A window's cells with their people."""
    facts = {"window": window.index}
    members: dict[str, set[PersonId]] = defaultdict(set)
    for row in db.read(_MEMBERS, facts):
        members[row["cell"]].add(PersonId(row["person"]))
    return [
        Cell(
            id=row["id"],
            window=window,
            teams=tuple(row["teams"].split(_SEPARATOR)),
            parent=row["parent"],
            members=frozenset(members[row["id"]]),
        )
        for row in db.read(_OF_WINDOW, facts)
    ]


def groups_of_window(db: Connection, window: Window) -> dict[str, frozenset[str]]:
    """A window's groups by id, each with the ids of its cells."""
    groups: dict[str, set[str]] = defaultdict(set)
    for row in db.read(_GROUPS, {"window": window.index}):
        groups[row["group_id"]].add(row["cell"])
    return {group: frozenset(cells) for group, cells in groups.items()}


def add(
    db: Connection, window: Window, cells: Sequence[Cell], groups: Mapping[str, frozenset[str]]
) -> None:
    """Keep a window's cells and groups. Call it inside a transaction, once a window."""
    facts = {"window": window.index}
    db.change_many(
        _ADD,
        [
            facts | {"id": cell.id, "parent": cell.parent, "teams": _SEPARATOR.join(cell.teams)}
            for cell in cells
        ],
    )
    db.change_many(
        _ADD_MEMBER,
        [
            facts | {"person": person, "cell": cell.id}
            for cell in cells
            for person in sorted(cell.members)
        ],
    )
    db.change_many(
        _ADD_TO_GROUP,
        [
            facts | {"group": group, "cell": cell}
            for group, its in groups.items()
            for cell in sorted(its)
        ],
    )


def forget_members_before(db: Connection, first: Window, most: int) -> int:
    """Forget at most so many who were in a cell in a window before that one; how many."""
    return db.change(_FORGET_BEFORE, {"first": first.index, "most": most})
