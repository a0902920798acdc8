"""Schedules: when the bot last woke, what is late, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime

from bot.delivery import ticked
from bot.delivery.slots import next_slot
from bot.doctor.findings import Finding, broken, fine, look
from bot.model import DAY, MINUTE, Instant, Schedule, Window, zone_of
from bot.stores import Stores
from messages.rough import roughly
from storage.engine import Connection
from storage.operations import progress, settings
from storage.personal import people
from storage.published import windows
from storage.published.windows import Step

_LATELY: Instant = 28 * DAY
_LATE = 15 * MINUTE
"""The bot wakes once a minute; a tick that sends to many takes some of them."""


def check(stores: Stores, now: Instant) -> Iterator[Finding]:
    """All that has a time."""
    db, zones = stores.published, people.zones(stores.database)
    its = settings.load(db)
    yield _tick(db, now)
    if its.paused:
        yield look("digests", "are paused for everybody", "/worthwhile admin resumes them")
    yield from _next(zones, its.schedule, now)
    yield _under_way(db, now)
    yield from _window(db, datetime.fromtimestamp(now, UTC).date())


def overdue(db: Connection, now: Instant) -> Finding:
    """How many welcomes and digests should have been seen to long ago, roughly."""
    if late := progress.overdue(db, now - _LATE):
        which = f"{roughly(late)} welcomes and digests"
        said = f"{which} should have gone over {_LATE // MINUTE} minutes ago"
        return look("outbox", said, "is `serve` running, and may it reach Slack? its log says more")
    return fine("outbox", "nothing is overdue")


def _tick(db: Connection, now: Instant) -> Finding:
    last = ticked.last(db)
    if last is None:
        return look("last tick", "there was none yet", "start `worthwhile serve`")
    said = f"{_moment(last.at)} UTC"
    if last.failed:
        steps = ", ".join(last.failed)
        return broken("last tick", f"{said}; not done: {steps}", "the log of `serve` says more")
    if now - last.at > _LATE:
        return look("last tick", f"{said}, long ago", "start `worthwhile serve`")
    return fine("last tick", said)


def _next(zones: Iterable[str], schedule: Schedule, now: Instant) -> Iterator[Finding]:
    """The usual schedule; who chose another has theirs."""
    slots = [next_slot(schedule, zone_of(zone), now) for zone in zones]
    if slots:
        first = min(slot.at for slot in slots)
        yield fine("next digests", f"{_moment(first)} UTC, in the first of {len(slots)} time zones")


def _under_way(db: Connection, now: Instant) -> Finding:
    counts = [
        f"{its.letter}: {roughly(its.waiting)} waiting, {roughly(its.handled)} seen to"
        for its in progress.since(db, now - _LATELY)
    ]
    return fine("messages", "; ".join(counts) or "none in four weeks")


def _window(db: Connection, today: date) -> Iterator[Finding]:
    window, published = Window.of(today), windows.done(db, Step.PUBLISHED)
    frozen = windows.done(db, Step.FROZEN)
    if window not in frozen:
        yield look("window", f"{_days(window)} is not begun", "load a roster, and let `serve` run")
    else:
        yield fine("window", f"{_days(window)} is open")
    waiting = [its for its in frozen if its not in published]
    if waiting and waiting[0].publishes_on < today:
        said = f"{_days(waiting[0])} should be out since {waiting[0].publishes_on}"
        yield broken("next page", said, "let `serve` or `tick` run; its log says why it could not")
    elif waiting:
        yield fine("next page", f"{_days(waiting[0])}, on {waiting[0].publishes_on}")


def _days(window: Window) -> str:
    return f"{window.first_day} to {window.last_day}"


def _moment(at: Instant) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M}"
