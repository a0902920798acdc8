"""The salts of what was locked in the public log: with one, a published figure can be checked
against it; without, the log tells nothing of the figure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model import Window
from storage.engine import Connection

_ADD = """
INSERT INTO release_salt (window_index, group_id, measure, salt)
VALUES (:window, :group, :measure, :salt)
"""
_OF_WINDOW = """
SELECT group_id, measure, salt FROM release_salt WHERE window_index = :window
ORDER BY group_id, measure
"""

Salts = Mapping[tuple[str, str], str]
"""By group and measure."""


def add(db: Connection, window: Window, salts: Salts) -> None:
    """Keep a window's salts. Call it inside a transaction, once a window."""
    db.change_many(
        _ADD,
        [
            {"window": window.index, "group": group, "measure": measure, "salt": salt}
            for (group, measure), salt in salts.items()
        ],
    )


def of_window(db: Connection, window: Window) -> Salts:
    """A window's salts."""
    rows = db.read(_OF_WINDOW, {"window": window.index})
    return {(row["group_id"], row["measure"]): row["salt"] for row in rows}
