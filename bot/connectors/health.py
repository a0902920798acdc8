"""How the company-wide reports do, in lines for whoever runs this; `doctor` shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.model import DAY, Instant
from messages.failing import failing
from messages.rough import roughly
from storage.engine import Connection
from storage.operations import connectors
from storage.operations.connectors import State

STALE: Instant = 2 * DAY
"""A report that has not been fetched whole for this long is told of, whatever the cause."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is to be said of one report; `fine` where nothing has to be done."""

    report: str
    fine: bool
    said: str


def lines(db: Connection, configured: Iterable[str], now: Instant) -> list[Line]:
    """A line for each report that an operator gave a key for, by name."""
    known = {its.name: its for its in connectors.load(db)}
    return [_line(name, known.get(name), now) for name in sorted(configured)]


def _line(name: str, its: State | None, now: Instant) -> Line:
    if its is None:
        return Line(name, True, "not fetched yet")
    since = its.last_ok_at or its.looked_back_at or now
    fine = its.failing_since is None and since >= now - STALE
    return Line(name, fine, "; ".join(_parts(its)))


def _parts(its: State) -> Iterable[str]:
    if its.last_ok_at is None:
        yield "never fetched whole yet"
    else:
        yield f"last fetched whole {_moment(its.last_ok_at)}"
    if its.failing_since is not None:
        yield f"failing since {_moment(its.failing_since)}: {failing(its.failure or '')}"
    if its.unmatched is not None:
        yield f"{roughly(its.unmatched)} accounts match nobody on the roster"


def _moment(instant: Instant) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%d %H:%M} UTC"
