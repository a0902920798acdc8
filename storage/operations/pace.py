"""One pace for all senders: who may call a Slack method next, and when, in milliseconds."""

from __future__ import annotations

from storage.engine import Connection

_BOOKED = "SELECT next_at_ms, noted_ms FROM pace WHERE method = :method"
_SET = """
INSERT INTO pace (method, next_at_ms, noted_ms) VALUES (:method, :at, :now)
ON CONFLICT (method) DO UPDATE SET next_at_ms = excluded.next_at_ms, noted_ms = excluded.noted_ms
"""
_TAKE = """
UPDATE pace SET next_at_ms = :next, noted_ms = :now
WHERE method = :method AND next_at_ms = :expected
"""
_BEGIN = """
INSERT INTO pace (method, next_at_ms, noted_ms) VALUES (:method, 0, 0)
ON CONFLICT (method) DO NOTHING
"""


def booked(db: Connection, method: str) -> tuple[int, int]:
    """When the method may next be called, and what the clock said as that was noted (both epoch
    milliseconds); 0 and 0 when it never was."""
    rows = db.read(_BOOKED, {"method": method})
    return (int(rows[0]["next_at_ms"]), int(rows[0]["noted_ms"])) if rows else (0, 0)


def take(db: Connection, method: str, expected: int, following: int, now: int) -> bool:
    """Take the turn at `expected`, so that the next one is at `following`. False when another
    sender took it first."""
    db.change(_BEGIN, {"method": method})
    its = {"method": method, "expected": expected, "next": following, "now": now}
    return db.change(_TAKE, its) > 0


def hold(db: Connection, method: str, at: int, now: int) -> None:
    """Let nobody call the method before that moment."""
    db.change(_SET, {"method": method, "at": at, "now": now})
