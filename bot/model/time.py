"""Weeks, windows, periods and schedules.

Instants are whole seconds since 1970-01-01 UTC; days are dates in a person's own time zone, because
a person recalls "Thursday afternoon" and not an offset.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Instant = int

MINUTE, HOUR, DAY = 60, 3_600, 86_400

FOREVER: Instant = 253_370_764_800
"""9999-01-01: what "until further notice" is stored as, so that one comparison serves both."""


_FRIDAY = 5


def is_working_day(day: date) -> bool:
    """Whether it is a Monday to Friday. Holidays count as well: nobody tells us which."""
    return day.isoweekday() <= _FRIDAY


def utc_days(first: Instant, last: Instant) -> list[date]:
    """The days, by UTC, from one moment to another, both of them included."""
    return [
        datetime.fromtimestamp(number * DAY, UTC).date()
        for number in range(first // DAY, last // DAY + 1)
    ]


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; UTC for a name nobody knows, so that one typing error in a profile
    costs its owner an odd hour and nobody their digest."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """An ISO week."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """The ISO week a day lies in."""
        year, number, _ = day.isocalendar()
        return cls(year, number)

    @property
    def monday(self) -> date:
        """Its first day."""
        return date.fromisocalendar(self.year, self.number, 1)

    def plus(self, weeks: int) -> Week:
        """The week so many weeks later (or earlier)."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02}"


WINDOW_WEEKS = 4
WINDOWS_SHOWN = 13
"""A year of windows: a page shows the last so many that were published, and none before."""
_FIRST_MONDAY = date(2024, 1, 1)
PUBLISHED_AFTER = timedelta(days=10)


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Four ISO weeks, the same for everybody, counted from Monday 2024-01-01; never rolling."""

    index: int

    @classmethod
    def of(cls, day: date) -> Window:
        """The window a day of work belongs to."""
        return cls((day - _FIRST_MONDAY).days // (7 * WINDOW_WEEKS))

    @property
    def first_day(self) -> date:
        """Its first Monday."""
        return _FIRST_MONDAY + timedelta(weeks=WINDOW_WEEKS * self.index)

    @property
    def last_day(self) -> date:
        """Its last Sunday."""
        return self.first_day + timedelta(weeks=WINDOW_WEEKS, days=-1)

    @property
    def publishes_on(self) -> date:
        """The day its trends are published: ten days after its close, so late answers count."""
        return self.last_day + timedelta(days=1) + PUBLISHED_AFTER

    def plus(self, windows: int) -> Window:
        """The window so many windows later (or earlier)."""
        return Window(self.index + windows)


@dataclass(frozen=True, slots=True)
class Period:
    """What a digest covers: whole days from `first` to `last` (both included), in `zone`.

    For who moved since the digest before, `told_until` is the moment that one ended, by the old
    clock: what came before it on the first day was told already.
    """

    first: date
    last: date
    zone: str
    told_until: Instant | None = None

    @property
    def days(self) -> Sequence[date]:
        """Its days in order; 1 to 14 of them."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


class Cadence(StrEnum):
    """How often a digest comes."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When digests come: ISO weekday 1 to 7 and hour 0 to 23, in the person's own zone."""

    weekday: int = 5
    hour: int = 14
    cadence: Cadence = Cadence.WEEKLY
