"""How it has been for one person, for that person."""

from __future__ import annotations

from bot.model import Instant, PersonId
from bot.people import consent
from bot.reflection.patterns import first_day, patterns
from bot.reflection.recalling import calendar, done_since, namer, said_since
from bot.services import Services
from messages.facts import Patterns


def facts(services: Services, person: PersonId, now: Instant) -> Patterns:
    """What the person's own answers of the last eight weeks come to; of somebody not told, or who
    said no, nothing is looked up."""
    days = calendar(services, person)
    today = days.day(now)
    first = first_day(today)
    kept = consent.looked_up(services.database, person)
    said = said_since(services, person, first, days) if kept else []
    done = done_since(services, person, first, days).tasks if said else []
    return patterns(said, done, today, namer(services, days, today))
