"""Whether a SQLite file is a store, whole and of which version; read only, nothing is made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_PATIENCE = 20.0
_HAS_ANY = "SELECT 1 FROM sqlite_master WHERE name = 'migration'"
_MIGRATIONS = "SELECT name FROM migration"


class NoStore(Exception):
    """The file is no SQLite database, or cannot be read."""


class Damaged(Exception):
    """The file is a SQLite database, but its pages are not in order."""


def migrations_of(path: Path) -> frozenset[str]:
    """The migrations that a store has been through; none where it is empty. It is read from end to
    end. Raises NoStore, Damaged."""
    with _looking(path) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise Damaged
        if not connection.execute(_HAS_ANY).fetchone():
            return frozenset()
        return frozenset(name for (name,) in connection.execute(_MIGRATIONS))


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        where = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(where, uri=True, timeout=_PATIENCE)) as connection:
            yield connection
    except sqlite3.DatabaseError as error:
        corrupt = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_CORRUPT
        raise (Damaged if corrupt else NoStore) from error
