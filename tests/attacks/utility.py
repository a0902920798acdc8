"""What the blur costs those who read: how far off a page is, how often there is one, and what its
arrows are worth. Through the real release, for groups of one cell."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from bot.model import Direction, Measure
from bot.trends.figures import Total, figure
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred
from tests.attacks.answers import NO, PARTLY, YES, Said, points, respondents
from tests.attacks.reader import WINDOW

SIZES = (5, 8, 12, 20, 50, 240)
RESPONSE = (0.3, 0.5, 0.7)
RUNS = 120
PARTLY_SAID = 0.3
CELL = 12
"""People of a cell in a group of several."""

HEAD = (
    *("people", "of whom answer", "off by, in points"),
    *("has a page", "false arrows", "a rise of 20 points is found"),
)


@dataclass(frozen=True, slots=True)
class Utility:
    """For groups of a size, of whom so many answer: the median and the ninth decile of the error
    in points (None without a page), and shares of windows."""

    people: int
    response: float
    usual: int | None
    worst: int | None
    published: float
    false_arrows: float
    found: float

    def cells(self) -> tuple[str, ...]:
        off = "–" if self.usual is None else f"{self.usual}; one in ten over {self.worst}"
        return (
            str(self.people),
            f"{self.response:.0%}",
            off,
            *(f"{its:.0%}" for its in (self.published, self.false_arrows, self.found)),
        )


def measure(runs: int = RUNS) -> Iterator[Utility]:
    """Every size and rate."""
    for people in SIZES:
        for response in RESPONSE:
            yield _of(people, response, runs)


def _of(people: int, response: float, runs: int) -> Utility:
    chance = random.Random(f"{people} {response}")
    windows = [_two_windows(chance, people, response, change=0.0) for _ in range(runs)]
    rises = [_two_windows(chance, people, response, change=0.2) for _ in range(runs)]
    off = sorted(its.off for its in windows if its.off is not None)
    return Utility(
        people,
        response,
        usual=off[len(off) // 2] if off else None,
        worst=off[len(off) * 9 // 10] if off else None,
        published=len(off) / runs,
        false_arrows=sum(its.arrow is not None for its in windows) / runs,
        found=sum(its.arrow is Direction.UP for its in rises) / runs,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    off: int | None
    arrow: Direction | None


def _two_windows(chance: random.Random, people: int, response: float, change: float) -> _Seen:
    """Half of the work is worth it, then half and `change` more. Below six people there is none."""
    if people < 6:
        return _Seen(None, None)
    before, _ = _window(chance, people, 0.5 - change / 2, response)
    after, truth = _window(chance, people, 0.5 + change / 2, response)
    kept = before.mean if before.respondents >= 5 else None
    its = figure(WINDOW, "g", Measure.WORTH, after, people, kept)
    if its is None:
        return _Seen(None, None)
    return _Seen(round(abs(after.points - truth)), its.direction)


def _window(chance: random.Random, people: int, share: float, response: float):
    """The blurred total, and what all of them would have said, in points."""
    weights = (share - PARTLY_SAID / 2, PARTLY_SAID, 1 - share - PARTLY_SAID / 2)
    everybody: list[Said] = chance.choices((YES, PARTLY, NO), weights, k=people)
    said = [its if chance.random() < response else None for its in everybody]
    of_cells = [said[n : n + CELL] for n in range(0, max(people - CELL // 2, 1), CELL)]
    of_cells[-1] = said[CELL * (len(of_cells) - 1) :]
    totals = (
        Total(blurred(points(its), EPSILON[Measure.WORTH]), respondents(its), 1) for its in of_cells
    )
    return Total.of(totals), 100 * points(everybody) / (12 * people)
