"""Moving people about to compare: one person to another team, between two windows.

Whoever moves them knows what all others say in both teams. The person is in one page of each: in
that of the team they leave before they move, in that of the team they come to after it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.attacks import reader, town
from tests.attacks.answers import YES, exact, points, respondents
from tests.attacks.finding import Finding, Share, most_accurate
from tests.attacks.reader import Reader, Sign
from tests.attacks.town import Told

ATTACK = "Move one person and compare"
DESIGN = "exact counts, from 5 answers up"
BOUND = most_accurate(2.0)
"""They are in two totals."""

Twice = tuple[Told, Told]


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    moved = [
        (before, after)
        for (before, _), (_, after) in zip(
            town.tried("from", effort), town.tried("to", effort), strict=True
        )
    ]
    pages = _right(moved, lambda its: its.page, reader.of_page)
    kept = _right(moved, lambda its: its.kept, lambda m, _: reader.of_mean(m))
    tried = "out of a team of 8 into one of 6, saying the same in both; all others' answers known"
    yield Finding(ATTACK, tried, "app and page", pages, BOUND, DESIGN, _counted(moved))
    again = "the same, with the means the database keeps"
    yield Finding(ATTACK, again, "files", kept, BOUND, DESIGN, _counted(moved))


def _right(
    moved: Sequence[Twice],
    sign: Callable[[Told], Sign],
    reading: Callable[[int, int], Reader],
) -> Share:
    chance, hits = random.Random("moved"), 0
    for twice in moved:
        weights = [1.0, 1.0]
        for its in twice:
            reads = reading(respondents(its.said), len(its.said))
            for yes in (0, 1):
                known = points(its.said[1:])
                weights[yes] *= reads.likelihood(sign(its), known + 12 * yes)
        hits += reader.guess(*weights, chance) == (twice[0].said[0] is YES)
    return Share(hits, len(moved))


def _counted(moved: Iterable[Twice]) -> Share:
    """The same two teams, counted exactly: the second count alone tells."""
    counts = [
        (exact(after.said), points(after.said[1:]), before.said[0]) for before, after in moved
    ]
    right = [(count != rest) == (one is YES) for count, rest, one in counts]
    return Share(sum(right), len(right))
