"""Slack's `data_visualization` block as inline SVG: line, bar, area and pie.

Colours come from the style sheet (`series-0` …), so one drawing serves light and dark. The
plot stretches with the column while labels stay HTML, which keeps them legible on a phone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from itertools import groupby
from math import ceil
from typing import Any

from bot.sandbox.page.drawn import Drawn
from bot.sandbox.page.mrkdwn import words
from bot.sandbox.page.pie import pie
from bot.sandbox.page.scale import Scale, figure, scale

Json = dict[str, Any]
WIDTH, HEIGHT = 1000, 400
# What a row of labels may take, in pixels, in a column of a desktop and of a phone.
_WIDE, _NARROW = 480, 250


@dataclass(frozen=True)
class Series:
    """One named row of numbers; None where the chart has no value for a category."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class Plot:
    """What is drawn between the axes."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    scale: Scale

    def x(self, at: float) -> float:
        """The middle of a category's band; `at` may lie between two."""
        return round((at + 0.5) * WIDTH / max(len(self.categories), 1), 1)

    def y(self, value: float) -> float:
        """The height of a value, from the top."""
        return round(HEIGHT * (1 - self.scale.share(value)), 1)


def chart(block: Json) -> Drawn:
    """A whole block: title, drawing, axes, legend."""
    title = words(str(block.get("title", "")))
    drawing = block.get("chart", {})
    kind = drawing.get("type")
    if kind == "pie":
        inside = pie(drawing.get("segments", []), title)
    elif kind in _DRAWN:
        inside = _axes(drawing, _DRAWN[kind], title)
    else:
        inside = f"<p>This chart cannot be drawn here ({escape(str(kind))}).</p>"
    caption = f'<figcaption class="chart-title">{title}</figcaption>' if title else ""
    return Drawn(
        f'<figure class="chart" data-chart="{escape(str(kind))}">{caption}{inside}</figure>'
    )


def _axes(drawing: Json, draw: Callable[[Plot], str], title: str) -> str:
    axis = drawing.get("axis_config", {})
    plot = _plot(drawing, axis)
    spoken = escape(f"{drawing['type']} chart. ") + title + ". " + _spoken(plot)
    return (
        '<div class="chart-frame">'
        f'<div class="chart-y-label">{words(str(axis.get("y_label", "")))}</div>'
        f'<div class="chart-y" aria-hidden="true">{_tick_labels(plot)}</div>'
        f'<svg class="chart-plot" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'role="img" aria-label="{spoken}">{_grid(plot)}{draw(plot)}</svg>'
        f'<div class="chart-x" aria-hidden="true">{_category_labels(plot)}</div>'
        f'<div class="chart-x-label">{words(str(axis.get("x_label", "")))}</div>'
        f"</div>{_legend(plot)}"
    )


def _plot(drawing: Json, axis: Json) -> Plot:
    rows = drawing.get("series", [])
    labels = [str(point.get("label")) for row in rows[:1] for point in row.get("data", [])]
    categories = tuple(str(name) for name in axis.get("categories") or labels)
    series = tuple(_series(row, categories) for row in rows)
    known = (value for row in series for value in row.values if value is not None)
    return Plot(categories, series, scale(known))


def _series(row: Json, categories: tuple[str, ...]) -> Series:
    values = {str(point.get("label")): point.get("value") for point in row.get("data", [])}
    return Series(str(row.get("name", "")), tuple(values.get(name) for name in categories))


def _spoken(plot: Plot) -> str:
    rows = (
        f"{row.name}: "
        + ", ".join(
            f"{name} {figure(value)}"
            for name, value in zip(plot.categories, row.values, strict=True)
            if value is not None
        )
        for row in plot.series
    )
    return words(". ".join(rows))


def _tick_labels(plot: Plot) -> str:
    return "".join(f"<span>{figure(tick)}</span>" for tick in reversed(plot.scale.ticks))


def _category_labels(plot: Plot) -> str:
    """The labels that have room; some of them only where the column is wide."""
    longest = max((len(name) for name in plot.categories), default=0)
    room = len(plot.categories) * (7 * longest + 10)
    every = ceil(room / _WIDE)
    every_narrow = every * ceil(room / (every * _NARROW))
    return "".join(
        f"<span{' class=wide-only' if at % every_narrow else ''}>"
        f"{words(name) if at % every == 0 else ''}</span>"
        for at, name in enumerate(plot.categories)
    )


def _grid(plot: Plot) -> str:
    lines = (
        f'<path class="{"axis" if tick == 0 else "grid-line"}" d="M0 {plot.y(tick)}H{WIDTH}"/>'
        for tick in plot.scale.ticks
    )
    return "".join(lines)


def _legend(plot: Plot) -> str:
    items = "".join(
        f'<li class="series-{at % 6}">{words(row.name)}</li>' for at, row in enumerate(plot.series)
    )
    return f'<ul class="chart-legend">{items}</ul>' if items else ""


def _tip(plot: Plot, row: Series, at: int) -> str:
    value = figure(row.values[at] or 0)
    return f"<title>{words(row.name)}, {words(plot.categories[at])}: {value}</title>"


def _runs(row: Series) -> list[list[tuple[int, float]]]:
    """The stretches of a series without a gap."""
    points = [(at, value) for at, value in enumerate(row.values)]
    runs = groupby(points, key=lambda point: point[1] is None)
    return [[(at, v) for at, v in run if v is not None] for gap, run in runs if not gap]


def _track(plot: Plot, run: list[tuple[int, float]]) -> str:
    return "L".join(f"{plot.x(at)} {plot.y(value)}" for at, value in run)


def _lines(plot: Plot) -> str:
    drawn = []
    for number, row in enumerate(plot.series):
        tracks = "".join(f'<path class="line" d="M{_track(plot, run)}"/>' for run in _runs(row))
        # A line of no length with round caps stays a circle however the plot is stretched.
        dots = "".join(
            f'<path class="dot" d="M{plot.x(at)} {plot.y(value)}h0">{_tip(plot, row, at)}</path>'
            for run in _runs(row)
            for at, value in run
        )
        drawn.append(f'<g class="series-{number % 6}">{tracks}{dots}</g>')
    return "".join(drawn)


def _areas(plot: Plot) -> str:
    drawn = []
    for number, row in enumerate(plot.series):
        fills = "".join(
            f'<path class="area" d="M{plot.x(run[0][0])} {plot.y(0)}L{_track(plot, run)}'
            f'L{plot.x(run[-1][0])} {plot.y(0)}Z"/>'
            for run in _runs(row)
        )
        drawn.append(f'<g class="series-{number % 6}">{fills}</g>')
    return "".join(drawn) + _lines(plot)


def _bars(plot: Plot) -> str:
    width = 0.7 / max(len(plot.series), 1)
    drawn = []
    for number, row in enumerate(plot.series):
        bars = "".join(
            _bar(plot, at - 0.35 + number * width, width, value, _tip(plot, row, at))
            for at, value in enumerate(row.values)
            if value is not None
        )
        drawn.append(f'<g class="series-{number % 6}">{bars}</g>')
    return "".join(drawn)


def _bar(plot: Plot, start: float, width: float, value: float, tip: str) -> str:
    left, right = plot.x(start), plot.x(start + width)
    top, bottom = plot.y(max(value, 0)), plot.y(min(value, 0))
    return (
        f'<rect class="bar" x="{left + 1}" y="{top}" width="{max(right - left - 2, 1):.1f}" '
        f'height="{bottom - top:.1f}">{tip}</rect>'
    )


_DRAWN: dict[str, Callable[[Plot], str]] = {"line": _lines, "bar": _bars, "area": _areas}
