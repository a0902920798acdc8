"""What is tried with a team: how large it is, and what its people say in two windows. Whoever is to
be guessed is the first of it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from tests.attacks.answers import RESPONSE, YES, Said, agreed, answers, either
from tests.attacks.reader import of_page

Say = Callable[[random.Random, int], list[Said]]


def _put_together(chance: random.Random, size: int) -> list[Said]:
    """All but one have agreed on what makes the page tip over with the last answer."""
    others = agreed(size - 1, of_page(size, size).tipping(size))
    return [either(chance.random() < 0.5), *others]


def _agree(chance: random.Random, size: int) -> list[Said]:
    """All say the same, or all but one."""
    return [either(chance.random() < 0.5), *[YES] * (size - 1)]


def _one_more(chance: random.Random, size: int) -> list[Said]:
    """All answer, or all but one."""
    return [YES if chance.random() < 0.5 else None, *answers(chance, size - 1)]


def _leaving(chance: random.Random, size: int) -> list[Said]:
    """Nine of ten answer; whoever will leave does."""
    return [either(chance.random() < 0.5), *answers(chance, size - 1, RESPONSE)]


@dataclass(frozen=True, slots=True)
class Kind:
    """So many teams of a size, and what they say in the first window and in the second."""

    count: int
    size: int
    first: Say
    second: Say


KINDS = {
    "eight": Kind(30, 8, _put_together, _agree),
    "thirteen": Kind(30, 13, _agree, _one_more),
    "many": Kind(30, 21, _put_together, _one_more),
    "from": Kind(75, 8, _leaving, answers),
    "to": Kind(75, 6, _one_more, answers),
}
"""The first of each "from" moves to the "to" of its number after the first window; those who stay
say mostly the same again."""
