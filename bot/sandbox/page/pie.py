"""The pie among Slack's charts."""

from math import cos, pi, sin
from typing import Any

from bot.sandbox.page.mrkdwn import words
from bot.sandbox.page.scale import figure

Json = dict[str, Any]


def pie(segments: list[Json], title: str) -> str:
    """A round drawing with a legend that names every segment's value and share."""
    slices = [
        (words(str(one.get("label", ""))), max(float(one.get("value") or 0), 0.0))
        for one in segments
    ]
    total = sum(value for _, value in slices) or 1.0
    drawn, start = [], 0.0
    for number, (label, value) in enumerate(slices):
        tip = f"<title>{label}: {figure(value)}</title>"
        drawn.append(_slice(start, value / total, number, tip))
        start += value / total
    spoken = ", ".join(f"{label} {figure(value)}" for label, value in slices)
    items = "".join(
        f'<li class="series-{number % 6}">{label}<b>{figure(value)}</b>'
        f'<span class="share">{value / total:.0%}</span></li>'
        for number, (label, value) in enumerate(slices)
    )
    return (
        '<div class="chart-pie"><svg viewBox="-1.02 -1.02 2.04 2.04" role="img" '
        f'aria-label="pie chart. {title}. {spoken}">{"".join(drawn)}</svg>'
        f'<ul class="chart-legend">{items}</ul></div>'
    )


def _slice(start: float, share: float, number: int, tip: str) -> str:
    if share >= 0.9999:
        return f'<circle class="slice series-{number % 6}" r="1">{tip}</circle>'
    (from_x, from_y), (to_x, to_y) = _edge(start), _edge(start + share)
    wide = int(share > 0.5)
    return (
        f'<path class="slice series-{number % 6}" '
        f'd="M0 0L{from_x:.4f} {from_y:.4f}A1 1 0 {wide} 1 {to_x:.4f} {to_y:.4f}Z">{tip}</path>'
    )


def _edge(share: float) -> tuple[float, float]:
    """The point of the circle that far round, clockwise from the top."""
    return sin(2 * pi * share), -cos(2 * pi * share)
