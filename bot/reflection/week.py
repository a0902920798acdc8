"""One's own week, opened when one likes."""

from __future__ import annotations

from typing import Any

from bot.model import DAY, Delivery, DeliveryState, Instant, Letter, Period, PersonId
from bot.people import consent
from bot.reflection import weekly
from bot.reflection.recalling import calendar, done_between, seven_days
from bot.reflection.rows import rows
from bot.services import Services
from storage.personal import deliveries, preferences

_CURRENT: Instant = 7 * DAY


def facts(services: Services, person: PersonId, now: Instant) -> dict[str, Any]:
    """What view "week" is told: the week of the latest digest with its questions, as long as that
    is the latest there could be; else the last seven days. Of somebody not told, or who said no,
    nothing is looked up."""
    standing = str(consent.standing(services.database, person))
    if not consent.looked_up(services.database, person):
        return {"standing": standing, "digest": None, "questions": [], "counted": False}
    latest = _latest(services, person, now)
    days = calendar(services, person)
    period = latest.period if latest else None
    if period is None:
        first, last = seven_days(now, days)
        period = Period(first, last, days.zone.key)
    done = done_between(services.database, person, *days.covers(period))
    digest = weekly.counted(services, person, period, done)
    return {
        "standing": standing,
        "digest": digest if digest.tools else None,
        "questions": rows(services, latest, done.tasks) if latest else [],
        "counted": preferences.get(services.database, person).counted,
    }


def _latest(services: Services, person: PersonId, now: Instant) -> Delivery | None:
    return next(
        (
            its
            for its in deliveries.of_person(services.database, person)
            if its.letter is Letter.DIGEST
            and its.state in (DeliveryState.SENT, DeliveryState.SENDING)
            and now - _CURRENT < its.due_at <= now
        ),
        None,
    )
