"""What a restore takes over from the stores that were there: who was erased since the backup, which
windows were drawn since, and how far the public log had come. That is known from the key store that
was there, if it is of the same house: a machine where the bot has only just begun knows nothing.

What was published since is not taken over. It would have to be fitted into an older roster, with
people, teams and cells that are not in it; and the present database may be the very reason for
putting a backup back. So pages of windows drawn since are lost, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.model import Instant, PersonId, Told, Window
from bot.people.keys import PLACE, KeyStore, kept_under
from bot.publiclog.anchoring import Anchor, anchor, anchored, stands
from bot.publiclog.writing import append
from bot.trends import drawn
from bot.trends.release import publishes_at
from storage import keystore
from storage.engine import Connection, Database
from storage.published import log


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The key store of the same house that was there before. `opened`: None where the secret key it
    is kept under is not at hand, so that no key in it can be taken over."""

    store: Database
    opened: KeyStore | None


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many were erased since the backup was made; and of how many the bot's messages stay in
    Slack, because nobody can tell any more where they lie."""

    people: int
    left_in_slack: int


def predecessor(
    present: Database, secrets: Iterable[bytes | None], restored: KeyStore
) -> Predecessor | None:
    """The key store that was there; None for one of another house. It is of the same house if its
    look-ups are made with the same key; where that cannot be opened, if it knows of somebody in the
    backup, because ids of people are random."""
    fitting = [its for its in secrets if its and kept_under(present, its)]
    opened = KeyStore.open(present, fitting[0]) if fitting else None
    if opened:
        same = opened.lookup_key == restored.lookup_key
    else:
        same = not _known(present).isdisjoint(_known(restored.store))
    return Predecessor(present, opened) if same else None


def forget_again(before: Predecessor, restored: KeyStore) -> Forgotten:
    """Who was erased since the backup was made: their key goes from it, and the next tick deletes
    their rows."""
    there = keystore.place_keys(before.store)
    places = before.opened.wrapped_for(restored, there, PLACE) if before.opened else {}
    with restored.store.transaction() as tx:
        known = {its.person for its in keystore.erasures(tx)}
        since = [its for its in keystore.erasures(before.store) if its.person not in known]
        for its in since:
            keystore.begin_erasure(tx, its.person, its.begun_at, places.get(its.person))
            keystore.forget(tx, its.person)
    lost = [its for its in since if its.person in there.keys() - places.keys()]
    return Forgotten(len(since), len(lost))


def draw_no_more(before: Predecessor | None, restored: Database, now: Instant) -> None:
    """What was drawn since is not drawn again. With no key store left to tell, that is every window
    whose day has come: each may have been published by what is lost."""
    latest = drawn.latest_drawn(before.store) if before else _latest_due(now)
    if latest is not None:
        drawn.note(restored, latest)


def tell(database: Database, keys: Database, before: Anchor | None, now: Instant) -> None:
    """Tell in the log that a backup was put back, and which entries are gone with what there was:
    those after `before`'s, the newest that was known of, are missing in it for good."""
    with database.transaction() as tx:
        head = log.latest(tx)
        kept = head.seq if head else 0
        body: dict[str, object] = {"kept": kept}
        if before and not stands(tx, before):
            body |= {"gone": before.seq, "hash": before.hash}
        append(tx, Told.RESTORED, body, now)
    anchor(database, keys)


def newest_known(before: Predecessor | None) -> Anchor | None:
    """The newest entry of the log that the key store of before knows of."""
    return anchored(before.store) if before else None


def _known(store: Connection) -> set[PersonId]:
    erased = {its.person for its in keystore.erasures(store)}
    return erased | keystore.wrapped_keys(store).keys()


def _latest_due(now: Instant) -> Window:
    window = Window.of(datetime.fromtimestamp(now, UTC).date())
    while publishes_at(window) > now:
        window = window.plus(-1)
    return window
