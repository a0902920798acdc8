"""Slack's rules for `data_visualization`: at most two a message, 6 series, 20 points."""

from __future__ import annotations

from typing import Any

from bot.sandbox.rules.findings import Findings, kind_of

Json = dict[str, Any]

MOST_CHARTS = 2
_MOST_SERIES = 6  # series of a line, bar or area chart, and segments of a pie
_MOST_POINTS = 20
_LONGEST_TITLE = 50
_LONGEST_LABEL = 20


def check(block: Json, path: str, found: Findings) -> None:
    """Find what Slack would refuse in one chart block."""
    found.keys(block, path, ("title", "chart"), ("block_id",))
    found.string(block.get("title"), f"{path}/title", _LONGEST_TITLE)
    chart, at = block.get("chart"), f"{path}/chart"
    kind = kind_of(chart)
    if kind == "pie":
        _pie(chart, at, found)
    elif kind in {"line", "bar", "area"}:
        _axes(chart, at, found)
    elif chart is not None:
        found.add(at, f"unsupported chart type: {kind}")


def _pie(chart: Any, path: str, found: Findings) -> None:
    found.keys(chart, path, ("segments",), ())
    segments = found.items(chart.get("segments"), f"{path}/segments", _MOST_SERIES)
    for index, segment in enumerate(segments):
        at = f"{path}/segments/{index}"
        value = _point(segment, at, found)
        if value is not None and value <= 0:
            found.add(f"{at}/value", "must be more than 0")


def _axes(chart: Any, path: str, found: Findings) -> None:
    found.keys(chart, path, ("series", "axis_config"), ())
    categories = _categories(chart.get("axis_config"), f"{path}/axis_config", found)
    series = found.items(chart.get("series"), f"{path}/series", _MOST_SERIES)
    for index, one in enumerate(series):
        _series(one, f"{path}/series/{index}", categories, found)
    names = [str(one.get("name")) for one in series if isinstance(one, dict)]
    found.once(names, f"{path}/series", "a series named")


def _categories(axis: Any, path: str, found: Findings) -> list[Any]:
    if axis is None or not found.keys(axis, path, ("categories",), ("x_label", "y_label")):
        return []
    categories = found.items(axis.get("categories"), f"{path}/categories", _MOST_POINTS)
    for index, category in enumerate(categories):
        _label(category, f"{path}/categories/{index}", found)
    found.once([str(one) for one in categories], f"{path}/categories", "the category")
    found.string(axis.get("x_label"), f"{path}/x_label", _LONGEST_TITLE)
    found.string(axis.get("y_label"), f"{path}/y_label", _LONGEST_TITLE)
    return categories


def _series(series: Any, path: str, categories: list[Any], found: Findings) -> None:
    if not found.keys(series, path, ("name", "data"), ()):
        return
    found.string(series.get("name"), f"{path}/name", _LONGEST_LABEL)
    points = found.items(series.get("data"), f"{path}/data", _MOST_POINTS)
    for index, point in enumerate(points):
        _point(point, f"{path}/data/{index}", found)
    labels = [point.get("label") for point in points if isinstance(point, dict)]
    if labels != categories:
        found.add(f"{path}/data", "labels must equal the categories, in their order")


def _point(point: Any, path: str, found: Findings) -> float | None:
    if not found.keys(point, path, ("label", "value"), ()):
        return None
    _label(point.get("label"), f"{path}/label", found)
    value = point.get("value")
    return value if value is not None and found.number(value, f"{path}/value") else None


def _label(label: Any, path: str, found: Findings) -> None:
    found.string(label, path, _LONGEST_LABEL)
