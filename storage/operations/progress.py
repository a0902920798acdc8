"""How far deliveries have come, in counts that say nothing of who answered, opted out or was
silent. The walled connection may read the view, and not the table under it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import Letter
from storage.engine import Connection

_ALL = "SELECT letter, state, deliveries FROM delivery_progress"


@dataclass(frozen=True, slots=True)
class Progress:
    """Of one kind of message: how many wait (those being sent included), how many arrived."""

    letter: Letter
    waiting: int
    sent: int


def load(db: Connection) -> list[Progress]:
    """The progress of welcomes and digests, in that order."""
    counts = {(row["letter"], row["state"]): int(row["deliveries"]) for row in db.read(_ALL)}
    return [
        Progress(
            letter,
            waiting=counts.get((letter, "due"), 0) + counts.get((letter, "sending"), 0),
            sent=counts.get((letter, "sent"), 0),
        )
        for letter in (Letter.WELCOME, Letter.DIGEST)
    ]
