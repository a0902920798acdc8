"""`worthwhile doctor`: what is wrong, and the cure. One file a kind of check.

It is an operator's command: counts alone, never one person's usage or answers. What can be told
through the connection that cannot read personal tables is; of people it asks how many, and in which
time zones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from bot.doctor import environment, files, publiclog, reports, roster, schedules, slack, sources
from bot.doctor.findings import Finding, State, each, refused
from bot.model import Instant
from bot.services import Clock
from bot.settings import Settings, SettingsError
from bot.stores import Stores, look_at

CHECKS: Sequence[tuple[str, Callable[[Stores, Instant], Iterable[Finding]]]] = (
    ("schedules", schedules.check),
    ("roster", roster.check),
    ("sources", lambda stores, now: sources.check(stores.published, now)),
)
"""What is told of the stores from within: a line more here is a check more."""


def examine(variables: Mapping[str, str], clock: Clock) -> list[Finding]:
    """Look at everything that can be looked at. Nothing is changed, and a `serve` may run."""
    read = environment.read(variables)
    found = list(read.findings)
    if read.settings and "SLACK_API_URL" not in read.wrong:
        its = read.settings
        found += each("slack", [lambda: slack.check(its, clock)])
    if read.stores:
        found += _stores(read.stores, clock)
    return found


def _stores(settings: Settings, clock: Clock) -> list[Finding]:
    """The files first: they are opened only when nothing about them is broken."""
    found = each("stores", [lambda: files.check(settings)])
    if any(its.state is State.BROKEN for its in found):
        return found
    try:
        stores = look_at(settings)
    except SettingsError as error:
        return [*found, refused("stores", error)]
    try:
        return found + _inside(settings, stores, clock())
    finally:
        stores.close()


def _inside(settings: Settings, stores: Stores, now: Instant) -> list[Finding]:
    database, store = stores.database, stores.keys.store
    found: list[Finding] = []
    for about, check in CHECKS:
        found += each(about, [partial(check, stores, now)])
    found += each("reports", [lambda: reports.check(settings, stores, now)])
    found += each("outbox", [lambda: [schedules.overdue(stores.published, now)]])
    return found + each("public log", [lambda: publiclog.check(database, store)])
