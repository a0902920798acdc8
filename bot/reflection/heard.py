"""The tools a person's usage was heard from."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.model import Instant, PersonId
from bot.reflection.missing import missed
from bot.reflection.recalling import calendar
from bot.reflection.silence import fallen_silent
from bot.services import Services
from bot.sources.day_totals import noon
from messages.facts import HeardFrom, Missed
from storage.personal import heard, tool_days, untimely

_LATELY = timedelta(days=28)


def sources(services: Services, person: PersonId, now: Instant) -> list[HeardFrom]:
    """Which, when first and last, who spoke, and whether it fell silent; by name."""
    days = calendar(services, person)
    fallen = fallen_silent(services.database, person, days.day(now))
    reported = tool_days.latest(services.database, person)
    return [
        HeardFrom(
            its.source,
            days.at(its.first_at),
            days.at(its.last_at),
            platform=its.platform,
            fallen=its.source in fallen,
            by_day=its.source in reported and its.last_at <= noon(reported[its.source]),
        )
        for its in heard.sources_of(services.database, person)
    ]


def missed_lately(services: Services, person: PersonId, now: Instant) -> list[Missed]:
    """What was not taken in the last four weeks because of its date."""
    today = datetime.fromtimestamp(now, UTC).date()
    return missed(untimely.between(services.database, person, today - _LATELY, today))
