"""The blurred means of what was published, kept for the next window's arrows; never shown."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model import BlurredMean, Measure, Window
from storage.engine import Connection

_ADD = """
INSERT INTO release_total (window_index, group_id, measure, points, at_least, cells)
VALUES (:window, :group, :measure, :points, :at_least, :cells)
"""
_OF_WINDOW = """
SELECT group_id, measure, points, at_least, cells FROM release_total WHERE window_index = :window
"""


def add(db: Connection, window: Window, means: Mapping[tuple[str, Measure], BlurredMean]) -> None:
    """Keep the means of a window, by group and measure."""
    db.change_many(
        _ADD,
        [
            {
                "window": window.index,
                "group": group,
                "measure": str(measure),
                "points": mean.points,
                "at_least": mean.at_least,
                "cells": mean.cells,
            }
            for (group, measure), mean in means.items()
        ],
    )


def of_window(db: Connection, window: Window) -> dict[tuple[str, Measure], BlurredMean]:
    """The means of a window, by group and measure."""
    return {
        (row["group_id"], Measure(row["measure"])): BlurredMean(
            row["points"], row["at_least"], row["cells"]
        )
        for row in db.read(_OF_WINDOW, {"window": window.index})
    }
