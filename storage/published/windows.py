"""How far each window has come: frozen, published."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bot.model import Instant, Window
from storage.engine import Connection

_MARK = """
INSERT INTO window_done (window_index, step, at) VALUES (:window, :step, :at)
ON CONFLICT (window_index, step) DO NOTHING
"""
_WITH = "SELECT window_index FROM window_done WHERE step = :step ORDER BY window_index"
_IS = "SELECT 1 AS one FROM window_done WHERE window_index = :window AND step = :step"


class Step(StrEnum):
    """What is done about a window, once. `WITH_USE`: when it was frozen, use was to be shown.
    `CLOSED`: its answers are about to be added up, and no longer change."""

    FROZEN = "frozen"
    WITH_USE = "with_use"
    CLOSED = "closed"
    PUBLISHED = "published"


def mark(db: Connection, window: Window, step: Step, now: Instant) -> bool:
    """Note a step as done; False when it was done before."""
    return bool(db.change(_MARK, {"window": window.index, "step": str(step), "at": now}))


def is_done(db: Connection, window: Window, step: Step) -> bool:
    """Whether a step is done."""
    return bool(db.read(_IS, {"window": window.index, "step": str(step)}))


def next_to_freeze(db: Connection, today: date) -> Window:
    """The first window whose groups are not fixed yet."""
    frozen = done(db, Step.FROZEN)
    current = Window.of(today)
    return max(current, frozen[-1].plus(1)) if frozen else current


def done(db: Connection, step: Step) -> list[Window]:
    """The windows a step is done of, earliest first."""
    return [Window(row["window_index"]) for row in db.read(_WITH, {"step": str(step)})]
