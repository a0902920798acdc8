"""Published rows of the company's breakdowns: written once, never changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Band, BreakdownRow, Dimension, Window
from storage.engine import Connection, Row

_COLUMNS = "window_index, dimension, name, band, level, low, high"
_ADD = f"""
INSERT INTO breakdown ({_COLUMNS})
VALUES (:window, :dimension, :name, :band, :level, :low, :high)
"""
_OF_WINDOW = f"""
SELECT {_COLUMNS} FROM breakdown WHERE window_index = :window ORDER BY dimension, name
"""
_WINDOWS = "SELECT DISTINCT window_index FROM breakdown ORDER BY window_index"


def add(db: Connection, rows: Sequence[BreakdownRow]) -> None:
    """Publish rows. One that is there already is an error: nothing is published twice."""
    db.change_many(
        _ADD,
        [
            {
                "window": its.window.index,
                "dimension": str(its.dimension),
                "name": its.name,
                "band": str(its.band),
                "level": its.level,
                "low": its.low,
                "high": its.high,
            }
            for its in rows
        ],
    )


def of_window(db: Connection, window: Window) -> list[BreakdownRow]:
    """All rows that a window published, by dimension and name."""
    return [_row(row) for row in db.read(_OF_WINDOW, {"window": window.index})]


def windows(db: Connection) -> list[Window]:
    """The windows that published any row, earliest first."""
    return [Window(row["window_index"]) for row in db.read(_WINDOWS)]


def _row(row: Row) -> BreakdownRow:
    return BreakdownRow(
        window=Window(row["window_index"]),
        dimension=Dimension(row["dimension"]),
        name=row["name"],
        band=Band(row["band"]),
        level=row["level"],
        low=row["low"],
        high=row["high"],
    )
