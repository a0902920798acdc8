"""What one person adds to a total: one whole number from 0 to 12, however much they did."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from math import fsum

from bot.model import NO, YES, Rating, Task, ToolDay, Window, is_working_day
from bot.reflection.reported import cost_is_told
from bot.trends.floors import COST_STEP, MOST_POINTS


def worth(ratings: Iterable[Rating]) -> int | None:
    """Twelve times the mean of a person's ratings, halves rounded up: ten tasks weigh no more than
    one. None when no rating says anything of worth (trying out, skipped)."""
    said = [rating.worth for rating in ratings if rating.worth is not None]
    # Ratings are halves, so twice their sum is whole, and nothing is lost to floating point.
    return _rounded(int(2 * sum(said)), 2 * len(said)) if said else None


def use(days: Iterable[date], window: Window) -> int:
    """Twelve times the share of the window's working days (Monday to Friday) with any AI use,
    halves rounded up. A weekend counts neither way."""
    working = working_days(window)
    return _rounded(len(working & set(days)), len(working))


def said_yes(degree: int) -> int:
    """Twelve for a yes to a sensitive question, six for "in a way", none for a no."""
    return MOST_POINTS * (degree - NO) // (YES - NO)


def cost(tasks: Iterable[Task], reported: Iterable[ToolDay] = ()) -> int | None:
    """A point for every twenty US dollars of all tasks and reported days together, twelve at most,
    halves rounded up. None where nothing was said to cost anything, or the price of some call or
    day is not known: that is not the same as free."""
    its, by_day = tuple(tasks), tuple(reported)
    parts: list[Task | ToolDay] = [*its, *by_day]
    dollars = fsum(part.cost_usd for part in parts)  # the same in any order
    if dollars <= 0 or any(task.unpriced_calls for task in its):
        return None
    if not all(map(cost_is_told, by_day)):
        return None
    return int(min(MOST_POINTS, dollars / COST_STEP + 0.5))


@cache
def working_days(window: Window) -> frozenset[date]:
    """The Mondays to Fridays of a window: twenty of them."""
    span = (window.last_day - window.first_day).days + 1
    days = (window.first_day + timedelta(days=n) for n in range(span))
    return frozenset(day for day in days if is_working_day(day))


def _rounded(part: int, whole: int) -> int:
    return (2 * MOST_POINTS * part + whole) // (2 * whole)
