"""Checking the whole log: every link, and that what is published is what was locked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import LogEntry, Told, Window
from bot.publiclog import chain, commitments
from bot.publiclog.anchoring import anchored, stands
from bot.publiclog.chain import Fault
from storage.engine import Connection
from storage.personal import release_salts
from storage.published import breakdowns, log, releases

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Whole:
    """Nothing is wrong: so many entries, up to the one of this hash."""

    entries: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong first, and with the entry of which number. Nothing after it can be trusted."""

    entry: int
    fault: Fault


def verify(database: Connection, store: Connection) -> Whole | Broken:
    """Check every entry, oldest first; then that the log still holds the newest entry which the key
    store knows of, and that no figure was published without an entry. Safe while it is written."""
    anchor = anchored(store)
    with_figures = {*releases.windows(database), *breakdowns.windows(database)}
    before: LogEntry | None = None
    locked: set[Window] = set()
    for entry in _entries(database):
        fault = chain.fault(entry, before) or _figures_fault(database, entry, locked)
        if fault:
            missing = fault is Fault.MISSING
            return Broken(_next(before) if missing else entry.seq, fault)
        before = entry
    if before is None or (anchor and anchor.seq > before.seq):
        return Broken(_next(before), Fault.MISSING)
    if anchor and not stands(database, anchor):
        return Broken(anchor.seq, Fault.CHANGED)
    if with_figures - locked:
        return Broken(_next(before), Fault.FIGURES)
    return Whole(before.seq, before.hash)


def _next(before: LogEntry | None) -> int:
    return before.seq + 1 if before else 1


def _entries(db: Connection) -> Iterator[LogEntry]:
    last = 0
    while batch := log.after(db, last, _AT_ONCE):
        yield from batch
        last = batch[-1].seq


def _figures_fault(db: Connection, entry: LogEntry, locked: set[Window]) -> Fault | None:
    """Of an entry that tells of a release: whether its hashes are those of what is published."""
    if entry.kind != Told.RELEASED:
        return None
    body = json.loads(entry.body)
    window = Window(body["window"])
    locked.add(window)
    return None if _holds(db, window, body["locked"]) else Fault.FIGURES


def _holds(db: Connection, window: Window, locked: list[str]) -> bool:
    salts = release_salts.of_window(db, window)
    try:
        figures = commitments.published(db, window)
    except ValueError:  # no band, wording or measure that there is
        return False
    return figures.keys() <= salts.keys() and locked == sorted(
        commitments.hashes(window, salts, figures)
    )
