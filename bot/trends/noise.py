"""The blur. The only place that knows OpenDP."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import opendp.prelude as dp

from bot.trends.floors import MOST_POINTS

dp.enable_features("contrib")


def blurred(total: int, epsilon: float) -> int:
    """The total plus discrete Laplace noise of scale 12/ε: whether one person (who can move it by
    up to 12) is in it, or what they said, changes no outcome's odds by more than e^ε."""
    return _laplace(epsilon)(total)


@cache
def _laplace(epsilon: float) -> Callable[[int], int]:
    space = dp.atom_domain(T="i64"), dp.absolute_distance(T="i64")
    measurement: Any = dp.m.make_laplace(*space, scale=MOST_POINTS / epsilon)
    spent = measurement.map(MOST_POINTS)
    if spent > epsilon * (1 + 1e-9):
        raise ValueError(f"the blur would cost {spent}, more than {epsilon}")
    return lambda total: int(measurement(total))
