"""When somebody's week is due, told from their schedule and time zone alone. Pure.

Local times go wrong twice a year: an hour that a spring morning skips becomes the first moment
after it; an hour that an autumn night has twice is taken at its first.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.model import (
    DAY,
    Cadence,
    Instant,
    Period,
    Schedule,
    Week,
    is_working_day,
    zone_of,
)

STALE: Instant = 3 * DAY
"""How late a digest may still come, in seconds. Later than that people no longer recall the days
it asks about, and the next one covers them anyway."""

TOLD_BEFORE: Instant = DAY
"""How long before a digest somebody must have been told what it is."""

LONGEST_PERIOD = timedelta(days=14)
FIRST_PERIOD = timedelta(days=7)
REMINDER_HOUR = 10
_EVEN_WEEK = date(2024, 1, 1)
_WORKDAY_STARTS, _WORKDAY_ENDS = time(9), time(16)


@dataclass(frozen=True, slots=True)
class Slot:
    """A moment at which a digest is due: `day` is its local date, `occasion` that date's week."""

    at: Instant
    day: date

    @property
    def occasion(self) -> str:
        """What makes it unique: one digest an ISO week, wherever the person has moved since."""
        return str(Week.of(self.day))


def instant_of(day: date, at: time, zone: ZoneInfo) -> Instant:
    """The moment a local clock first shows that time, or jumps over it."""
    first = datetime.combine(day, at, zone)
    second = first.replace(fold=1)
    earlier, later = sorted((int(first.timestamp()), int(second.timestamp())))
    if first.utcoffset() == second.utcoffset() or _shows(earlier, day, at, zone):
        return earlier
    after = second.utcoffset()
    moments = range(earlier, later + 1)
    return moments[bisect_left(moments, True, key=lambda t: local(t, zone).utcoffset() == after)]


def local(now: Instant, zone: ZoneInfo) -> datetime:
    """An instant, as a clock on the wall there shows it."""
    return datetime.fromtimestamp(now, UTC).astimezone(zone)


def latest_slot(schedule: Schedule, zone: ZoneInfo, now: Instant) -> Slot:
    """The last moment up to `now` at which this schedule has a digest due."""
    today = local(now, zone).date()
    day = today - timedelta(days=(today.isoweekday() - schedule.weekday) % 7)
    while True:
        at = instant_of(day, time(schedule.hour), zone)
        if at <= now and _counts(day, schedule.cadence):
            return Slot(at, day)
        day -= timedelta(weeks=1)


def next_slot(schedule: Schedule, zone: ZoneInfo, now: Instant) -> Slot:
    """The first moment after `now` at which this schedule has a digest due."""
    ahead = now + DAY
    while (slot := latest_slot(schedule, zone, ahead)).at <= now:
        ahead += DAY
    return slot


def period_of(slot: Slot, zone: str, before: Period | None, untold: date | None = None) -> Period:
    """What a digest is about: from the end of the one `before` to the night before the slot; 1 to
    14 days. Who never got one is told of 7, or from `untold` on: the first day that one looked at
    which then did not go.

    The end of the one before is a moment and not a date: who flew west since would lose a working
    day, and who flew east would be told of some hours twice.
    """
    last = slot.day - timedelta(days=1)
    told_until = _other_end(before, zone) if before else None
    if told_until is not None:
        first = local(told_until, zone_of(zone)).date()
    elif before is not None:
        first = before.last + timedelta(days=1)
    else:
        first = untold or last - FIRST_PERIOD + timedelta(days=1)
    begins = min(max(first, last - LONGEST_PERIOD + timedelta(days=1)), last)
    return Period(begins, last, zone, told_until if begins == first else None)


def _other_end(before: Period, zone: str) -> Instant | None:
    """When a period ended that was lived in another zone."""
    if before.zone == zone:
        return None
    return instant_of(before.last + timedelta(days=1), time(0), zone_of(before.zone))


def next_working_hour(zone: ZoneInfo, now: Instant) -> Instant:
    """`now` from Monday to Friday between 9 and 16 there; else the next time it is 9 o'clock."""
    clock = local(now, zone)
    day = clock.date()
    if is_working_day(day) and _WORKDAY_STARTS <= clock.time() < _WORKDAY_ENDS:
        return now
    if not is_working_day(day) or clock.time() >= _WORKDAY_ENDS:
        day = _next_working_day(day)
    return instant_of(day, _WORKDAY_STARTS, zone)


def reminded_now(zone: ZoneInfo, now: Instant) -> tuple[Instant, Instant] | None:
    """Which digests a reminder may come for at this moment: those sent from the first instant to
    before the second. They are those of the last working day and of the weekend after it; None
    when it is no time for reminders there."""
    clock = local(now, zone)
    today = clock.date()
    if not (is_working_day(today) and time(REMINDER_HOUR) <= clock.time() < _WORKDAY_ENDS):
        return None
    before = today - timedelta(days=1)
    while not is_working_day(before):
        before -= timedelta(days=1)
    return instant_of(before, time(0), zone), instant_of(today, time(0), zone)


def _shows(at: Instant, day: date, expected: time, zone: ZoneInfo) -> bool:
    return local(at, zone).replace(tzinfo=None) == datetime.combine(day, expected)


def _counts(day: date, cadence: Cadence) -> bool:
    weeks = (day - _EVEN_WEEK).days // 7
    return cadence is Cadence.WEEKLY or weeks % 2 == 0


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
