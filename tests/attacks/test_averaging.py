"""Asking again and again: the mean of many blurred answers would be the true one."""

from __future__ import annotations

import random
from collections.abc import Iterable
from pathlib import Path

from tests.attacks import town
from tests.attacks.answers import answers
from tests.attacks.finding import Finding, Share
from tests.attacks.reader import released

ATTACK = "Ask 1,000 times and average"
SIZE = 14


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    towns = town.told(effort)
    again = [(page, its.asked[0]) for its in towns for page in its.asked]
    yield Finding(
        ATTACK,
        "every member asks again and again: how many pages differ from the first",
        "app and page",
        Share(sum(page != first for page, first in again), len(again)),
        0,
        "fresh noise each time",
        _blurred_anew(len(again)),
    )


def _blurred_anew(times: int) -> Share:
    said = answers(random.Random(1), SIZE)
    pages = [released(said) for _ in range(times)]
    return Share(sum(page != pages[0] for page in pages), times)
