"""The floors of each window, as they were when it was frozen."""

from __future__ import annotations

from dataclasses import asdict

from bot.model import Floors, Window
from storage.engine import Connection

_ADD = """
INSERT INTO window_floor (window_index, least_people, least_respondents)
VALUES (:window, :least_people, :least_respondents)
"""
_OF_WINDOW = """
SELECT least_people, least_respondents FROM window_floor WHERE window_index = :window
"""


def add(db: Connection, window: Window, floors: Floors) -> None:
    """Keep a window's floors. Call it inside a transaction, once a window."""
    db.change(_ADD, {"window": window.index, **asdict(floors)})


def of_window(db: Connection, window: Window) -> Floors:
    """A window's floors; never under the least there can be, whatever stands in the table."""
    rows = db.read(_OF_WINDOW, {"window": window.index})
    return Floors(**rows[0]).never_lower() if rows else Floors()
