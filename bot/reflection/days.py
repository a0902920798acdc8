"""Days and times as one person lives them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.model import Instant, Period, zone_of


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar in one time zone; a name nobody knows is read as UTC."""

    zone: ZoneInfo

    @classmethod
    def of(cls, name: str) -> Days:
        """The calendar of a zone by its name."""
        return cls(zone_of(name))

    def at(self, instant: Instant) -> datetime:
        """What a clock on the wall shows."""
        return datetime.fromtimestamp(instant, UTC).astimezone(self.zone)

    def day(self, instant: Instant) -> date:
        """The day it is there."""
        return self.at(instant).date()

    def begins(self, day: date) -> Instant:
        """The first moment of a day, which is not always 24 hours before the next day's."""
        return _begins(self.zone, day)

    def span(self, first: date, last: date) -> tuple[Instant, Instant]:
        """From the first moment of `first` to the first moment after `last`."""
        return self.begins(first), self.begins(last + timedelta(days=1))

    def covers(self, period: Period) -> tuple[Instant, Instant]:
        """A period's first moment, and the first after it."""
        begins, ends = self.span(period.first, period.last)
        return max(begins, period.told_until or begins), ends


@lru_cache(maxsize=4096)
def _begins(zone: ZoneInfo, day: date) -> Instant:
    """A digest asks for some forty of these, and they are the same for everybody in a zone."""
    return int(datetime.combine(day, time(), zone).timestamp())
