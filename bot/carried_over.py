"""What a restore takes over from the stores that were there: who was erased since the backup, which
windows were drawn since, and how far the public log had come.

What was published since is not taken over. It would have to be fitted into an older roster, with
people, teams and cells that are not in it; and the present database may be the very reason for
putting a backup back. So pages of windows drawn since are lost, and said to be.
"""

from __future__ import annotations

from datetime import UTC, datetime

from bot.model import Instant, Told, Window
from bot.publiclog.anchoring import Anchor, anchor, anchored, stands
from bot.publiclog.writing import append
from bot.trends import drawn
from bot.trends.release import publishes_at
from storage import keystore
from storage.engine import Connection, Database
from storage.published import log


def forget_again(present: Connection, restored: Database) -> int:
    """Who was erased since the backup was made: their key goes from it, and the next tick deletes
    their rows. How many they are."""
    with restored.transaction() as tx:
        known = {its.person for its in keystore.erasures(tx)}
        since = [its for its in keystore.erasures(present) if its.person not in known]
        for its in since:
            keystore.begin_erasure(tx, its.person, its.begun_at, its.place_key)
            keystore.forget(tx, its.person)
    return len(since)


def draw_no_more(present: Connection | None, restored: Database, now: Instant) -> None:
    """What was drawn since is not drawn again. With no key store left to tell, that is every window
    whose day has come: each may have been published by what is lost."""
    latest = drawn.latest_drawn(present) if present else _latest_due(now)
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


def newest_known(present: Connection | None) -> Anchor | None:
    """The newest entry of the log that the present key store knows of."""
    return anchored(present) if present else None


def _latest_due(now: Instant) -> Window:
    window = Window.of(datetime.fromtimestamp(now, UTC).date())
    while publishes_at(window) > now:
        window = window.plus(-1)
    return window
