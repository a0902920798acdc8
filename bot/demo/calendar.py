"""The moments at which something happens at the company: these are gone through, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.demo.cast import SAN_FRANCISCO
from bot.demo.story import FIRST_MONDAY
from bot.model import Instant, Window

_MONDAY, _FRIDAY = 1, 5
_A_MINUTE = 60


class Happening(StrEnum):
    """What a moment is for."""

    WELCOME = "people are told"
    REPORT = "tools report the week"
    DIGEST = "digests"
    REMINDER = "one reminder"
    PUBLISH = "a trend is published"


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """An instant, what it is for, and in which time zones."""

    at: Instant
    happening: Happening
    zones: tuple[str, ...] = ()


BEGINNING = int(datetime.combine(FIRST_MONDAY, time(), UTC).timestamp())
"""The roster is loaded; in the east it is already ten o'clock."""


def friday_night(day: date) -> Instant:
    """When every digest of that day's week is there, also in the west."""
    friday = day + timedelta(days=_FRIDAY - day.isoweekday())
    return _at(friday, time(14, 45), SAN_FRANCISCO)


def end_of(weeks: int) -> Instant:
    """When so many weeks have been made."""
    return friday_night(FIRST_MONDAY + timedelta(weeks=weeks - 1))


def next_friday(now: Instant) -> Instant:
    """The next Friday night that is still to come."""
    at = friday_night(datetime.fromtimestamp(now, UTC).date())
    return at if at > now else at + 7 * 86_400


def next_publication(now: Instant) -> Instant:
    """The evening of the next day on which a window is published."""
    window = Window.of(datetime.fromtimestamp(now, UTC).date()).plus(-1)
    while (at := _at(window.publishes_on, time(20), "UTC")) <= now:
        window = window.plus(1)
    return at


def moments(zones: Iterable[str], after: Instant, until: Instant) -> list[Moment]:
    """Every moment after one instant and up to the other, in order."""
    zones = tuple(zones)
    day = datetime.fromtimestamp(after, UTC).date() - timedelta(days=1)
    last = datetime.fromtimestamp(until, UTC).date() + timedelta(days=1)
    together: dict[tuple[Instant, Happening], list[str]] = {}
    while day <= last:
        for at, happening, zone in _of(day, zones):
            if after < at <= until:
                together.setdefault((at, happening), []).append(zone)
        day += timedelta(days=1)
    return sorted(Moment(*key, tuple(where)) for key, where in together.items())


def _of(day: date, zones: tuple[str, ...]) -> Iterator[tuple[Instant, Happening, str]]:
    for zone in zones:
        if day == FIRST_MONDAY:
            at = max(_at(day, time(9), zone), BEGINNING) + _A_MINUTE
            yield at, Happening.WELCOME, zone
        elif day.isoweekday() == _FRIDAY:
            yield _at(day, time(14), zone), Happening.DIGEST, zone
        elif day.isoweekday() == _MONDAY and day > FIRST_MONDAY:
            yield _at(day, time(10), zone) + _A_MINUTE, Happening.REMINDER, zone
    if day.isoweekday() == _FRIDAY:
        yield _at(day, time(2, 30), "UTC"), Happening.REPORT, "UTC"
    if day > FIRST_MONDAY and Window.of(day - timedelta(days=11)).publishes_on == day:
        yield _at(day, time(12), "UTC"), Happening.PUBLISH, "UTC"


def _at(day: date, at: time, zone: str) -> Instant:
    return int(datetime.combine(day, at, ZoneInfo(zone)).timestamp())
