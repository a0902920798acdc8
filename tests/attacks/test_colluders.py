"""Everybody but one put their answers together, and read the last one off the page.

They know the noise, and agree beforehand on what to say: whatever makes the page tip over with the
last answer. No page can be read better than that.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from tests.attacks import reader, town
from tests.attacks.answers import YES, agreed, exact, points
from tests.attacks.finding import Finding, Share, most_accurate, within
from tests.attacks.reader import Reader, Sign
from tests.attacks.town import WITH_CARE, Told

ATTACK = "n−1 colluders"
DESIGN = "exact counts, from 5 answers up"
BOUND, WITH_CARE_BOUND = most_accurate(1.0), 2 / 3
"""ε is 1, and of the sensitive questions ln 2."""


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    eight, many = ([first for first, _ in town.tried(kind, effort)] for kind in ("eight", "many"))
    others = "all but one agree on what to say, and read the last answer off the page"
    for size, what, tries in ((8, "words", eight), (21, "a level", many)):
        here = _right(tries, reader.of_page(size, size), lambda its: its.page, _known)
        tried = f"a team of {size}, {what} on its page: {others}"
        yield Finding(ATTACK, tried, "app and page", here, BOUND, DESIGN, _counted(tries))
    yield Finding(
        ATTACK,
        "a team of 8: the same, with the mean the database keeps instead of the page",
        "files",
        _right(eight, reader.of_mean(8), lambda its: its.kept, _known),
        BOUND,
        DESIGN,
        _counted(eight),
    )
    yield Finding(
        ATTACK,
        "a team of 21 and a sensitive question: the same, from the page",
        "app and page",
        _right(many, reader.of_page(21, 21, WITH_CARE), lambda its: its.with_care, _with_care),
        WITH_CARE_BOUND,
        DESIGN,
        _counted(many),
    )


def test_without_the_blur_the_last_answer_is_read_off_the_page() -> None:
    """The same pages from unblurred totals: what must not be seen is seen every time."""
    for size in (8, 21):
        its, chance = reader.of_page(size, size), random.Random(size)
        known, see = its.tipping(size), lambda total, size=size: _unblurred(total, size)
        right = [its.is_yes(see(known + 12 * yes), known, chance) == yes for yes in (False, True)]
        assert all(right)
    assert not within(Share(60, 60), BOUND)


def _unblurred(total: int, size: int) -> Sign:
    return reader.as_seen(reader.shown(total, size, size))


def _known(its: Told) -> int:
    return points(its.said[1:])


def _with_care(its: Told) -> int:
    size = len(its.said)
    return points(agreed(size - 1, reader.of_page(size, size, WITH_CARE).tipping(size)))


def _right(
    tries: Iterable[Told],
    reading: Reader,
    sign: Callable[[Told], Sign],
    known: Callable[[Told], int],
) -> Share:
    chance, tries = random.Random("colluders"), list(tries)
    right = [reading.is_yes(sign(its), known(its), chance) == (its.said[0] is YES) for its in tries]
    return Share(sum(right), len(tries))


def _counted(tries: Sequence[Told]) -> Share:
    """The same teams, counted exactly."""
    told = [(exact(its.said), exact(its.said[1:]), its.said[0]) for its in tries]
    return Share(sum((all_ - rest == 12) == (one is YES) for all_, rest, one in told), len(told))
