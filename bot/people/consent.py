"""Who was told, and what they said. Nothing is kept about somebody not told, or who said no."""

from __future__ import annotations

from bot.model import Instant, PersonId, Standing
from storage.engine import Connection
from storage.operations import settings
from storage.personal import standings

_BY_DEFAULT = frozenset({Standing.TOLD, Standing.ACCEPTED})
_BY_INVITATION = frozenset({Standing.ACCEPTED})


def standing(db: Connection, person: PersonId) -> Standing:
    """Where a person stands."""
    return standings.get(db, person)[0]


def told_at(db: Connection, person: PersonId) -> Instant | None:
    """When the welcome reached them; None: not yet."""
    return standings.get(db, person)[1]


def may_keep(db: Connection, person: PersonId) -> bool:
    """Whether anything may be kept about this person: they were told and did not say no; where the
    workspace works by invitation, they said yes."""
    kept = _BY_INVITATION if settings.load(db).by_invitation else _BY_DEFAULT
    return standing(db, person) in kept


def looked_up(db: Connection, person: PersonId) -> bool:
    """Whether this person's own pages may be put together: they were told and did not say no."""
    return standing(db, person) in _BY_DEFAULT


def mark_told(db: Connection, person: PersonId, now: Instant) -> None:
    """The welcome was sent."""
    standings.set_told(db, person, now)


def accept(db: Connection, person: PersonId, now: Instant) -> Standing:
    """*Sounds good*; also undoes an earlier no. Where they stand then: whoever said no before they
    were told anything is untold again, so that the welcome comes."""
    standings.accept(db, person, now)
    return standing(db, person)


def decline(db: Connection, person: PersonId, now: Instant) -> None:
    """*Not for me*: everything stops at once, and a welcome that was still to come never does."""
    standings.decline(db, person, now)
