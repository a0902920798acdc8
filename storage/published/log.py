"""The public log: entries that are only ever added, each with the hash of the one before."""

from __future__ import annotations

from dataclasses import asdict

from bot.model import Instant, LogEntry, Told
from storage.engine import Connection, Row

_COLUMNS = "seq, at, kind, body, previous, hash"
_ADD = f"""
INSERT INTO log_entry ({_COLUMNS}) VALUES (:seq, :at, :kind, :body, :previous, :hash)
"""
_BEGIN = f"{_ADD} ON CONFLICT (seq) DO NOTHING"
_TAKE_TURN = "UPDATE log_entry SET kind = kind WHERE seq = 1"
_LATEST = f"SELECT {_COLUMNS} FROM log_entry ORDER BY seq DESC LIMIT 1"
_ONE = f"SELECT {_COLUMNS} FROM log_entry WHERE seq = :seq"
_BEFORE = f"""
SELECT {_COLUMNS} FROM log_entry WHERE seq < :before ORDER BY seq DESC LIMIT :most
"""
_AFTER = f"SELECT {_COLUMNS} FROM log_entry WHERE seq > :after ORDER BY seq LIMIT :most"
_OF_KIND = f"""
SELECT {_COLUMNS} FROM log_entry
WHERE kind = :kind AND at > :since AND at <= :until ORDER BY seq
"""


def take_turn(db: Connection) -> bool:
    """Hold the first entry until the transaction ends, so that only one appends at a time, on
    either engine; False while there is no entry."""
    return bool(db.change(_TAKE_TURN))


def begin(db: Connection, first: LogEntry) -> None:
    """Add the first entry, unless somebody was faster."""
    db.change(_BEGIN, asdict(first))


def add(db: Connection, entry: LogEntry) -> None:
    """Add an entry. A number that is taken is an error."""
    db.change(_ADD, asdict(entry))


def latest(db: Connection) -> LogEntry | None:
    """The newest entry."""
    return next(map(_entry, db.read(_LATEST)), None)


def get(db: Connection, seq: int) -> LogEntry | None:
    """The entry of that number."""
    return next(map(_entry, db.read(_ONE, {"seq": seq})), None)


def before(db: Connection, seq: int, most: int) -> list[LogEntry]:
    """So many entries before that number, the newest first."""
    return [_entry(row) for row in db.read(_BEFORE, {"before": seq, "most": most})]


def after(db: Connection, seq: int, most: int) -> list[LogEntry]:
    """So many entries after that number, the oldest first."""
    return [_entry(row) for row in db.read(_AFTER, {"after": seq, "most": most})]


def of_kind(db: Connection, kind: Told, since: Instant, until: Instant) -> list[LogEntry]:
    """The entries of a kind with since < at ≤ until, the oldest first."""
    rows = db.read(_OF_KIND, {"kind": str(kind), "since": since, "until": until})
    return [_entry(row) for row in rows]


def _entry(row: Row) -> LogEntry:
    return LogEntry(row["seq"], row["at"], row["kind"], row["body"], row["previous"], row["hash"])
