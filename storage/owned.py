"""What belongs to a person, table by table: to be shown to them whole, or deleted whole.

The tables and their owner's column come from the schema, so that no table can be left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import PersonId
from storage.classes import OWNER_COLUMN
from storage.engine import Connection, Row

_ROWS = {
    table: f"SELECT * FROM {table} WHERE {owner} = :person ORDER BY 1, 2"
    for table, owner in OWNER_COLUMN.items()
}
_DELETE = {
    table: f"DELETE FROM {table} WHERE {owner} = :person" for table, owner in OWNER_COLUMN.items()
}


def rows(db: Connection, table: str, person: PersonId) -> Sequence[Row]:
    """Everything of a person in a table, with every column."""
    return db.read(_ROWS[table], {"person": person})


def delete(db: Connection, table: str, person: PersonId) -> int:
    """Delete everything of a person from a table; how many rows."""
    return db.change(_DELETE[table], {"person": person})
