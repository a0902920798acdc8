"""Somebody leaves: the page before is set beside the page after, and the rest is taken off.

The attacker knows how people usually answer, not what these did; and that nine of ten say the same
again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path

from bot.trends.figures import Total
from tests.attacks import learner, town
from tests.attacks.answers import YES, Said, exact, later, points, respondents
from tests.attacks.asking import as_seen
from tests.attacks.finding import Finding, Share, most_accurate
from tests.attacks.kinds import KINDS
from tests.attacks.reader import shown
from tests.attacks.town import Told

ATTACK = "A leaver"
BOUND = most_accurate(1.0)
"""They are in one of the two totals."""

Both = tuple[list[Said], list[Said]]
"""What a team says, the leaver first; and what it says after they left."""


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    tries = town.tried("from", effort)
    pages = _right(tries, _at_home(_page), lambda one, two: (one.page, two.page))
    kept = _right(tries, _at_home(_mean), lambda one, two: _less(one.kept, two.kept))
    counted = _naively(tries, lambda before, after: _less(exact(before), exact(after)))
    rolling = _naively(tries, _rolled)
    fixed, rolls = "exact counts, from 5 answers up", "exact counts of a window that rolls on"
    for tried, door, here, design, naive in (
        (
            "a team of 8 loses one: the two pages are set beside each other",
            *("app and page", pages),
            fixed,
            counted,
        ),
        ("the same, with the means the database keeps", *("files", kept), fixed, counted),
        (
            "the two pages, beside what a week's difference tells elsewhere",
            *("app and page", pages),
            rolls,
            rolling,
        ),
    ):
        yield Finding(ATTACK, tried, door, here, BOUND, design, naive)


def _right(
    tries: Iterable[tuple[Told, Told]],
    at_home: learner.World,
    sign: Callable[[Told, Told], Hashable],
) -> Share:
    return learner.right(
        "leaver", at_home, ((one.said[0] is YES, sign(one, two)) for one, two in tries)
    )


def _at_home(see: Callable[[list[Said], int], Hashable]) -> learner.World:
    def world(chance: random.Random) -> tuple[bool, Hashable]:
        before, after = _made_up(chance)
        signs = [see(said, learner.at_home(chance)) for said in (before, after)]
        return before[0] is YES, _less(*signs) if see is _mean else tuple(signs)

    return world


def _made_up(chance: random.Random) -> Both:
    before = KINDS["from"].first(chance, KINDS["from"].size)
    return before, later(chance, before[1:])


def _page(said: list[Said], noise: int) -> Hashable:
    return as_seen(shown(points(said) + noise, respondents(said), len(said)))


def _mean(said: list[Said], noise: int) -> int | None:
    count = respondents(said)
    return Total(points(said) + noise, count, 1).points if count >= 5 else None


def _less(before: int | None, after: int | None) -> Hashable:
    """The difference; of blurred means in steps of four points, or nothing is ever seen twice."""
    return None if before is None or after is None else (before - after) // 4


def _naively(
    tries: Iterable[tuple[Told, Told]], see: Callable[[list[Said], list[Said]], Hashable]
) -> Share:
    def at_home(chance: random.Random) -> tuple[bool, Hashable]:
        before, after = _made_up(chance)
        return before[0] is YES, see(before, after)

    return _right(tries, at_home, lambda one, two: see(list(one.said), list(two.said)))


def _rolled(before: list[Said], after: list[Said]) -> Hashable:
    """Every fourth answered about the week that rolls out, and answers again; the others stay."""
    both = enumerate(zip(before[1:], after, strict=True))
    stay = [now if n % 4 == 0 else then for n, (then, now) in both]
    return _less(exact(before), exact(stay))
