"""One pace for all senders: who may call a Slack method next, and when, in milliseconds."""

from __future__ import annotations

from storage.engine import Connection

_NEXT = "SELECT next_at_ms FROM pace WHERE method = :method"
_SET = """
INSERT INTO pace (method, next_at_ms) VALUES (:method, :at)
ON CONFLICT (method) DO UPDATE SET next_at_ms = excluded.next_at_ms
"""
_TAKE = """
UPDATE pace SET next_at_ms = :next
WHERE method = :method AND next_at_ms = :expected
"""
_BEGIN = """
INSERT INTO pace (method, next_at_ms) VALUES (:method, 0) ON CONFLICT (method) DO NOTHING
"""


def next_at(db: Connection, method: str) -> int:
    """When the method may next be called (epoch milliseconds); 0 when it never was."""
    rows = db.read(_NEXT, {"method": method})
    return int(rows[0]["next_at_ms"]) if rows else 0


def take(db: Connection, method: str, expected: int, following: int) -> bool:
    """Take the turn at `expected`, so that the next one is at `following`. False when another
    sender took it first."""
    db.change(_BEGIN, {"method": method})
    return db.change(_TAKE, {"method": method, "expected": expected, "next": following}) > 0


def hold(db: Connection, method: str, at: int) -> None:
    """Let nobody call the method before that moment."""
    db.change(_SET, {"method": method, "at": at})
