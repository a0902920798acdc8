"""Freezing: at a window's start the roster is cut into cells, and stays cut for that window."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from bot.model import Cell, Floors, Instant, Page, Told, Window
from bot.people.keys import KeyStore
from bot.publiclog import commitments
from bot.publiclog.writing import append, recorded
from bot.services import Services
from bot.trends.cells import cut
from bot.trends.groups import groups, with_larger
from bot.trends.larger import larger_cells
from bot.trends.roster import Roster
from storage.directory import cells, teams
from storage.engine import Connection
from storage.operations import settings
from storage.personal import people
from storage.published import pages, window_floors, windows
from storage.published.windows import Step


def freeze_due(services: Services, now: Instant) -> Window | None:
    """Freeze the window that `now` lies in, unless it is; None when there was nothing to do.

    The very first window is frozen when there is a roster with teams; without any it waits for them
    until its last day, and then everybody is one cell. Safe beside another process.
    """
    today = datetime.fromtimestamp(now, UTC).date()
    window, frozen = Window.of(today), windows.done(services.database, Step.FROZEN)
    if frozen and frozen[-1] >= window:
        return None
    roster = _roster(services.database, services.keys)
    waits = not frozen and not roster.teams and today < window.last_day
    if not roster.people or waits:
        return None
    with recorded(services) as tx:
        return window if _freeze(tx, services.keys, window, now) else None


def _freeze(tx: Connection, keys: KeyStore, window: Window, now: Instant) -> bool:
    frozen = windows.done(tx, Step.FROZEN)
    if not windows.mark(tx, window, Step.FROZEN, now):
        return False
    decided = settings.load(tx)
    if decided.show_use:
        windows.mark(tx, window, Step.WITH_USE, now)
    roster, floors = _roster(tx, keys), decided.floors.never_lower()
    window_floors.add(tx, window, floors)
    its_cells = _cut(tx, roster, window, frozen, floors)
    its_pages, its_groups = groups(roster.tree, window, its_cells)
    its_larger = larger_cells(roster, window, its_cells)
    larger_pages, _ = groups(roster.tree, window, its_larger)
    cells.add(tx, window, its_cells, its_groups, its_larger)
    fixed = with_larger(its_pages, larger_pages)
    pages.add(tx, fixed)
    append(tx, Told.FROZEN, {"window": window.index} | commitments.fixed(fixed, floors), now)
    return True


def foreseen(db: Connection, keys: KeyStore, window: Window) -> list[Page]:
    """The pages a window would have, were it frozen with the roster as it stands."""
    roster, floors = _roster(db, keys), settings.load(db).floors.never_lower()
    its_cells = _cut(db, roster, window, windows.done(db, Step.FROZEN), floors)
    return groups(roster.tree, window, its_cells)[0]


def _cut(
    db: Connection, roster: Roster, window: Window, frozen: Sequence[Window], floors: Floors
) -> list[Cell]:
    return cut(roster, window, cells.of_window(db, frozen[-1]) if frozen else (), floors)


def _roster(db: Connection, keys: KeyStore) -> Roster:
    return Roster(
        people={keys.member_of(its.id): its for its in people.everybody(db)},
        teams=tuple(teams.all_teams(db)),
        memberships=tuple(teams.memberships(db)),
    )
