"""An attacker who knows how a company usually answers, and tries the attack at home as often as
they like before they try it for real: what is seen most often beside a truth is taken as its sign.

At home they draw the noise themselves; what they are judged on is the real release.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable
from math import exp, floor, log

from bot.model import Measure
from bot.trends.floors import EPSILON
from tests.attacks.finding import Share

Try = Callable[[random.Random, bool], Hashable]
"""One world in which the truth is so; what the attacker sees of it."""

AT_HOME = 8_000


def right(seed: str, at_home: Try, for_real: Try, runs: int) -> Share:
    """How often the attacker is right."""
    chance = random.Random(seed)
    seen: tuple[Counter[Hashable], Counter[Hashable]] = (Counter(), Counter())
    for n in range(min(AT_HOME, 6 * runs)):
        seen[n % 2][at_home(chance, bool(n % 2))] += 1
    hits = 0
    for _ in range(runs):
        truth = chance.random() < 0.5
        sign = for_real(chance, truth)
        if_no, if_yes = seen[0][sign], seen[1][sign]
        hits += (chance.random() < 0.5 if if_no == if_yes else if_yes > if_no) == truth
    return Share(hits, runs)


def at_home(chance: random.Random, epsilon: float = EPSILON[Measure.WORTH]) -> int:
    """Discrete Laplace of scale 12/ε: the difference of two geometric draws."""
    decay = exp(-epsilon / 12)
    return _geometric(chance, decay) - _geometric(chance, decay)


def _geometric(chance: random.Random, decay: float) -> int:
    return floor(log(1 - chance.random()) / log(decay))
