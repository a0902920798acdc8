"""The wall: what SQLite is to refuse a connection that serves managers and admins.

SQLite asks `authorize` about every table, column and function while it compiles a statement. Two
things it does not ask about well enough, so `admit` refuses their words outright: columns matched
by NATURAL or USING are read without a question, and a common table expression passes under its own
name for a view of that name.
"""

from __future__ import annotations

import re
import sqlite3

from storage.classes import CLASS_OF, OPERATIONS_VIEWS, TableClass

_UNWATCHED = re.compile(r"(?<![a-z_])(with|natural|using)(?![a-z0-9_])", re.IGNORECASE)

_READABLE = {
    *(table for table, its in CLASS_OF.items() if its is not TableClass.PERSONAL),
    *OPERATIONS_VIEWS,
}
_WRITABLE = {table for table, its in CLASS_OF.items() if its is TableClass.OPERATIONS}
_FUNCTIONS = {
    *("abs", "avg", "coalesce", "count", "ifnull", "length", "like", "lower", "max", "min"),
    *("nullif", "round", "substr", "sum", "total", "upper"),
}
"""Named one by one: what a later SQLite adds is refused until somebody has looked at it."""

_HARMLESS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_TRANSACTION}
_WRITES = {sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE}


def admit(sql: str) -> None:
    """Let a statement through to SQLite. Raises sqlite3.DatabaseError, as SQLite itself does."""
    word = _UNWATCHED.search(sql)
    if word:
        raise sqlite3.DatabaseError(f"not authorized: {word[0].upper()} is not watched by SQLite")


def authorize(
    action: int, subject: str | None, detail: str | None, _file: str | None, view: str | None
) -> int:
    """SQLite's authorizer: `detail` is the column or function; `view` what a read comes through."""
    allowed = (
        action in _HARMLESS
        or (action == sqlite3.SQLITE_FUNCTION and detail in _FUNCTIONS)
        or (action == sqlite3.SQLITE_READ and _may_read(subject, detail, view))
        or (action in _WRITES and subject in _WRITABLE)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _may_read(table: str | None, column: str | None, view: str | None) -> bool:
    return table in _READABLE or (table, column) in OPERATIONS_VIEWS.get(view or "", ())
