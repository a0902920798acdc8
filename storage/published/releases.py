"""Published figures: written once, never changed."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import Band, Direction, Finding, Measure, Release, Window, Wording
from storage.engine import Connection, Row

_COLUMNS = "window_index, group_id, measure, band, wording, level, low, high, direction, finding"
_ADD = f"""
INSERT INTO release ({_COLUMNS}) VALUES (
    :window, :group, :measure, :band, CAST(:wording AS TEXT), CAST(:level AS BIGINT),
    CAST(:low AS BIGINT), CAST(:high AS BIGINT), CAST(:direction AS TEXT),
    CAST(:finding AS TEXT)
)
"""
_OF_GROUP = f"""
SELECT {_COLUMNS} FROM release WHERE group_id = :group AND window_index = :window
ORDER BY measure
"""

_OF_WINDOW = f"""
SELECT {_COLUMNS} FROM release WHERE window_index = :window ORDER BY group_id, measure
"""
_WINDOWS = "SELECT DISTINCT window_index FROM release ORDER BY window_index"


def add(db: Connection, releases: Sequence[Release]) -> None:
    """Publish figures. One that is there already is an error: nothing is published twice."""
    db.change_many(
        _ADD,
        [
            {
                "window": its.window.index,
                "group": its.group,
                "measure": str(its.measure),
                "band": str(its.band),
                "wording": its.wording and str(its.wording),
                "level": its.level,
                "low": its.low,
                "high": its.high,
                "direction": its.direction and str(its.direction),
                "finding": its.finding and str(its.finding),
            }
            for its in releases
        ],
    )


def of_group(db: Connection, group: str, window: Window) -> list[Release]:
    """What a window published about a group."""
    return [_release(row) for row in db.read(_OF_GROUP, {"group": group, "window": window.index})]


def of_window(db: Connection, window: Window) -> list[Release]:
    """All that a window published."""
    return [_release(row) for row in db.read(_OF_WINDOW, {"window": window.index})]


def windows(db: Connection) -> list[Window]:
    """The windows that published anything, earliest first."""
    return [Window(row["window_index"]) for row in db.read(_WINDOWS)]


def _release(row: Row) -> Release:
    return Release(
        window=Window(row["window_index"]),
        group=row["group_id"],
        measure=Measure(row["measure"]),
        band=Band(row["band"]),
        wording=Wording(row["wording"]) if row["wording"] else None,
        level=row["level"],
        low=row["low"],
        high=row["high"],
        direction=Direction(row["direction"]) if row["direction"] else None,
        finding=Finding(row["finding"]) if row["finding"] else None,
    )
