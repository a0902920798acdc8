"""Fetching what is due: rounds that go on where they were cut short, and are exact when repeated.

A round reaches back as far as the rhythm of its report says. The first one of a UTC day reaches
back a whole day at least, and counts the accounts that match nobody; where it became possible since
that somebody's usage is kept (they were told, they said yes, a roster or a map of logins was
loaded, no invitation is needed any more), it reaches back as far as usage is taken at all. Once a
day and whoever it was: so nobody can tell from it what somebody said.

The first round reaches back 14 days as well and is no history: what a company did before it
installed this is for `worthwhile import`, where somebody decides it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.connectors.configured import Connector, Rest
from bot.connectors.report import Page, Span
from bot.connectors.taking import accounts, take
from bot.connectors.unreached import Unreached
from bot.model import DAY, HOUR, MINUTE, Instant
from bot.services import Services
from bot.sources.lateness import TIMELY
from bot.sources.naming import Naming
from storage.engine import Unavailable
from storage.operations import connectors as states
from storage.operations import settings
from storage.operations.connectors import State
from storage.personal import standings

_log = logging.getLogger(__name__)

LEASE: Instant = 15 * MINUTE
"""How long whoever fetches is trusted to be alive after their last page."""

TURN: Instant = 5 * MINUTE
"""How long one report is fetched while others may be waiting. What is left of its round is gone on
with in the next turn; another process begins again where the round last came to."""

_FIRST_PAUSE: Instant = 5 * MINUTE
_LONGEST_PAUSE: Instant = 6 * HOUR

GoOn = Callable[[], bool]


def poll_due(
    services: Services, connectors: Sequence[Connector], now: Instant, go_on: GoOn
) -> list[str]:
    """Fetch every report that is due, the one that waits longest first, until `go_on` says no. The
    names of those that broke here, through no fault of their vendor's."""
    waits = {its.name: its.next_at for its in states.load(services.database)}
    broken = []
    for its in sorted(connectors, key=lambda its: waits.get(its.name, 0)):
        if not go_on():
            break
        held = states.claim(services.database, its.name, now, now + LEASE)
        if held and not _Turn(services, its, held, go_on).run():
            broken.append(its.name)
    return broken


def earliest(now: Instant) -> Instant:
    """From when on usage is fetched at all: whole days, none of which would be refused as too old
    before it is in."""
    return ((now - TIMELY) // DAY + 1) * DAY


class _Turn:
    """One report's turn: its round, begun or gone on with."""

    def __init__(self, services: Services, its: Connector, held: State, go_on: GoOn) -> None:
        self._services, self._its, self._held, self._go_on = services, its, held, go_on
        self._db, self._naming = services.database, Naming(services)

    def run(self) -> bool:
        """Fetch. False where something broke here."""
        try:
            self._fetch(self._round())
        except Unreached as error:
            self._note(error)
        except Unavailable:
            self._fail("store busy")
        except Exception as error:  # noqa: BLE001 – one report must not stop the others
            _log.error("report %s broke: %s", self._its.name, type(error).__name__)
            self._fail("broke here")
            return False
        return True

    def _round(self) -> Rest:
        """The round under way as the turn before left it, or from where it came to up to now: so a
        day that fails keeps none of the following ones waiting."""
        held, now = self._held, self._services.clock()
        rest, self._its.rest = self._its.rest, None
        if rest and (rest.span.until, rest.reached) == (held.began_at, held.reached):
            return rest
        held = self._begin(now)
        span = Span(max(held.reached or 0, earliest(now)), now)
        return Rest(span, held.reached, self._its.report.pages(self._its.wire, span))

    def _begin(self, now: Instant) -> State:
        held, its = self._held, self._its
        before = held.told_until if held.began_at is None else held.began_at
        daily = before is None or before // DAY != now // DAY
        looks_back = before is None or (daily and self._anybody_new())
        if held.reached is None or looks_back:
            again = self._counted if daily else its.rhythm.again
            since = earliest(now) if looks_back else (before or 0) - again
            its.strangers = set() if daily else None
        else:
            since = held.reached
        self._held = states.begin_round(self._db, held, now, since, looks_back=looks_back)
        return self._held

    @property
    def _counted(self) -> Instant:
        """How far back accounts that match nobody are counted. It is the same in every round, so
        that how far one reached back does not show."""
        return max(self._its.rhythm.again, DAY)

    def _anybody_new(self) -> bool:
        changed = max(standings.last_change(self._db), settings.people_since(self._db))
        return changed >= (self._held.looked_back_at or 0)

    def _fetch(self, round_: Rest) -> None:
        turn_ends, span = self._services.clock() + TURN, round_.span
        for page in round_.pages:
            take(self._services, self._naming, page.said)
            self._count_strangers(page, span.until - self._counted)
            now = self._services.clock()
            held = states.reach(self._db, self._held, page.done_until, now + LEASE)
            if held is None:
                return
            self._held = held
            if page.done_until is not None and page.done_until >= span.until:
                continue
            if not self._go_on() or now >= turn_ends:
                self._its.rest = replace(round_, reached=held.reached)
                states.wait(self._db, held, now)
                return
        self._end()

    def _count_strangers(self, page: Page, since: Instant) -> None:
        if self._its.strangers is not None:
            for name in accounts(page.said, since):
                if self._naming.person(name) is None:
                    self._its.strangers.add(hash(name.lower()))

    def _end(self) -> None:
        now, strangers = self._services.clock(), self._its.strangers
        count = None if strangers is None else len(strangers)
        states.end_round(self._db, self._held, now, now + self._its.rhythm.every, count)
        self._its.strangers = None

    def _note(self, error: Unreached) -> None:
        if error.is_patience:
            pause = min(max(error.again_in or _FIRST_PAUSE, 1), DAY)
            states.wait(self._db, self._held, self._services.clock() + pause)
        else:
            self._fail(error.cause)

    def _fail(self, failure: str) -> None:
        now = self._services.clock()
        pause = min(_FIRST_PAUSE << min(self._held.failures, 10), _LONGEST_PAUSE)
        states.fail(self._db, self._held, now, now + pause, failure)
