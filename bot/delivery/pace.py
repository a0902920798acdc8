"""How fast Slack may be written to: 300 messages a minute for a whole workspace, all senders
together. Slack says "several hundred"; this is the careful end of it."""

from __future__ import annotations

from bot.model import MINUTE, Instant
from storage.engine import Connection, Database
from storage.operations import pace

POST = "chat.postMessage"
INTERVAL_MS = 200
LONGEST_HOLD: Instant = 2 * MINUTE
"""The longest anybody is held back, in seconds. After it Slack is asked again, and may say again
that it is too soon; a turn further ahead than this was booked before the clock was set back."""

_SECOND_MS = 1_000


def reserve(db: Database, now: Instant) -> Instant | None:
    """Take a turn to post. None when it is taken and may be used at once; else when to come back.

    Clocks here tick in seconds: the five turns of one second may be used anywhere in it.
    """
    now_ms = now * _SECOND_MS
    with db.transaction() as tx:
        while True:
            booked = pace.next_at(tx, POST)
            turn = now_ms if _elsewhen(booked, now_ms) else booked
            if turn >= now_ms + _SECOND_MS:
                return turn // _SECOND_MS
            if pace.take(tx, POST, booked, turn + INTERVAL_MS):
                return None


def hold(db: Database, now: Instant, seconds: int) -> Instant:
    """Let nobody post for so long, because Slack asked for it; until when that is."""
    until = now + min(max(seconds, 1), LONGEST_HOLD)
    with db.transaction() as tx:
        _extend(tx, now * _SECOND_MS, until * _SECOND_MS)
    return until


def _extend(tx: Connection, now_ms: int, until_ms: int) -> None:
    booked = pace.next_at(tx, POST)
    if booked < until_ms or _elsewhen(booked, now_ms):
        pace.hold(tx, POST, until_ms)


def _elsewhen(booked: int, now_ms: int) -> bool:
    """Whether a turn lies in the past, or beyond what anybody may have booked."""
    return not now_ms <= booked <= now_ms + LONGEST_HOLD * _SECOND_MS
