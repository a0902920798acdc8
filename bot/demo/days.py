"""On which days people work: not on weekends and holidays, nor when they are ill or away."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from bot.demo.cast import (
    BENGALURU,
    BERLIN,
    CAST,
    LAGOS,
    LONDON,
    NEW_YORK,
    SAN_FRANCISCO,
    SYDNEY,
    Employee,
)
from bot.demo.chance import chance
from bot.demo.story import CURTAIN
from bot.model import is_working_day

_WEEK_TO_SEE = timedelta(days=8)
"""For so long before a visitor comes in nobody of the cast is away: there must be a week to see."""

_HOLIDAYS = {
    BERLIN: {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)},
    LONDON: {(1, 1), (8, 31), (12, 25), (12, 28)},
    LAGOS: {(1, 1), (6, 12), (10, 1), (12, 25)},
    NEW_YORK: {(1, 1), (7, 3), (9, 7), (11, 11), (11, 26), (12, 25)},
    SAN_FRANCISCO: {(1, 1), (7, 3), (9, 7), (11, 11), (11, 26), (12, 25)},
    BENGALURU: {(1, 26), (8, 15), (10, 2), (11, 9)},
    SYDNEY: {(1, 26), (4, 25), (6, 8), (10, 5), (12, 25)},
}


def works(employee: Employee, day: date) -> bool:
    """Whether this is a working day of theirs."""
    if not is_working_day(day) or (day.month, day.day) in _HOLIDAYS.get(employee.zone, ()):
        return False
    here = employee.slack_id in CAST and day >= CURTAIN - _WEEK_TO_SEE
    return here or day not in _away(employee.slack_id, day.year)


@lru_cache(maxsize=1024)
def _away(slack_id: str, year: int) -> frozenset[date]:
    """Two holidays and two colds a year."""
    its = chance(slack_id, year, "away")
    spells = [
        (its.randrange(15, 130), its.randint(5, 9)),
        (its.randrange(170, 260), its.choice((7, 12, 14, 19))),
        (its.randrange(1, 180), its.randint(1, 4)),
        (its.randrange(180, 360), its.randint(1, 5)),
    ]
    start = date(year, 1, 1)
    return frozenset(
        start + timedelta(days=first + n) for first, length in spells for n in range(length)
    )
