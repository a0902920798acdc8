"""Sending what is due: one message after the other, each by one sender, none while sleeping."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from slack_sdk import WebClient

from bot import outbox
from bot.delivery import pace
from bot.delivery.apart import Apart
from bot.delivery.letters import write as write_letter
from bot.delivery.objections import objection
from bot.delivery.post import (
    BadBlocks,
    InDoubt,
    NobodyThere,
    NotLetIn,
    Outcome,
    Posted,
    Refused,
    TooSoon,
    Unreachable,
    post,
    posting_client,
)
from bot.delivery.slots import next_working_hour
from bot.model import Delivery, Instant, Letter, Place, zone_of
from bot.people import consent, places
from bot.people.identity import slack_id_of
from bot.people.keys import KeyDestroyed
from bot.services import Services
from messages import Rendered
from storage.operations import progress
from storage.operations import settings as kept
from storage.personal import claims, people

_log = logging.getLogger(__name__)

NO_CHARTS = "no_charts"
"""The fact noted about a workspace whose Slack does not know charts yet."""

_ENOUGH_TROUBLE = 3
"""After so many messages in doubt in a row it is Slack that is unwell: the rest waits."""


class Write(Protocol):
    """Puts a message into words, from what the stores hold now."""

    def __call__(
        self, services: Services, delivery: Delivery, now: Instant, *, charts: bool
    ) -> Rendered:
        """The message. `charts` is False where Slack does not know them."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """How many messages arrived, and when to come back for more (None: nothing more to do now).

    `halted` says why the run ended early, if it did: Slack could not be reached, refused the bot's
    token, or gave no clear answers. Nothing is lost by it.
    """

    count: int
    wait_until: Instant | None = None
    halted: str | None = None


def send_due(
    services: Services,
    sender: str,
    go_on: Callable[[], bool] = lambda: True,
    write: Write = write_letter,
    ahead: Instant = 0,
) -> Sent:
    """Send what is due until nothing is left, the pace or Slack asks to wait, or `go_on` says no.

    Never sleeps. `sender` names this process in its claims. Where the clock of these services was
    set `ahead` by so many seconds (or back), that says what is due and no more: leases and pace are
    between all senders, and go by the clock that they share.
    """
    run = _Run(services, sender, posting_client(services.slack), write, ahead)
    while go_on():
        now, db = services.clock(), services.database
        if run.halted or kept.load(db).paused:
            break
        if not claims.any_due(db, now):
            return run.through(now)
        wait_until = run.held_until or pace.reserve(db, now - ahead)
        if wait_until is not None:
            return Sent(run.count, wait_until + ahead)
        delivery = outbox.claim(db, now, sender, ahead=ahead)
        if delivery is None:
            return run.through(now)
        run.take(delivery, now)
    return Sent(run.count, halted=run.halted)


@dataclass
class _Run:
    services: Services
    sender: str
    client: WebClient
    write: Write
    ahead: Instant
    count: int = 0
    trouble: int = 0
    held_until: Instant | None = None
    halted: str | None = None

    def through(self, now: Instant) -> Sent:
        """All that was due was seen to; what failed and is tried again was, too."""
        progress.handle(self.services.database, now)
        return Sent(self.count, halted=self.halted)

    def take(self, delivery: Delivery, now: Instant) -> None:
        """See one claimed message through."""
        db = self.services.database
        reason = objection(db, delivery, kept.load(db), now)
        if reason:
            outbox.dropped(db, delivery, reason)
        elif (hour := self._hour_for(delivery, now)) > now:
            with db.transaction() as tx:
                outbox.postpone(tx, delivery, hour)
        else:
            self._try(delivery, now)

    def _hour_for(self, delivery: Delivery, now: Instant) -> Instant:
        """A welcome comes in working hours, also when thousands were before it."""
        person = people.get(self.services.database, delivery.person)
        if delivery.letter is not Letter.WELCOME or person is None:
            return now
        return next_working_hour(zone_of(person.zone), now)

    def _try(self, delivery: Delivery, now: Instant) -> None:
        db, outcome = self.services.database, None
        with Apart("delivery", delivery.id) as attempt:
            outcome = self._post(delivery, now)
            self._settle(delivery, outcome, now)
        if isinstance(attempt.error, KeyDestroyed):
            outbox.dropped(db, delivery, "erased")
        elif attempt.error and isinstance(outcome, Posted):
            outbox.in_doubt(db, delivery, now - self.ahead)  # it arrived, and could not be noted
        elif attempt.error:
            outbox.try_later(db, delivery, now - self.ahead)

    def _post(self, delivery: Delivery, now: Instant) -> Outcome:
        db, slack_id = self.services.database, slack_id_of(self.services, delivery.person)
        charts = kept.fact(db, NO_CHARTS) is None
        message = self.write(self.services, delivery, now, charts=charts)
        outcome = post(self.client, slack_id, message)
        if charts and isinstance(outcome, BadBlocks):
            message = self.write(self.services, delivery, now, charts=False)
            outcome = post(self.client, slack_id, message)
            if isinstance(outcome, Posted):
                return replace(outcome, charts=False)
        return outcome

    def _settle(self, delivery: Delivery, outcome: Outcome, now: Instant) -> None:
        db, clock = self.services.database, now - self.ahead
        self.trouble = self.trouble + 1 if isinstance(outcome, InDoubt) else 0
        match outcome:
            case Posted():
                self._arrived(delivery, outcome)
            case TooSoon(seconds):
                outbox.give_back(db, delivery)
                self.held_until = pace.hold(db, clock, seconds)
            case Unreachable(left):
                self._lost(delivery, left=left)
            case BadBlocks():
                _log.error("delivery %s: Slack refuses its blocks", delivery.id)
                outbox.dropped(db, delivery, "invalid blocks")
            case Refused(code):
                _log.error("delivery %s: Slack refuses it: %s", delivery.id, code)
                outbox.try_later(db, delivery, clock, code)
            case NobodyThere():
                outbox.give_back(db, delivery)
                self.halted = "Slack cannot be reached"
            case NotLetIn(code):
                outbox.give_back(db, delivery)
                self.halted = f"Slack refuses the bot's token or its scopes: {code}"
            case InDoubt(cause):
                _log.warning("delivery %s is in doubt: %s", delivery.id, cause)
                outbox.in_doubt(db, delivery, clock)
                if self.trouble >= _ENOUGH_TROUBLE:
                    self.halted = "Slack gives no clear answers"

    def _arrived(self, delivery: Delivery, posted: Posted) -> None:
        """Who got the welcome was told, in the same breath: either both are noted or neither."""
        now, place = self.services.clock(), Place(posted.channel, posted.ts)
        sealed = places.sealed(self.services.keys, delivery.person, place)
        with self.services.database.transaction() as tx:
            noted = outbox.sent(tx, delivery, sealed, now)
            if noted and delivery.letter is Letter.WELCOME:
                consent.mark_told(tx, delivery.person, now)
            if not posted.charts:
                kept.note(tx, NO_CHARTS, "yes", now)
        self.count += 1

    def _lost(self, delivery: Delivery, *, left: bool) -> None:
        with self.services.database.transaction() as tx:
            outbox.dropped(tx, delivery, "departed" if left else "closed")
            if left:
                people.mark_departed(tx, delivery.person)
