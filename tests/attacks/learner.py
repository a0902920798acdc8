"""An attacker who knows how a company usually answers, and tries the attack at home as often as
they like before they try it for real: what is seen most often beside a truth is taken as its sign.

At home they draw the noise themselves; what they are judged on is the real release.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from math import exp, floor, log

from bot.model import Measure
from bot.trends.floors import EPSILON
from tests.attacks.finding import Share
from tests.attacks.reader import guess

World = Callable[[random.Random], tuple[bool, Hashable]]
"""One world, as it is made up at home: the truth, and what the attacker sees of it."""

AT_HOME = 8_000


def right(seed: str, at_home: World, for_real: Iterable[tuple[bool, Hashable]]) -> Share:
    """How often the attacker is right, of the truths and signs of real worlds."""
    chance = random.Random(seed)
    seen: tuple[Counter[Hashable], Counter[Hashable]] = (Counter(), Counter())
    for _ in range(AT_HOME):
        truth, sign = at_home(chance)
        seen[truth][sign] += 1
    hits = tries = 0
    for truth, sign in for_real:
        hits += guess(seen[False][sign], seen[True][sign], chance) == truth
        tries += 1
    return Share(hits, tries)


def at_home(chance: random.Random, epsilon: float = EPSILON[Measure.WORTH]) -> int:
    """Discrete Laplace of scale 12/ε: the difference of two geometric draws."""
    decay = exp(-epsilon / 12)
    return _geometric(chance, decay) - _geometric(chance, decay)


def _geometric(chance: random.Random, decay: float) -> int:
    return floor(log(1 - chance.random()) / log(decay))
