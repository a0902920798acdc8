"""What a person asks of the bot: pause, go on, ask less, keep mine out."""

from __future__ import annotations

from dataclasses import replace

from bot.model import FOREVER, Instant, Letter, PersonId, Preferences
from bot.people import usual
from bot.services import Services
from storage.engine import Connection
from storage.operations import settings
from storage.personal import deliveries, preferences


def pause(services: Services, person: PersonId, until: Instant = FOREVER) -> None:
    """Send nothing until then; what was waiting is dropped."""
    with services.database.transaction() as tx:
        _save(
            tx, person, replace(preferences.get(tx, person), paused_until=until), services.clock()
        )


def resume(services: Services, person: PersonId) -> None:
    """Go on; the next digest comes at its usual time."""
    with services.database.transaction() as tx:
        _save(tx, person, replace(preferences.get(tx, person), paused_until=None), services.clock())


def ask_less(services: Services, person: PersonId) -> int:
    """One question fewer from now on; how many are left."""
    with services.database.transaction() as tx:
        own = preferences.get(tx, person)
        fewer = max(0, usual.questions(settings.load(tx), own) - 1)
        preferences.save(tx, person, replace(own, questions=fewer))
    return fewer


def count(services: Services, person: PersonId, *, counted: bool) -> None:
    """Whether this person's answers are added to their team's trend."""
    with services.database.transaction() as tx:
        preferences.save(tx, person, replace(preferences.get(tx, person), counted=counted))


def change(services: Services, person: PersonId, wished: Preferences) -> None:
    """Everything of the preferences form at once; a pause in it drops what was waiting, and a new
    day or hour counts from now on."""
    now = services.clock()
    with services.database.transaction() as tx:
        before = preferences.get(tx, person)
        _save(tx, person, wished, now)
        if _rhythm(wished) != _rhythm(before):
            preferences.note_rhythm(tx, person, now)


def _rhythm(its: Preferences) -> tuple[object, ...]:
    return its.weekday, its.hour, its.cadence


def _save(tx: Connection, person: PersonId, wished: Preferences, now: Instant) -> None:
    preferences.save(tx, person, wished)
    if wished.paused_until is not None and wished.paused_until > now:
        for letter in (Letter.DIGEST, Letter.REMINDER):
            deliveries.drop(tx, person, letter, "paused")
