"""When the bot last woke, and what it could not do then: for those who look after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Instant
from storage.engine import Connection
from storage.operations import settings

_FACT = "last_tick"


@dataclass(frozen=True, slots=True)
class Ticked:
    """A tick that ended: when by the clock, and the names of the steps that failed."""

    at: Instant
    failed: tuple[str, ...]


def note(db: Connection, now: Instant, failed: Sequence[str]) -> None:
    """A tick has ended."""
    settings.note(db, _FACT, ",".join((str(now), *failed)), now)


def last(db: Connection) -> Ticked | None:
    """The last tick; None when there was none."""
    fact = settings.fact(db, _FACT)
    if fact is None:
        return None
    at, *failed = fact.split(",")
    return Ticked(int(at), tuple(failed))
