"""SQLite under the stores: a small pool of connections, one writer, and the walled connection."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path

from storage import wall
from storage.engine import CannotOpen, Database, NestedTransaction, Parameters, Row, StoreClosed
from storage.sqlite_connection import SqliteConnection

_NAP = 0.02
_BUSY_SECONDS = 20.0
_BRIEFLY_MS = 100


class SqliteDatabase:
    """A file. Writes of this process queue on one lock; other processes wait for the file's own.

    A deferred BEGIN that reads and then writes fails at once when somebody else wrote in between
    (1,304 of 1,500 in a trial), so transactions begin IMMEDIATE.

    Not `durable`, a power cut may cost the last commits (never the order of those before): what
    waiting for the disk costs, several times a message, a rehearsal need not pay.

    For `looking` alone the file is read as it is: nothing is made, and SQLite refuses every change.
    """

    def __init__(
        self,
        path: Path,
        *,
        walled: bool = False,
        durable: bool = True,
        looking: bool = False,
        patience: float = _BUSY_SECONDS,
    ) -> None:
        self.path = path.absolute()
        self._walled, self._durable, self._looking = walled, durable, looking
        self._patience = patience  # seconds to wait for another process
        self._idle: list[SqliteConnection] = []
        self._closed = False
        self._guard = threading.Lock()
        self._writing = threading.Lock()
        self._writer: int | None = None

    def read(self, sql: str, parameters: Parameters | None = None) -> Sequence[Row]:
        """Rows of a SELECT."""
        with self._borrowed() as connection:
            return connection.read(sql, parameters)

    def change(self, sql: str, parameters: Parameters | None = None) -> int:
        """Run one change on its own; rows touched."""
        with self._turn(), self._borrowed() as connection:
            return connection.change(sql, parameters)

    def change_many(self, sql: str, rows: Sequence[Parameters]) -> int:
        """Run one change for many parameter sets, together; rows touched."""
        with self.transaction() as tx:
            return tx.change_many(sql, rows)

    def transaction(self) -> AbstractContextManager[SqliteConnection]:
        """Writes that happen together or not at all. Raises NestedTransaction."""
        return self._transaction()

    def truncate_log(self) -> bool:
        """Empty the write-ahead log, where deleted rows can still be read; False while somebody is
        still reading from it: try again."""
        with self._turn(), self._borrowed() as connection:
            # Answers wait meanwhile: better to come back than to sit a reader out.
            connection.raw.execute(f"PRAGMA busy_timeout = {_BRIEFLY_MS}")
            try:
                busy = connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            finally:
                connection.raw.execute(f"PRAGMA busy_timeout = {int(self._patience * 1_000)}")
        return not busy

    def close(self) -> None:
        """Close every connection; those in use as soon as they are given back."""
        with self._guard:
            self._closed = True
            for connection in self._idle:
                connection.raw.close()
            self._idle.clear()

    @contextmanager
    def _transaction(self) -> Iterator[SqliteConnection]:
        with self._turn(), self._borrowed() as connection, connection.together():
            yield connection

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """This process's one turn to write."""
        me = threading.get_ident()
        if self._writer == me:
            raise NestedTransaction("this thread is already in a transaction: pass that one down")
        with self._writing:
            self._writer = me
            try:
                yield
            finally:
                self._writer = None

    @contextmanager
    def _borrowed(self) -> Iterator[SqliteConnection]:
        with self._guard:
            if self._closed:
                raise StoreClosed("this store was closed")
            connection = self._idle.pop() if self._idle else None
        connection = connection or self._connect()
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _give_back(self, connection: SqliteConnection) -> None:
        with self._guard:
            if self._closed:
                connection.raw.close()
            else:
                self._idle.append(connection)

    def _connect(self) -> SqliteConnection:
        try:
            if not self._looking:
                self.path.touch(mode=0o600)  # SQLite makes its WAL with the rights of the file
            raw = sqlite3.connect(
                f"{self.path.as_uri()}?mode={'ro' if self._looking else 'rw'}",
                uri=True,
                timeout=self._patience,
                isolation_level=None,
                check_same_thread=False,
            )
        except (sqlite3.Error, OSError) as error:
            raise CannotOpen(str(error)) from error
        try:
            raw.row_factory = sqlite3.Row
            if not self._looking:
                _prepare(raw, durable=self._durable, patience=self._patience)
        except sqlite3.Error as error:
            raw.close()
            raise CannotOpen(str(error)) from error
        if not self._walled:
            return SqliteConnection(raw, admit=_anything)
        raw.set_authorizer(wall.authorize)
        return SqliteConnection(raw, admit=wall.admit)


def published(path: Path, *, looking: bool = False) -> Database:
    """The walled store: SQLite itself refuses it every personal table, under any name or trick."""
    return SqliteDatabase(path, walled=True, looking=looking)


def copy(source: Path, target: Path) -> None:
    """Copy a store, in use or not, into a new file for its owner's eyes alone, or over another
    store: all at once. Raises CannotOpen."""
    target.touch(mode=0o600)
    with ExitStack() as opened:
        try:
            its, other = (
                opened.enter_context(closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)))
                for path in (source, target)
            )
            its.backup(other)
        except sqlite3.Error as error:
            raise CannotOpen(str(error)) from error


def _prepare(raw: sqlite3.Connection, *, durable: bool, patience: float) -> None:
    _write_ahead(raw, patience)
    raw.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
    raw.execute("PRAGMA secure_delete = ON")  # deleted answers must not stay in the file


def _write_ahead(raw: sqlite3.Connection, patience: float) -> None:
    """Several processes that make one file at once are in each other's way here, and SQLite's own
    waiting does not cover this step."""
    naps = int(patience / _NAP)
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            naps -= 1
            if naps < 0:
                raise
            threading.Event().wait(_NAP)
        else:
            return


def _anything(_sql: str) -> None:
    """Every statement is welcome."""
