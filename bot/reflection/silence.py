"""A tool that was used regularly, and then no more: perhaps it no longer reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from bot.model import PersonId
from storage.engine import Connection
from storage.personal import history, tool_days

QUIET = timedelta(days=7)
"""Nothing for so long is silence."""

_USUAL_DAYS, _OF = 8, timedelta(days=28)
"""Used on eight different days of the four weeks up to the last: twice a week or more."""

_LOOKED_BACK = timedelta(days=56)


def fallen_silent(db: Connection, person: PersonId, today: date) -> dict[str, date]:
    """A person's tools that have fallen silent, each with the last (UTC) day it was used on."""
    span = (today - _LOOKED_BACK, today)
    reported = {(its.source, its.day) for its in tool_days.between(db, person, *span)}
    return silent(history.days_told(db, person, *span) | reported, today)


def silent(used: Iterable[tuple[str, date]], today: date) -> dict[str, date]:
    """The same, of the tools and days with any use."""
    by_tool: dict[str, set[date]] = defaultdict(set)
    for tool, day in used:
        by_tool[tool].add(day)
    return {
        tool: last
        for tool, days in by_tool.items()
        if today - (last := max(days)) >= QUIET
        and len([day for day in days if day > last - _OF]) >= _USUAL_DAYS
    }
