"""What belongs to somebody, table by table: to be shown to them whole, or deleted whole.

The tables and their owner's column come from the schema, so that no table can be left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import MemberId, PersonId
from storage.classes import OWNER_COLUMN
from storage.engine import Connection, Row

_ROWS = {
    table: f"SELECT * FROM {table} WHERE {owner} = :owner ORDER BY 1, 2"
    for table, owner in OWNER_COLUMN.items()
}
_DELETE = {
    table: f"DELETE FROM {table} WHERE {owner} = :owner" for table, owner in OWNER_COLUMN.items()
}


@dataclass(frozen=True, slots=True)
class Owner:
    """Somebody by both their ids."""

    person: PersonId
    member: MemberId

    def of(self, table: str) -> dict[str, object]:
        """The one of the two that a table knows them by."""
        return {"owner": self.member if OWNER_COLUMN[table] == "member" else self.person}


def rows(db: Connection, table: str, owner: Owner) -> Sequence[Row]:
    """Everything of somebody in a table, with every column."""
    return db.read(_ROWS[table], owner.of(table))


def delete(db: Connection, table: str, owner: Owner) -> int:
    """Delete everything of somebody from a table; how many rows."""
    return db.change(_DELETE[table], owner.of(table))
