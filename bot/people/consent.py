"""Who was told, and what they said. Nothing is kept about somebody not told, or who said no."""

from __future__ import annotations

from bot.model import Instant, PersonId, Standing
from storage.engine import Connection
from storage.personal import standings

_KEEPS = {Standing.TOLD, Standing.ACCEPTED}


def standing(db: Connection, person: PersonId) -> Standing:
    """Where a person stands."""
    return standings.get(db, person)[0]


def told_at(db: Connection, person: PersonId) -> Instant | None:
    """When the welcome reached them; None: not yet."""
    return standings.get(db, person)[1]


def may_keep(db: Connection, person: PersonId) -> bool:
    """Whether anything may be kept about this person."""
    return standing(db, person) in _KEEPS


def mark_told(db: Connection, person: PersonId, now: Instant) -> None:
    """The welcome was sent."""
    standings.set_told(db, person, now)


def accept(db: Connection, person: PersonId, now: Instant) -> None:
    """*Sounds good*; also undoes an earlier no."""
    standings.set_standing(db, person, Standing.ACCEPTED, now)


def decline(db: Connection, person: PersonId, now: Instant) -> None:
    """*Not for me*: everything stops at once."""
    standings.set_standing(db, person, Standing.DECLINED, now)
