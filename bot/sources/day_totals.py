"""Whole days come in: what a report adds up of a person's day with a tool is priced and kept.

Reports are fetched again and again, and only ever grow: of two versions of a day the larger is
kept, so that any order and any repetition gives the same. Nothing is kept of people who were not
told or who said no; the answer is the same as for others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from math import fsum

from bot.model import DayTotal, Instant, PersonId, Reject, Tokens, ToolDay
from bot.services import Services
from bot.sources import noting
from bot.sources.intake import Taken, may_keep
from bot.sources.lateness import CLOCK_SKEW, IN_FUTURE, TIMELY, TOO_OLD
from bot.sources.prices import cost_of_many
from storage.personal import tool_days

_NOON = time(12, tzinfo=UTC)


def take_days(
    services: Services,
    by_person: Mapping[PersonId, Sequence[DayTotal]],
    *,
    history: bool = False,
) -> Taken:
    """Keep what reports say of several people's days; a transaction for each person. What is older
    than 14 days is refused as too old, unless it is `history`."""
    now, taken = services.clock(), Taken()
    for person, days in sorted(by_person.items()):
        timely, untimely = _split_by_time(days, now, history=history)
        taken.rejected += untimely
        grown = _take(services, person, timely, untimely, now)
        taken.accepted += grown
        taken.known += len(timely) - grown
    return taken


def priced(its: DayTotal) -> ToolDay:
    """The models of a day added up: cost as reported, else by price list, else unknown."""
    at, known, unpriced = noon(its.day), [], 0
    for use in its.models:
        cost = use.cost_usd if use.cost_usd is not None else _price(at, use.model, use.tokens)
        unpriced += cost is None
        known.append(cost or 0.0)
    return ToolDay(
        source=its.source,
        report=its.report,
        day=its.day,
        requests=its.requests,
        tokens=sum((use.tokens for use in its.models), Tokens()),
        cost_usd=fsum(known),
        unpriced=unpriced,
        outcomes=its.outcomes,
    )


def noon(day: date) -> Instant:
    """The middle of a UTC day: for the moment of what a report tells of it."""
    return int(datetime.combine(day, _NOON).timestamp())


def _price(at: Instant, model: str | None, tokens: Tokens) -> float | None:
    return cost_of_many(model, at, tokens) if tokens.total else 0.0


def _take(
    services: Services,
    person: PersonId,
    days: Sequence[DayTotal],
    untimely: Sequence[Reject],
    now: Instant,
) -> int:
    received = Counter(its.source for its in days)
    with services.database.transaction() as tx:
        grown = len(days)
        if may_keep(tx, person):
            noting.note_days_heard(tx, person, [(its.source, noon(its.day)) for its in days])
            noting.note_untimely(tx, person, untimely, now)
            grown = tool_days.keep(tx, person, [priced(its) for its in days])
        noting.note_health(tx, now, received=received, rejects=untimely)
    return grown


def _split_by_time(
    days: Sequence[DayTotal], now: Instant, *, history: bool
) -> tuple[list[DayTotal], list[Reject]]:
    timely, untimely = [], []
    for its in days:
        if noon(its.day) < now - TIMELY and not history:
            untimely.append(Reject(its.line, TOO_OLD, its.source))
        elif noon(its.day) > now + CLOCK_SKEW:
            untimely.append(Reject(its.line, IN_FUTURE, its.source))
        else:
            timely.append(its)
    return timely, untimely
