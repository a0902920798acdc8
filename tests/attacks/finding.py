"""What an attack came to."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

QUICK, LONG = 1_500, 10_000
"""Runs of each finding in the two forms."""

_RARELY = 1e-8
"""How likely one finding may fail by chance alone; fewer than a hundred make it 1 in 10⁶."""


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
        return self.naive is None or not within(self.naive, self.bound)


def within(its: Share, bound: float) -> bool:
    """Hoeffding: the mean of n tries exceeds its expectation by t with a chance of at most
    e^(-2nt²), which is 10⁻⁸ at t = √(ln 10⁸ / 2n)."""
    return its.hits <= its.of * bound + (slack(its.of) * its.of if bound else 0)


def slack(tries: int) -> float:
    """What chance alone may add to an accuracy."""
    return sqrt(log(1 / _RARELY) / (2 * tries))


def most_accurate(epsilon: float) -> float:
    """How often the best attacker can tell two equally likely truths apart at ε: e^ε/(1+e^ε)."""
    return exp(epsilon) / (1 + exp(epsilon))
