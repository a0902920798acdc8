"""SQLite under the stores: a small pool of connections, one writer, and the wall."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from storage.engine import Database, Parameters, Row
from storage.schema import CLASS_OF, OPERATIONS_VIEWS, TableClass

_BUSY_SECONDS = 20


class SqliteConnection:
    """One connection, in autocommit; a transaction is this same thing between BEGIN and COMMIT."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw

    def read(self, sql: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """Rows of a SELECT."""
        return self.raw.execute(sql, parameters or {}).fetchall()

    def change(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run one change; rows touched."""
        return self.raw.execute(sql, parameters or {}).rowcount

    def change_many(self, sql: str, rows: Sequence[Parameters]) -> int:
        """Run one change for many parameter sets; rows touched."""
        return self.raw.executemany(sql, rows).rowcount


class SqliteDatabase:
    """A file. Writes of this process queue on one lock; other processes wait for the file's own.

    A deferred BEGIN that reads and then writes fails at once when somebody else wrote in between
    (1,304 of 1,500 in a trial), so transactions begin IMMEDIATE.
    """

    def __init__(self, path: Path, on_open: Callable[[sqlite3.Connection], None] | None = None):
        self.path = path
        self._on_open = on_open
        self._idle: list[SqliteConnection] = []
        self._open: list[SqliteConnection] = []
        self._guard = threading.Lock()
        self._writing = threading.Lock()

    def read(self, sql: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """Rows of a SELECT."""
        with self._borrowed() as connection:
            return connection.read(sql, parameters)

    def change(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run one change on its own; rows touched."""
        with self._writing, self._borrowed() as connection:
            return connection.change(sql, parameters)

    def change_many(self, sql: str, rows: Sequence[Parameters]) -> int:
        """Run one change for many parameter sets, together; rows touched."""
        with self.transaction() as tx:
            return tx.change_many(sql, rows)

    def transaction(self) -> AbstractContextManager[SqliteConnection]:
        """Writes that happen together or not at all."""
        return self._transaction()

    def close(self) -> None:
        """Close every connection."""
        with self._guard:
            for connection in self._open:
                connection.raw.close()
            self._open.clear()
            self._idle.clear()

    @contextmanager
    def _transaction(self) -> Iterator[SqliteConnection]:
        with self._writing, self._borrowed() as connection:
            connection.raw.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.raw.execute("ROLLBACK")
                raise
            connection.raw.execute("COMMIT")

    @contextmanager
    def _borrowed(self) -> Iterator[SqliteConnection]:
        with self._guard:
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        finally:
            with self._guard:
                self._idle.append(connection)

    def _connect(self) -> SqliteConnection:
        raw = sqlite3.connect(
            self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        raw.row_factory = sqlite3.Row
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("PRAGMA secure_delete = ON")  # deleted answers must not stay in the file
        if self._on_open:
            self._on_open(raw)
        connection = SqliteConnection(raw)
        with self._guard:
            self._open.append(connection)
        return connection


def published(path: Path) -> Database:
    """The walled store: SQLite itself refuses it every personal table, under any name or trick."""
    return SqliteDatabase(path, on_open=lambda raw: raw.set_authorizer(_wall))


_READABLE = {
    *(table for table, its in CLASS_OF.items() if its is not TableClass.PERSONAL),
    *OPERATIONS_VIEWS,
}
_WRITABLE = {table for table, its in CLASS_OF.items() if its is TableClass.OPERATIONS}
_HARMLESS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_TRANSACTION}
_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}


def _wall(
    action: int, subject: str | None, _detail: str | None, _file: str | None, view: str | None
) -> int:
    """SQLite's authorizer: `view` is the view a read comes through, if any."""
    allowed = (
        action in _HARMLESS
        or (action == sqlite3.SQLITE_READ and (subject in _READABLE or view in OPERATIONS_VIEWS))
        or (action in _WRITES and subject in _WRITABLE)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY
