"""The tools a person's usage was heard from."""

from __future__ import annotations

from bot.model import PersonId
from bot.reflection.recalling import calendar
from bot.services import Services
from messages.facts import HeardFrom
from storage.personal import heard


def sources(services: Services, person: PersonId) -> list[HeardFrom]:
    """Which, and when first and last; by name."""
    days = calendar(services, person)
    return [
        HeardFrom(its.source, days.at(its.first_at), days.at(its.last_at))
        for its in heard.sources_of(services.database, person)
    ]
