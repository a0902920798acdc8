"""The best reader of a page there can be: knows everybody else's answers, the number of
respondents, the mechanism and its noise, and weighs the two possible truths exactly."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from functools import cache
from math import exp

from bot.model import Measure, Rating, Release, Window
from bot.trends import contribution
from bot.trends.figures import Total, figure
from bot.trends.floors import EPSILON
from bot.trends.noise import blurred

WINDOW = Window(37)
_REACH = 200  # noise beyond this is rarer than e^-16

Seen = Hashable
See = Callable[[int], Seen]


def released(ratings: Iterable[Rating | None], people: int | None = None) -> Release | None:
    """One cell's worth, through the real release: each one's points, one draw, what is shown. None
    stands for somebody who did not answer."""
    points = [contribution.worth([its] if its else []) for its in ratings]
    said = [its for its in points if its is not None]
    noised = blurred(sum(said), EPSILON[Measure.WORTH])
    return shown(noised, len(said), people or len(points))


@cache
def shown(noised: int, respondents: int, people: int) -> Release | None:
    """What a page shows of a blurred total."""
    return figure(WINDOW, "g", Measure.WORTH, Total(noised, respondents, 1), people, None)


class Reader:
    """`see` is what the attacker sees of a blurred total."""

    def __init__(self, see: See, epsilon: float = EPSILON[Measure.WORTH]) -> None:
        self._see, self._decay = cache(see), exp(-epsilon / 12)
        self._weights = cache(self._weigh)

    def likelihood(self, seen: Seen, total: int) -> float:
        """How likely this is seen where the true total is that."""
        return self._weights(total)[seen]

    def _weigh(self, total: int) -> dict[Seen, float]:
        weights: dict[Seen, float] = defaultdict(float)
        for noised in range(total - _REACH, total + _REACH + 1):
            weights[self._see(noised)] += self._decay ** abs(noised - total)
        return weights


def guess(if_no: float, if_yes: float, chance: random.Random) -> bool:
    """The likelier of two truths; a coin where they are as likely."""
    return chance.random() < 0.5 if if_no == if_yes else if_yes > if_no
