"""What an attack came to."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, lgamma, log

QUICK, LONG = 2, 40
"""How many towns (tests/attacks/town.py) are attacked in the two forms."""

_RARELY = 1e-8
"""How likely one finding may fail by chance alone; fewer than a hundred make it 1 in 10⁶."""

_BY_CHANCE = 1e-2
"""A naive design is without noise, and its people are seeded: it falls in every run or in none. Its
fall is told from good luck by this."""


@dataclass(frozen=True, slots=True)
class Share:
    """So often an attacker was right, of so many tries."""

    hits: int
    of: int

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.of + other.of)

    @property
    def rate(self) -> float:
        return self.hits / self.of


@dataclass(frozen=True, slots=True)
class Finding:
    """`attack` is the line of the table, `tried` what the attacker knows and does, `door` through
    which they come. `bound` 0: never, not once; else the accuracy no attacker may exceed, where a
    coin is right in 50 %. `naive` is the same attacker against the design that `design` names; None
    where that design is named and not run, because it falls by what it is."""

    attack: str
    tried: str
    door: str
    here: Share
    bound: float
    design: str
    naive: Share | None

    @property
    def holds(self) -> bool:
        """Whether the attacker stays within the bound."""
        return within(self.here, self.bound)

    @property
    def naive_falls(self) -> bool:
        """Whether the attack is one: a naive design that was run must break the bound."""
        return self.naive is None or not within(self.naive, self.bound, _BY_CHANCE)


def within(its: Share, bound: float, rarely: float = _RARELY) -> bool:
    """Whether whoever is right with a chance of `bound` in each try would be right so often in more
    than one of 1/`rarely` runs. Exactly, by the binomial distribution: of 60 tries at 73 % an
    attacker must miss one, of 150 miss seventeen."""
    return not its.hits if not bound else _at_least(its, bound) > rarely


def _at_least(its: Share, chance: float) -> float:
    """How likely so many hits or more are."""
    hits = range(its.hits, its.of + 1)
    return sum(
        exp(_ways(its.of, n) + n * log(chance) + (its.of - n) * log(1 - chance)) for n in hits
    )


def _ways(of: int, hits: int) -> float:
    """The logarithm of how many ways there are to hit so often."""
    return lgamma(of + 1) - lgamma(hits + 1) - lgamma(of - hits + 1)


def most_accurate(epsilon: float) -> float:
    """How often the best attacker can tell two equally likely truths apart at ε: e^ε/(1+e^ε)."""
    return exp(epsilon) / (1 + exp(epsilon))
