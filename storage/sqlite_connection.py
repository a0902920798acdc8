"""One connection to a SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from storage.engine import Parameters, Row, Unavailable

_PASSING = {
    *(sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR),
    *(sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM),
}


class _Unavailable(Unavailable, sqlite3.OperationalError):
    """The same, also to those who know SQLite's own errors."""


class SqliteConnection:
    """One connection, in autocommit; a transaction is this same thing between BEGIN and COMMIT.

    `admit` sees every statement first and raises for one that must not run.
    """

    def __init__(self, raw: sqlite3.Connection, admit: Callable[[str], None]) -> None:
        self.raw = raw
        self._admit = admit

    def read(self, sql: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """Rows of a SELECT."""
        self._admit(sql)
        try:
            return self.raw.execute(sql, parameters or {}).fetchall()
        except sqlite3.OperationalError as error:
            _tell_what_passes(error)
            raise

    def change(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run one change; rows touched."""
        self._admit(sql)
        try:
            return self.raw.execute(sql, parameters or {}).rowcount
        except sqlite3.OperationalError as error:
            _tell_what_passes(error)
            raise

    def change_many(self, sql: str, rows: Sequence[Parameters]) -> int:
        """Run one change for many parameter sets; rows touched."""
        self._admit(sql)
        try:
            return self.raw.executemany(sql, rows).rowcount
        except sqlite3.OperationalError as error:
            _tell_what_passes(error)
            raise

    @contextmanager
    def together(self) -> Iterator[None]:
        """Between BEGIN and COMMIT. What fails in between leaves nothing behind."""
        self.change("BEGIN IMMEDIATE")
        try:
            yield
            self.change("COMMIT")
        finally:
            # SQLite itself has already rolled back where the disk was full.
            if self.raw.in_transaction:
                self.raw.execute("ROLLBACK")


def _tell_what_passes(error: sqlite3.OperationalError) -> None:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _PASSING:
        raise _Unavailable(str(error)) from error
