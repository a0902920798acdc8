"""What is said of a blurred total: words, a level with its range, an arrow. Pure arithmetic.

Everything here is worked out from the blurred total and from lower edges of bands, so that a figure
gives the number of respondents away no better than the band beside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, sqrt

from bot.model import (
    Band,
    BlurredMean,
    Dimension,
    Direction,
    Floors,
    Measure,
    Release,
    Window,
    Wording,
)
from bot.trends.floors import (
    EPSILON,
    FINDING_FROM,
    MOST_POINTS,
    NUMBERS_FROM,
    SENSITIVE_NUMBERS_FROM,
    USE_LEVEL_FROM,
)

_MOSTLY_FROM, _MOSTLY_NOT_TO = 65, 35
_EIGHTY_PERCENT = 1.2816
_EARNED = 1.645
_STEPS = {int(step * 10**power) for step in (5, 8, 12.5, 20, 30) for power in range(5)}
_EDGES = sorted({*_STEPS, FINDING_FROM})
_CONSTANTS = Floors()


@dataclass(frozen=True, slots=True)
class Total:
    """A group's blurred total: how many people are in it, over how many cells it was added up."""

    noised: int
    respondents: int
    cells: int

    @classmethod
    def of(cls, parts: Iterable[Total]) -> Total:
        """The sum of totals of different people."""
        parts = tuple(parts)
        return cls(
            noised=sum(part.noised for part in parts),
            respondents=sum(part.respondents for part in parts),
            cells=sum(part.cells for part in parts),
        )

    @property
    def points(self) -> int:
        """The blurred mean in whole points from 0 to 100."""
        return max(0, min(100, _rounded(100 * self.noised, MOST_POINTS * self.respondents)))

    @property
    def level(self) -> int:
        """The blurred mean, rounded to ten points."""
        tens = _rounded(10 * self.noised, MOST_POINTS * self.respondents)
        return 10 * max(0, min(10, tens))

    @property
    def mean(self) -> BlurredMean:
        """What is kept of it, to set the next window's beside it."""
        return BlurredMean(self.points, lower_edge(self.respondents), self.cells)


def figure(
    window: Window,
    group: str,
    measure: Measure,
    total: Total,
    people: int,
    before: BlurredMean | None,
    floors: Floors = _CONSTANTS,
) -> Release | None:
    """What is published of a group of so many people; None under five respondents, of a sensitive
    measure under ten. Where that floor was raised, None for every band that begins below it: a
    figure shown from the middle of a band on would tell more of how many answered than the band.
    `before` is the same group's mean of the window before, if there was one."""
    band = Band.of(total.respondents, measure)
    if band is None or band.least < floors.least_respondents:
        return None
    numbers = band.least >= _numbers_from(measure).least
    level = numbers and (measure is not Measure.USE or people >= USE_LEVEL_FROM)
    low, high = likely_range(total, band, measure) if level else (None, None)
    return Release(
        window=window,
        group=group,
        measure=measure,
        band=band,
        wording=wording(total) if measure is not Measure.USE and not numbers else None,
        level=total.level if level else None,
        low=low,
        high=high,
        direction=direction(total.mean, before, measure) if before else None,
    )


def _numbers_from(measure: Measure) -> Band:
    return SENSITIVE_NUMBERS_FROM if measure.sensitive else NUMBERS_FROM


def lower_edge(respondents: int) -> int:
    """The respondents rounded down: 5, 8, 12, 20, 30, 50, 80, 100, 125, 200, 300, …: finer above
    fifty than the band on the page, so that large groups can earn an arrow. For five and more."""
    return max(edge for edge in _EDGES if edge <= respondents)


def wording(total: Total) -> Wording:
    """What is said of a group too small for numbers."""
    percent, whole = 100 * total.noised, MOST_POINTS * total.respondents
    if percent >= _MOSTLY_FROM * whole:
        return Wording.MOSTLY
    return Wording.MOSTLY_NOT if percent <= _MOSTLY_NOT_TO * whole else Wording.MIXED


def likely_range(total: Total, band: Band, measure: Measure | Dimension) -> tuple[int, int]:
    """Where the true level lies in four of five cases: from noise and sampling, about the level as
    shown, rounded outwards to ten points."""
    reach = 100 * _EIGHTY_PERCENT * sqrt(variance(band.least, total.cells, measure))
    low, high = total.level - reach, total.level + reach
    return max(0, 10 * floor(low / 10)), min(100, 10 * ceil(high / 10))


def direction(now: BlurredMean, before: BlurredMean, measure: Measure) -> Direction | None:
    """An arrow, where it is earned: the means differ by 1.645 standard errors of both windows, and
    both are of groups large enough for numbers."""
    if min(now.at_least, before.at_least) < NUMBERS_FROM.least:
        return None
    spread = sum(variance(mean.at_least, mean.cells, measure) for mean in (now, before))
    difference = (now.points - before.points) / 100
    if abs(difference) < _EARNED * sqrt(spread):
        return None
    return Direction.UP if difference > 0 else Direction.DOWN


def variance(respondents: int, cells: int, measure: Measure | Dimension) -> float:
    """Of a mean between 0 and 1: at most a quarter from sampling, and the noise of every cell in
    the sum. Forgetting that each cell has its own makes four of ten arrows false."""
    noise = 2 * cells / (EPSILON[measure] * respondents) ** 2
    return 0.25 / respondents + noise


def _rounded(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)
