"""Publishing a window: the answers of each cell are added up, blurred once, and locked.

What was drawn once is never drawn again: see `drawn`. A window that was, and whose figures are not
here, is published without any.

First the window is closed to answers, in a step of its own, so that nothing changes while it is
added up. Then all that is published is written together with the mark that it is: a crash leaves
either everything or nothing, and a second process finds the mark. True sums are only ever in
memory; of the blurred totals only a rounded mean is kept, for the next window's arrows.

Every cell is drawn, however few of its people answered, and every group is a sum of such cells; a
group shows a figure from five respondents on (from more, where that was raised before the window
began). So a parent's figure does hold a cell that is too quiet for a page of its own. Taking the
other cells' pages off it gives at best that cell's blurred total: six people or more, behind the
same blur as any other. Leaving quiet cells out of their parents instead would let a parent's figure
tell, by what is missing, how many answered below; and whom it is about would no longer come from
the roster alone.

A sensitive question is added up over larger cells, and the single answers to it are deleted in the
same step in which the window is published, whether there was a figure to show or not. So is who was
in which cell: nothing later needs it. The company's breakdowns are drawn in that step too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from bot.model import (
    SENSITIVE_ITEMS,
    BlurredMean,
    Dimension,
    Instant,
    Item,
    Measure,
    Release,
    Told,
    Window,
)
from bot.publiclog import commitments
from bot.publiclog.writing import append, recorded
from bot.services import Services
from bot.trends import breakdowns, drawn, ledger
from bot.trends.adding import Sum, Sums, added_up
from bot.trends.consistent import finding
from bot.trends.figures import Total, figure
from bot.trends.floors import EPSILON
from bot.trends.frozen import Frozen
from bot.trends.noise import blurred
from storage.directory import cells
from storage.engine import Connection
from storage.operations import settings
from storage.personal import answers, questions, release_totals
from storage.published import releases, windows
from storage.published.windows import Step

_NOON = time(12, tzinfo=UTC)
_COMPARED = (Measure.WORTH, Measure.USE)
"""What later windows are set beside."""


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
    db, store = services.database, services.keys.store
    windows.mark(db, window, Step.CLOSED, now)
    frozen = Frozen.load(db, window)
    measures = [its for its in _measures(db, window) if frozen.cells_for(its)]
    sums = added_up(services, frozen)
    dimensions = breakdowns.dimensions(frozen, with_use=Measure.USE in measures)
    rows = breakdowns.added_up(services, frozen, dimensions)
    with recorded(services) as tx:
        if not windows.mark(tx, window, Step.PUBLISHED, now):
            return False
        _charge(tx, frozen, measures, dimensions)
        _delete_single_answers(tx, window)
        cells.forget_members(tx, window)
        if drawn.was_drawn(store, window):
            append(tx, Told.LOST, {"window": window.index}, now)
        else:
            _write(tx, frozen, measures, _blurred(frozen, measures, sums))
            breakdowns.publish(tx, window, rows)
            _lock(services, tx, frozen, measures, dimensions, now)
            # The very last: whatever fails before leaves the window to be drawn later.
            drawn.note(store, window)
    db.truncate_log()  # deleted answers stay readable there; with a reader in the way, for a day
    return True


def _charge(
    tx: Connection, frozen: Frozen, measures: Sequence[Measure], dimensions: Sequence[Dimension]
) -> None:
    """What was drawn and lost is paid for as well."""
    drawing = [(cell, measure) for measure in measures for cell in frozen.cells_for(measure)]
    whole = [(cell, its) for its in dimensions for cell in frozen.cells]
    ledger.charge(tx, frozen.window, [*drawing, *whole])


def _lock(
    services: Services,
    tx: Connection,
    frozen: Frozen,
    measures: Sequence[Measure],
    dimensions: Sequence[Dimension],
    now: Instant,
) -> None:
    told: list[Measure | Dimension] = [*measures, *dimensions]
    spent = {str(its): EPSILON[its] for its in told}
    places = commitments.places(frozen.every_group, measures)
    places += breakdowns.places(dimensions)
    commitments.lock(tx, frozen.window, places, spent, services.new_id, now)


def _measures(db: Connection, window: Window) -> list[Measure]:
    """Use only where it was to be shown when the window began, and still is."""
    shown = windows.is_done(db, window, Step.WITH_USE) and settings.load(db).show_use
    asked = Measure(Item.sensitive_in(window))
    return [Measure.WORTH, *([Measure.USE] if shown else []), asked]


def _blurred(
    frozen: Frozen, measures: Sequence[Measure], sums: Sums
) -> Mapping[tuple[str, Measure], Total]:
    def total(its: Sum, measure: Measure) -> Total:
        return Total(blurred(its.points, EPSILON[measure]), its.respondents, cells=1)

    return {
        (cell.id, measure): total(sums.get((cell.id, measure), Sum()), measure)
        for measure in measures
        for cell in frozen.cells_for(measure)
    }


def _write(
    tx: Connection,
    frozen: Frozen,
    measures: Sequence[Measure],
    sums: Mapping[tuple[str, Measure], Total],
) -> None:
    sizes = {
        (cell.id, measure): len(cell.members)
        for measure in measures
        for cell in frozen.cells_for(measure)
    }
    past = [release_totals.of_window(tx, frozen.window.plus(-back)) for back in (1, 2, 3)]
    shown: list[Release] = []
    kept: dict[tuple[str, Measure], BlurredMean] = {}
    for measure in measures:
        for group, its in frozen.groups_for(measure).items():
            total = Total.of(sums[cell, measure] for cell in its)
            size = sum(sizes[cell, measure] for cell in its)
            before = past[0].get((group, measure))
            release = figure(frozen.window, group, measure, total, size, before, frozen.floors)
            if release:
                shown.append(release)
                if measure in _COMPARED:
                    kept[group, measure] = total.mean
    releases.add(tx, [_with_finding(its, [kept, *past]) for its in shown])
    release_totals.add(tx, frozen.window, kept)


Kept = Mapping[tuple[str, Measure], BlurredMean]


def _with_finding(its: Release, windows_back: Sequence[Kept]) -> Release:
    if its.measure is not Measure.WORTH:
        return its
    return replace(its, finding=finding([_of_group(kept, its.group) for kept in windows_back]))


def _of_group(kept: Kept, group: str) -> dict[Measure, BlurredMean]:
    return {measure: kept[group, measure] for measure in _COMPARED if (group, measure) in kept}


def _delete_single_answers(tx: Connection, window: Window) -> None:
    for item in SENSITIVE_ITEMS:
        answers.forget_item(tx, window, item)
        questions.forget_item(tx, window, item)
