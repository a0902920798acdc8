"""Days of reports beside tasks: what both tell of counts once.

Where a tool told of a day event by event, that is believed, and no report of that day counts. Of
several reports of one tool and day the larger one does. A report's day is a UTC day; it is taken as
the day that its person lived, where its noon is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from bot.model import PersonId, ToolDay
from storage.engine import Connection
from storage.personal import history, tool_days

Place = tuple[str, date]
"""A tool and a UTC day."""


def days(db: Connection, person: PersonId, first: date, last: date) -> list[ToolDay]:
    """The days of a person's reports, from `first` to `last`, that count."""
    found = tool_days.between(db, person, first, last)
    return beside(found, history.days_told(db, person, first, last)) if found else []


def beside(found: Iterable[ToolDay], told: Collection[Place]) -> list[ToolDay]:
    """Those that add to what was `told` event by event, in order of time."""
    largest: dict[Place, ToolDay] = {}
    for its in found:
        place = its.source, its.day
        if place not in told and (place not in largest or _size(its) > _size(largest[place])):
            largest[place] = its
    return sorted(largest.values(), key=lambda its: (its.day, its.source))


def cost_is_told(its: ToolDay) -> bool:
    """Whether all of its cost is known. A report that names neither cost nor tokens says nothing of
    it, which is not the same as free."""
    return not its.unpriced and (its.cost_usd > 0 or its.tokens.total > 0)


def _size(its: ToolDay) -> tuple[int, int, float, str]:
    return its.tokens.total, its.requests or 0, its.cost_usd, its.report
