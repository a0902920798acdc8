"""How far deliveries have come, by when they were due and by nothing of whose they are.

A message is counted when it is put in, and as handled once the sender has seen to all that was due
by then, whatever became of it: sent, nothing to say, no longer wanted, its person erased. So no
number here moves because one person says no, pauses or is erased.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import MINUTE, Instant, Letter
from storage.engine import Connection

STEP: Instant = 15 * MINUTE
"""Messages are counted together by quarter hours, so that hardly one stands alone."""

COUNTED = (Letter.WELCOME, Letter.DIGEST)
"""Other letters stay out: how many reminders there are would tell of silence."""

_EXPECT = """
INSERT INTO delivery_progress (letter, due_by, messages, handled)
VALUES (:letter, :due_by, :messages, 0)
ON CONFLICT (letter, due_by) DO UPDATE SET
    messages = delivery_progress.messages + excluded.messages
"""
_HANDLED = """
UPDATE delivery_progress SET handled = messages WHERE due_by <= :now AND handled <> messages
"""
_SINCE = """
SELECT letter, CAST(SUM(messages - handled) AS BIGINT) AS waiting,
    CAST(SUM(handled) AS BIGINT) AS handled
FROM delivery_progress WHERE due_by >= :since GROUP BY letter
"""
_OVERDUE = """
SELECT CAST(COALESCE(SUM(messages - handled), 0) AS BIGINT) AS messages
FROM delivery_progress WHERE due_by < :before
"""
_FORGET_BEFORE = "DELETE FROM delivery_progress WHERE due_by < :before AND handled = messages"


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one kind of message: how many wait, how many were handled."""

    letter: Letter
    waiting: int
    handled: int


def expect(db: Connection, letter: Letter, due_at: Instant, messages: int = 1) -> None:
    """So many more messages are due then; fewer, where the number is negative."""
    if letter in COUNTED:
        due_by = -(-due_at // STEP) * STEP
        db.change(_EXPECT, {"letter": str(letter), "due_by": due_by, "messages": messages})


def handle(db: Connection, now: Instant) -> None:
    """The sender has seen to everything that was due by now."""
    db.change(_HANDLED, {"now": now})


def since(db: Connection, moment: Instant) -> list[Progress]:
    """Of what was due since then, or is due later: welcomes, then digests; none of a kind of which
    there was nothing."""
    found = {row["letter"]: row for row in db.read(_SINCE, {"since": moment})}
    return [
        Progress(letter, int(found[letter]["waiting"]), int(found[letter]["handled"]))
        for letter in COUNTED
        if letter in found
    ]


def overdue(db: Connection, before: Instant) -> int:
    """How many messages were due before then and are not handled."""
    return int(db.read(_OVERDUE, {"before": before})[0]["messages"])


def forget_before(db: Connection, moment: Instant) -> int:
    """Delete the counts of what was due before then and is handled; how many."""
    return db.change(_FORGET_BEFORE, {"before": moment})
