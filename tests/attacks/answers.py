"""Made-up answers, the same in every run: only the noise differs. Whoever is to be guessed is the
first of a team."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from bot.model import Rating
from bot.trends import contribution

YES, PARTLY, NO = Rating.WORTH_IT, Rating.PARTLY, Rating.NOT_WORTH_IT
_POINTS = {its: contribution.worth([its]) or 0 for its in (YES, PARTLY, NO)}
Said = Rating | None
"""None: did not answer."""

RESPONSE = 0.9
"""How many answer."""

KEEPS = 0.9
"""How many say the same again a window later."""


def answers(chance: random.Random, count: int, response: float = 1.0) -> list[Said]:
    """What so many people say: half of them worth it, three of ten partly, two not."""
    said = chance.choices([YES, PARTLY, NO], [5, 3, 2], k=count)
    return [its if chance.random() < response else None for its in said]


def later(chance: random.Random, said: Iterable[Said]) -> list[Said]:
    """What the same people say a window later."""
    return [its and (its if chance.random() < KEEPS else answers(chance, 1)[0]) for its in said]


def agreed(count: int, total: int) -> list[Said]:
    """What so many people say who have agreed what it is to add up to: a multiple of six."""
    worth_it, partly = divmod(total, 12)
    said = [*[YES] * worth_it, *[PARTLY] * (partly // 6)]
    return [*said, *[NO] * (count - len(said))]


def points(said: Iterable[Said]) -> int:
    """What they add up to, before any blur."""
    return sum(_POINTS[its] for its in said if its)


def respondents(said: Iterable[Said]) -> int:
    return sum(its is not None for its in said)


def exact(said: Sequence[Said]) -> int | None:
    """A naive design: the raw count, from five answers up."""
    return points(said) if respondents(said) >= 5 else None


def either(yes: bool) -> Rating:
    """The two answers an attacker tries to tell apart: the farthest from each other."""
    return YES if yes else NO
