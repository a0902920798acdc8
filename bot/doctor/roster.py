"""The roster: whether there is one, and how many groups would have a page. Counts, and no names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.doctor.findings import Finding, fine, look
from bot.model import Instant, Window
from bot.stores import Stores
from bot.trends.freeze import foreseen
from messages.words import counted
from storage.directory import teams
from storage.personal import people
from storage.published import pages

_LOAD = "`worthwhile roster FILE.csv` loads one"


def check(stores: Stores, now: Instant) -> Iterator[Finding]:
    """Who is there, and which groups come of it."""
    db = stores.database
    its_people, its_teams = people.count(db), len(teams.all_teams(db))
    if not its_people:
        yield look("roster", "holds nobody: nothing is kept or sent", _LOAD)
        return
    said = f"{counted(its_people, 'person', 'people')} in {counted(its_teams, 'team')}"
    yield fine("roster", f"{said}; whom a file named and nobody is, `worthwhile roster` counts")
    yield _pages(stores, Window.of(datetime.fromtimestamp(now, UTC).date()))


def _pages(stores: Stores, window: Window) -> Finding:
    frozen = pages.of_window(stores.published, window)
    its_pages = frozen or foreseen(stores.database, stores.keys, window)
    count = len({its.group for its in its_pages})
    if not count:
        cure = "a page needs six people who are not its managers, nor guests, nor new"
        return look("pages", "no group is large enough for one", cure)
    said = "with a page in this window" if frozen else "would have a page, begun now"
    return fine("pages", f"{counted(count, 'group')} {said}")
