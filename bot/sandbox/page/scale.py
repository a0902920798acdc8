"""Round numbers for a chart's axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, log10


@dataclass(frozen=True)
class Scale:
    """An axis `low` to `high`; its `ticks` are evenly spaced, lowest first, zero among them."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high end."""
        return (value - self.low) / (self.high - self.low)


def scale(values: Iterable[float], steps: int = 4) -> Scale:
    """The smallest round axis that holds every value; whole numbers get whole ticks."""
    known = [0.0, *values]
    low, high = min(known), max(known)
    step = _round_step((high - low) / steps or 1)
    if all(float(value).is_integer() for value in known):
        step = max(step, 1)
    first, last = floor(low / step), max(ceil(high / step), 1)
    ticks = tuple(number * step for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    fits = (factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    return next(fits)


def figure(value: float) -> str:
    """A number as short as an axis needs it: `12`, `0.5`, `1.2K`, `3M`."""
    for size, letter in ((1e9, "B"), (1e6, "M"), (1e3, "K")):
        if abs(value) >= size:
            return f"{value / size:.1f}".removesuffix(".0") + letter
    return f"{value:.2f}".rstrip("0").rstrip(".")
