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
from tests.attacks.asking import as_seen

WINDOW = Window(37)
_REACH = 200  # noise beyond this is rarer than e^-16

Sign = Hashable
See = Callable[[int], Sign]


def released(ratings: Iterable[Rating | None], people: int | None = None) -> Release | None:
    """One cell's worth, through the release's arithmetic: each one's points, one draw, what is
    shown. None stands for somebody who did not answer."""
    points = [contribution.worth([its] if its else []) for its in ratings]
    said = [its for its in points if its is not None]
    noised = blurred(sum(said), EPSILON[Measure.WORTH])
    return shown(noised, len(said), people or len(points))


@cache
def shown(
    noised: int, respondents: int, people: int, measure: Measure = Measure.WORTH
) -> Release | None:
    """What a page shows of a blurred total."""
    return figure(WINDOW, "g", measure, Total(noised, respondents, 1), people, None)


class Reader:
    """`see` is what the attacker sees of a blurred total."""

    def __init__(self, see: See, measure: Measure = Measure.WORTH) -> None:
        self._see, self._decay = cache(see), exp(-EPSILON[measure] / 12)
        self._weights = cache(self._weigh)

    def likelihood(self, sign: Sign, total: int) -> float:
        """How likely this is seen where the true total is that."""
        return self._weights(total)[sign]

    def is_yes(self, sign: Sign, known: int, chance: random.Random) -> bool:
        """Whether the one answer that is not known is a yes: 12 points more than a no."""
        return guess(self.likelihood(sign, known), self.likelihood(sign, known + 12), chance)

    def tipping(self, size: int) -> int:
        """What all but one of so many must add up to for the last answer to show most."""
        totals = range(0, 12 * (size - 1) + 1, 6)
        return max(totals, key=lambda total: self._told_apart(total, total + 12))

    def _told_apart(self, one: int, other: int) -> float:
        signs = {*self._weights(one), *self._weights(other)}
        return sum(max(self.likelihood(its, one), self.likelihood(its, other)) for its in signs)

    def _weigh(self, total: int) -> dict[Sign, float]:
        weights: dict[Sign, float] = defaultdict(float)
        for noised in range(total - _REACH, total + _REACH + 1):
            weights[self._see(noised)] += self._decay ** abs(noised - total)
        return weights


@cache
def of_page(respondents: int, people: int, measure: Measure = Measure.WORTH) -> Reader:
    """A reader of the page of a team."""
    return Reader(lambda noised: as_seen(shown(noised, respondents, people, measure)), measure)


@cache
def of_mean(respondents: int) -> Reader:
    """A reader of the blurred mean in whole points that the database keeps of a team."""
    return Reader(lambda noised: Total(noised, respondents, 1).points)


def guess(if_no: float, if_yes: float, chance: random.Random) -> bool:
    """The likelier of two truths; a coin where they are as likely."""
    return chance.random() < 0.5 if if_no == if_yes else if_yes > if_no
