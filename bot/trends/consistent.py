"""What four windows together are consistent with: more use, and no more worth.

Two windows are set against the two before, so that one loud month says nothing. It is never more
than "consistent with": the figures are blurred, and people change for many reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from bot.model import BlurredMean, Finding, Measure
from bot.trends.figures import variance
from bot.trends.floors import FINDING_FROM

WINDOWS = 4
"""So many are looked at together: the latest, and the three before it."""
_EARNED = 1.645
"""Use rose by so many standard errors: by chance alone one time in twenty."""
_EIGHTY_FOUR_PERCENT = 0.994
_NO_MORE_WORTH = 0.10
"""Worth did not rise by as much as this: the upper bound of its change, 84 times in 100."""

Means = Mapping[Measure, BlurredMean]


def finding(windows: Sequence[Means]) -> Finding | None:
    """What is found in a group's means of the latest window and the three before it, latest first;
    None where any is missing or of too few respondents."""
    measured = [
        [its[measure] for its in windows if measure in its]
        for measure in (Measure.USE, Measure.WORTH)
    ]
    if any(len(means) < WINDOWS or min(its.at_least for its in means) < FINDING_FROM
           for means in measured):  # fmt: skip
        return None
    use, use_error = _change(measured[0], Measure.USE)
    worth, worth_error = _change(measured[1], Measure.WORTH)
    rises = use >= _EARNED * use_error
    more_worth = worth + _EIGHTY_FOUR_PERCENT * worth_error >= _NO_MORE_WORTH
    return Finding.USE_RISES_WORTH_DOES_NOT if rises and not more_worth else None


def _change(means: Sequence[BlurredMean], measure: Measure) -> tuple[float, float]:
    """By how much the mean of two windows differs from that of the two before, and its standard
    error."""
    latest, last, before, first = (its.points / 100 for its in means)
    spread = sum(variance(its.at_least, its.cells, measure) for its in means)
    return (latest + last - before - first) / 2, sqrt(spread) / 2
