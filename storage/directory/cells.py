"""The cells a window's roster was cut into, and the groups that are sums of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.model import Cell, LargerCell, MemberId, Window
from storage.engine import Connection

_OF_WINDOW = "SELECT id, parent, teams FROM cell WHERE window_index = :window ORDER BY id"
_MEMBERS = "SELECT member, cell FROM cell_member WHERE window_index = :window"
_GROUPS = "SELECT group_id, cell FROM group_cell WHERE window_index = :window"
_ADD = """
INSERT INTO cell (window_index, id, parent, teams)
VALUES (:window, :id, CAST(:parent AS TEXT), :teams)
"""
_ADD_MEMBER = """
INSERT INTO cell_member (window_index, member, cell, larger)
VALUES (:window, :member, :cell, CAST(:larger AS TEXT))
"""
_LARGER = """
SELECT larger, cell, member FROM cell_member WHERE window_index = :window AND larger IS NOT NULL
ORDER BY larger
"""
_IN_LARGER = """
SELECT 1 AS one FROM cell_member
WHERE window_index = :window AND member = :member AND larger IS NOT NULL
"""
_ADD_TO_GROUP = """
INSERT INTO group_cell (window_index, group_id, cell) VALUES (:window, :group, :cell)
"""
_FORGET_MEMBERS = "DELETE FROM cell_member WHERE window_index = :window"
_SEPARATOR = "\n"


def of_window(db: Connection, window: Window) -> list[Cell]:
    """A window's cells; with their people until it is published."""
    facts = {"window": window.index}
    members: dict[str, set[MemberId]] = defaultdict(set)
    for row in db.read(_MEMBERS, facts):
        members[row["cell"]].add(MemberId(row["member"]))
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


def larger_of_window(db: Connection, window: Window) -> list[LargerCell]:
    """A window's larger cells, as far as people are counted in them."""
    members: dict[str, set[MemberId]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for row in db.read(_LARGER, {"window": window.index}):
        members[row["larger"]].add(MemberId(row["member"]))
        parts[row["larger"]].add(row["cell"])
    return [LargerCell(its, frozenset(parts[its]), frozenset(members[its])) for its in members]


def is_in_larger(db: Connection, window: Window, member: MemberId) -> bool:
    """Whether somebody is counted in one of a window's larger cells."""
    return bool(db.read(_IN_LARGER, {"window": window.index, "member": member}))


def add(
    db: Connection,
    window: Window,
    cells: Sequence[Cell],
    groups: Mapping[str, frozenset[str]],
    larger: Sequence[Cell] = (),
) -> None:
    """Keep a window's cells, groups and larger cells. Call it inside a transaction, once a
    window."""
    facts = {"window": window.index}
    in_larger = {member: cell.id for cell in larger for member in cell.members}
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
            facts | {"member": member, "cell": cell.id, "larger": in_larger.get(member)}
            for cell in cells
            for member in sorted(cell.members)
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


def forget_members(db: Connection, window: Window) -> int:
    """Forget who was in which cell of a window, once it is published; how many. The cut of the next
    window asks only which teams each cell was of, and that stays."""
    return db.change(_FORGET_MEMBERS, {"window": window.index})
