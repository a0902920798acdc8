"""From what a report says to what is kept of it: each line goes to the person it names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bot.model import Instant
from bot.services import Services
from bot.sources import noting
from bot.sources.adding_days import add_up
from bot.sources.day_totals import noon, take_days
from bot.sources.intake import take_all
from bot.sources.naming import Naming
from bot.sources.parsed import Parsed


def take(services: Services, naming: Naming, said: Parsed) -> None:
    """Keep what was said of people who may be known. Lines that name nobody of the roster are
    dropped; rows of one person's day are added up, under whichever names they come."""
    take_all(services, naming.sort(said.observations).by_person)
    days = naming.sort(said.days).by_person
    take_days(services, {person: add_up(theirs) for person, theirs in days.items()})
    if said.rejects:
        with services.database.transaction() as tx:
            noting.note_health(tx, services.clock(), received=Counter(), rejects=said.rejects)


def accounts(said: Parsed, since: Instant) -> Iterator[str]:
    """Whom the lines from then on name."""
    for it in said.observations:
        if it.claimed and it.at >= since:
            yield it.claimed
    for day in said.days:
        if day.claimed and noon(day.day) >= since:
            yield day.claimed
