"""A team that all agree: an exact figure of 100 % tells what each of them said."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.attacks import reader, town
from tests.attacks.answers import YES, exact, points
from tests.attacks.finding import Finding, Share, most_accurate
from tests.attacks.town import Told

ATTACK = "A team that all agree"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    eight = [second for _, second in town.tried("eight", effort)]
    thirteen = [first for first, _ in town.tried("thirteen", effort)]
    for size, tries in ((8, eight), (13, thirteen)):
        yield Finding(
            ATTACK,
            f"a team of {size}: did all say the same, or all but one?",
            "app and page",
            _told_apart(tries, size),
            most_accurate(1.0),
            "exact counts, from 5 answers up",
            _counted(tries, size),
        )


def _told_apart(tries: Sequence[Told], size: int) -> Share:
    chance, reading = random.Random(f"{size} agree"), reader.of_page(size, size)
    right = [
        reading.is_yes(its.page, points(its.said[1:]), chance) == (its.said[0] is YES)
        for its in tries
    ]
    return Share(sum(right), len(tries))


def _counted(tries: Sequence[Told], size: int) -> Share:
    right = [(exact(its.said) == 12 * size) == (its.said[0] is YES) for its in tries]
    return Share(sum(right), len(tries))
