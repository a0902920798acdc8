"""Publishing a window: the answers of each cell are added up, blurred once, and locked.

First the window is closed to answers, in a step of its own, so that nothing changes while it is
added up. Then all that is published is written together with the mark that it is: a crash leaves
either everything or nothing, and a second process finds the mark. True sums are only ever in
memory; of the blurred totals only a rounded mean is kept, for the next window's arrows.

Every cell is drawn, however few of its people answered, and every group is a sum of such cells; a
group shows a figure from five respondents on. So a parent's figure does hold a cell that is too
quiet for a page of its own. Taking the other cells' pages off it gives at best that cell's blurred
total: six people or more, behind the same blur as any other. Leaving quiet cells out of their
parents instead would let a parent's figure tell, by what is missing, how many answered below; and
whom it is about would no longer come from the roster alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.model import BlurredMean, Cell, Instant, Measure, Release, Window
from bot.services import Services
from bot.trends import ledger
from bot.trends.figures import Total, figure
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred
from bot.trends.reading import contributions
from storage.directory import cells, people
from storage.engine import Connection
from storage.operations import settings
from storage.personal import release_totals
from storage.published import releases, windows
from storage.published.windows import Step

_NOON = time(12, tzinfo=UTC)


def publishes_at(window: Window) -> Instant:
    """When a window is published: at noon UTC, ten days after it closed."""
    return int(datetime.combine(window.publishes_on, _NOON).timestamp())


def publish_due(services: Services, now: Instant) -> int:
    """Publish every frozen window whose day has come, earliest first; how many there were. What is
    published stays as it is, whatever happens afterwards. Raises OverBudget."""
    db = services.database
    published = set(windows.done(db, Step.PUBLISHED))
    due = [w for w in windows.done(db, Step.FROZEN) if w not in published]
    return sum(_publish(services, w, now) for w in due if publishes_at(w) <= now)


def _publish(services: Services, window: Window, now: Instant) -> bool:
    db = services.database
    windows.mark(db, window, Step.CLOSED, now)
    its_cells = cells.of_window(db, window)
    measures = _measures(db, window)
    sums = _added_up(services, window, its_cells)
    with db.transaction() as tx:
        if not windows.mark(tx, window, Step.PUBLISHED, now):
            return False
        ledger.charge(tx, window, its_cells, measures)
        drawn = {
            (cell.id, measure): _drawn(sums.get((cell.id, measure), _Sum()), measure)
            for cell in its_cells
            for measure in measures
        }
        _write(tx, window, its_cells, drawn)
    return True


@dataclass(frozen=True, slots=True)
class _Sum:
    """What the people of a cell add up to, before the blur."""

    points: int = 0
    respondents: int = 0


def _measures(db: Connection, window: Window) -> set[Measure]:
    """Use only where it was to be shown when the window began, and still is."""
    shown = windows.is_done(db, window, Step.WITH_USE) and settings.load(db).show_use
    return {Measure.WORTH, Measure.USE} if shown else {Measure.WORTH}


def _added_up(
    services: Services, window: Window, its_cells: Iterable[Cell]
) -> dict[tuple[str, Measure], _Sum]:
    known = {person.id: person for person in people.everybody(services.database)}
    sums: dict[tuple[str, Measure], _Sum] = {}
    for cell in its_cells:
        for member in cell.members & known.keys():
            for measure, points in contributions(services, window, known[member]).items():
                before = sums.get((cell.id, measure), _Sum())
                sums[cell.id, measure] = _Sum(before.points + points, before.respondents + 1)
    return sums


def _drawn(its: _Sum, measure: Measure) -> Total:
    return Total(blurred(its.points, EPSILON[measure]), its.respondents, cells=1)


def _write(
    tx: Connection,
    window: Window,
    its_cells: Iterable[Cell],
    drawn: Mapping[tuple[str, Measure], Total],
) -> None:
    sizes = {cell.id: len(cell.members) for cell in its_cells}
    before = release_totals.of_window(tx, window.plus(-1))
    shown: list[Release] = []
    kept: dict[tuple[str, Measure], BlurredMean] = {}
    for group, its in cells.groups_of_window(tx, window).items():
        for measure in {measure for _, measure in drawn}:
            total = Total.of(drawn[cell, measure] for cell in its)
            size = sum(sizes[cell] for cell in its)
            release = figure(window, group, measure, total, size, before.get((group, measure)))
            if release:
                shown.append(release)
                kept[group, measure] = total.mean
    releases.add(tx, shown)
    release_totals.add(tx, window, kept)
