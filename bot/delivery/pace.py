"""How fast Slack may be written to: 300 messages a minute for a whole workspace, all senders
together. Slack says "several hundred"; this is the careful end of it.

All of it goes by the clock that the senders share, never by a moment that one of them rehearses.
"""

from __future__ import annotations

from bot.model import HOUR, MINUTE, Instant
from storage.engine import Connection, Database
from storage.operations import pace

POST = "chat.postMessage"
INTERVAL_MS = 200
LONGEST_HOLD: Instant = 6 * HOUR
"""The longest anybody is held back, in seconds, whatever Slack answers: longer than it ever asks
for. After it Slack is asked again, and may say again that it is too soon."""

_SECOND_MS = 1_000
_CLOCKS_DIFFER_MS = MINUTE * _SECOND_MS
"""How far the clocks of two senders may lie apart."""


def reserve(db: Database, now: Instant) -> Instant | None:
    """Take a turn to post. None when it is taken and may be used at once; else when to come back.

    Clocks here tick in seconds: the five turns of one second may be used anywhere in it.
    """
    now_ms = now * _SECOND_MS
    with db.transaction() as tx:
        while True:
            booked, noted = pace.booked(tx, POST)
            turn = booked if _counts(booked, noted, now_ms) else now_ms
            if turn >= now_ms + _SECOND_MS:
                return turn // _SECOND_MS
            if pace.take(tx, POST, booked, turn + INTERVAL_MS, now_ms):
                return None


def hold(db: Database, now: Instant, seconds: int) -> Instant:
    """Let nobody post for so long, because Slack asked for it; until when that is."""
    until = now + min(max(seconds, 1), LONGEST_HOLD)
    with db.transaction() as tx:
        _extend(tx, now * _SECOND_MS, until * _SECOND_MS)
    return until


def _extend(tx: Connection, now_ms: int, until_ms: int) -> None:
    booked, noted = pace.booked(tx, POST)
    if booked < until_ms or not _counts(booked, noted, now_ms):
        pace.hold(tx, POST, until_ms, now_ms)


def _counts(booked: int, noted: int, now_ms: int) -> bool:
    """Whether a booked turn is still ahead, and was not booked before the clock was set back."""
    return booked >= now_ms and noted <= now_ms + _CLOCKS_DIFFER_MS
