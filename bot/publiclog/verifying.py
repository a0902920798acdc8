"""Checking the whole log: every link, and that what is shown is what was locked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.model import LogEntry, Told, Window
from bot.publiclog import chain, commitments
from bot.publiclog.anchoring import anchored, stands
from bot.publiclog.chain import Fault
from storage.engine import Connection
from storage.personal import release_salts
from storage.published import breakdowns, log, pages, releases, window_floors

_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Whole:
    """Nothing is wrong: so many entries, up to the one of this hash. `gone` are stretches of them
    that a restore cut off, and told so: the first and the last number of each."""

    entries: int
    hash: str
    gone: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Broken:
    """What is wrong first, and with the entry of which number. Nothing after it can be trusted."""

    entry: int
    fault: Fault


def verify(database: Connection, store: Connection) -> Whole | Broken:
    """Check every entry, oldest first; then that the log still holds the newest entry which the key
    store knows of, and that no page was made and no figure published without an entry. Safe while
    it is written."""
    anchor = anchored(store)
    with_pages = set(pages.windows(database))
    with_figures = {*releases.windows(database), *breakdowns.windows(database)}
    before: LogEntry | None = None
    told: set[tuple[str, Window]] = set()
    gone: list[tuple[int, int]] = []
    for entry in _entries(database):
        fault = chain.fault(entry, before) or _locks_fault(database, entry, told)
        if fault:
            missing = fault is Fault.MISSING
            return Broken(_next(before) if missing else entry.seq, fault)
        gone += _gone(entry)
        before = entry
    if before is None or (anchor and anchor.seq > before.seq):
        return Broken(_next(before), Fault.MISSING)
    if anchor and not stands(database, anchor):
        return Broken(anchor.seq, Fault.CHANGED)
    if with_pages - {window for kind, window in told if kind == Told.FROZEN}:
        return Broken(_next(before), Fault.PAGES)
    if with_figures - {window for kind, window in told if kind == Told.RELEASED}:
        return Broken(_next(before), Fault.FIGURES)
    return Whole(before.seq, before.hash, tuple(gone))


def _next(before: LogEntry | None) -> int:
    return before.seq + 1 if before else 1


def _gone(entry: LogEntry) -> Iterator[tuple[int, int]]:
    if entry.kind == Told.RESTORED:
        body = json.loads(entry.body)
        if "gone" in body:
            yield body["kept"] + 1, body["gone"]


def _entries(db: Connection) -> Iterator[LogEntry]:
    last = 0
    while batch := log.after(db, last, _AT_ONCE):
        yield from batch
        last = batch[-1].seq


def _locks_fault(db: Connection, entry: LogEntry, told: set[tuple[str, Window]]) -> Fault | None:
    """Of an entry that tells of a window: whether its hashes are those of what is there."""
    if entry.kind not in (Told.FROZEN, Told.RELEASED):
        return None
    body = json.loads(entry.body)
    window = Window(body["window"])
    told.add((entry.kind, window))
    if entry.kind == Told.FROZEN:
        return None if _leads(db, window, body) else Fault.PAGES
    return None if _holds(db, window, body["locked"]) else Fault.FIGURES


def _leads(db: Connection, window: Window, body: dict[str, Any]) -> bool:
    try:
        led = pages.of_window(db, window)
    except ValueError:  # names that are no JSON any more
        return False
    fixed = commitments.fixed(led, window_floors.of_window(db, window))
    return body == {"window": window.index} | fixed


def _holds(db: Connection, window: Window, locked: list[str]) -> bool:
    salts = release_salts.of_window(db, window)
    try:
        figures = commitments.published(db, window)
    except ValueError:  # no band, wording or measure that there is
        return False
    return figures.keys() <= salts.keys() and locked == sorted(
        commitments.hashes(window, salts, figures)
    )
