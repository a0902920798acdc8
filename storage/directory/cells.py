"""The cells a window's roster was cut into, and the groups that are sums of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.model import Cell, LargerCell, PersonId, Window
from storage.engine import Connection

_OF_WINDOW = "SELECT id, parent, teams FROM cell WHERE window_index = :window ORDER BY id"
_MEMBERS = "SELECT person, cell FROM cell_member WHERE window_index = :window"
_GROUPS = "SELECT group_id, cell FROM group_cell WHERE window_index = :window"
_ADD = """
INSERT INTO cell (window_index, id, parent, teams)
VALUES (:window, :id, CAST(:parent AS TEXT), :teams)
"""
_ADD_MEMBER = """
INSERT INTO cell_member (window_index, person, cell, larger)
VALUES (:window, :person, :cell, CAST(:larger AS TEXT))
"""
_LARGER = """
SELECT larger, cell, person FROM cell_member WHERE window_index = :window AND larger IS NOT NULL
ORDER BY larger
"""
_IN_LARGER = """
SELECT 1 AS one FROM cell_member
WHERE window_index = :window AND person = :person AND larger IS NOT NULL
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


def larger_of_window(db: Connection, window: Window) -> list[LargerCell]:
    """A window's larger cells, as far as people are counted in them."""
    people: dict[str, set[PersonId]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for row in db.read(_LARGER, {"window": window.index}):
        people[row["larger"]].add(PersonId(row["person"]))
        parts[row["larger"]].add(row["cell"])
    return [LargerCell(its, frozenset(parts[its]), frozenset(people[its])) for its in people]


def is_in_larger(db: Connection, window: Window, person: PersonId) -> bool:
    """Whether somebody is counted in one of a window's larger cells."""
    return bool(db.read(_IN_LARGER, {"window": window.index, "person": person}))


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
    in_larger = {person: cell.id for cell in larger for person in cell.members}
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
            facts | {"person": person, "cell": cell.id, "larger": in_larger.get(person)}
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
