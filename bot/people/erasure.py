"""Erasing a person: their key first, then everything else, as often as it takes.

Destroying the key is the promise: from then on nothing sealed can be read and no look-up leads to
them, whatever happens next. A note in the key store, made before, sees to the rest: rows, messages
in Slack, and the logs in which deleted rows can still be read. With it one key is kept, which opens
nothing but where those messages lie, until they are gone. Whatever is cut short is gone on with at
every tick, and the daily round deletes once more what somebody may have written meanwhile.

What was published stays as it is, to the byte; in a window that is still open the person no longer
counts. Nothing is kept by which they could be known again: to whoever loads the roster with them
in it they are somebody new, who is told before anything is kept, and may say no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import messages
from bot.model import DAY, Instant, PersonId
from bot.people.identity import slack_id_of
from bot.people.keys import KeyDestroyed
from bot.people.taking_away import ask, take_away
from bot.services import Services
from storage import keystore, owned
from storage.classes import OWNER_COLUMN
from storage.keystore import Erasure
from storage.owned import Owner
from storage.personal import deliveries

REMEMBERED: Instant = 30 * DAY
"""How long it is known that a random id was erased: as long as backups of the key store are kept,
so that none of them brings anybody back."""

GIVEN_UP: Instant = 7 * DAY
"""How long Slack is asked again to delete what it did not: then the rows that say where it lies go
as well."""

_IN_SLACK = ("delivery", "exported")
_ELSEWHERE = tuple(table for table in OWNER_COLUMN if table not in _IN_SLACK)


@dataclass(frozen=True, slots=True)
class Erased:
    """How far it came: messages gone from Slack, those that Slack keeps, and those it is still to
    be asked for. Once `ended` nothing is left, in the files neither."""

    gone: int
    refused: int
    waiting: int
    ended: bool


def forget(services: Services, person: PersonId) -> Erased:
    """Erase a person. What cannot be done at once is done later; nobody needs to ask again."""
    now, slack_id = services.clock(), _slack_id(services, person)
    services.keys.begin_erasure(person, now)
    erased = _erase(services, Erasure(person, now, ended=False), now, lambda: True)
    if slack_id:
        # Slack keeps showing the Home it was given last.
        home = messages.render("stranger", rehearsal=services.rehearsal)
        view = {"type": "home", "blocks": home.blocks}
        ask(lambda: services.slack.views_publish(user_id=slack_id, view=view))
    return erased


def finish(services: Services, now: Instant, go_on: Callable[[], bool]) -> int:
    """Go on with what was cut short or had to wait; how many people something is left of."""
    begun = keystore.unfinished_erasures(services.keys.store)
    ended = [its for its in begun if go_on() and _erase(services, its, now, go_on).ended]
    return len(begun) - len(ended)


def sweep(services: Services, now: Instant) -> None:
    """Delete once more what belongs to the erased: a tap in the same second may have written a row,
    or an older database was put in place."""
    for its in keystore.erasures(services.keys.store):
        if its.ended:
            _delete(services, its.person, OWNER_COLUMN)
    keystore.forget_erasures(services.keys.store, now - REMEMBERED)


def _erase(services: Services, its: Erasure, now: Instant, go_on: Callable[[], bool]) -> Erased:
    database, keys = services.database, services.keys
    keys.destroy(its.person)
    _delete(services, its.person, _ELSEWHERE)
    deliveries.forget_unsent(database, its.person)
    taken = take_away(services, its.person, go_on)
    ended = not taken.waiting or now >= its.begun_at + GIVEN_UP
    if ended:
        _delete(services, its.person, _IN_SLACK)
        keystore.forget_places(keys.store, its.person)
    emptied = [store.truncate_log() for store in (database, keys.store)]
    if ended := ended and all(emptied):
        keystore.end_erasure(keys.store, its.person)
    return Erased(taken.gone, taken.refused, taken.waiting, ended)


def _delete(services: Services, person: PersonId, tables: Iterable[str]) -> None:
    owner = Owner(person, services.keys.member_of(person))
    for table in tables:
        owned.delete(services.database, table, owner)


def _slack_id(services: Services, person: PersonId) -> str | None:
    try:
        return slack_id_of(services, person)
    except KeyDestroyed:
        return None
