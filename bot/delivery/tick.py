"""One tick: everything that is due at a moment, once. Safe beside another tick or a running bot."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot import retention
from bot.delivery import ticked
from bot.delivery.apart import Apart
from bot.delivery.due import prepare_due
from bot.delivery.send import send_due
from bot.model import Instant
from bot.people import erasure
from bot.people.keeping_up import keep_up
from bot.services import Clock, Services
from bot.sources import intake
from bot.trends.freeze import freeze_due
from bot.trends.release import publish_due

_log = logging.getLogger(__name__)

Wait = Callable[[Instant], bool]
"""Waits until a moment (not at all when it has passed); False when it is time to stop instead."""

_NAP = 0.2
_PREPARED_AT_ONCE = 1_000
"""How many digests a tick that has to be brief puts together: more than can be sent meanwhile."""


@dataclass(frozen=True, slots=True)
class Tick:
    """What a step is told: the moment, who sends, how to wait, when to leave the rest to the next
    tick (None: not before everything is done), and by how much the moment is ahead of the clock."""

    services: Services
    now: Instant
    sender: str
    wait: Wait
    until: Instant | None = None
    ahead: Instant = 0

    def go_on(self) -> bool:
        """Whether there is time for one thing more."""
        now = self.services.clock()
        return (self.until is None or now < self.until) and self.wait(now)


class Unfinished(RuntimeError):
    """Sending had to stop early; what was not sent stays in the outbox. The message says why."""


Step = Callable[[Tick], object]


def _prepare(tick: Tick) -> None:
    if tick.until is None:
        prepare_due(tick.services, tick.now)
    else:
        prepare_due(tick.services, tick.now, _PREPARED_AT_ONCE)


def _send(tick: Tick) -> None:
    while True:
        sent = send_due(tick.services, tick.sender, tick.go_on, ahead=tick.ahead)
        if sent.halted:
            _log.error("sending stopped: %s", sent.halted)
            raise Unfinished(sent.halted)
        if sent.wait_until is None or not tick.go_on():
            return
        if tick.until is not None and sent.wait_until >= tick.until:
            return
        if not tick.wait(sent.wait_until):
            return


STEPS: Sequence[tuple[str, Step]] = (
    ("erase", lambda tick: erasure.finish(tick.services, tick.now, tick.go_on)),
    ("freeze", lambda tick: freeze_due(tick.services, tick.now)),
    ("publish", lambda tick: publish_due(tick.services, tick.now)),
    ("prepare", _prepare),
    ("send", _send),
    ("keep up", lambda tick: keep_up(tick.services, tick.now)),
    ("sweep", lambda tick: intake.sweep(tick.services, tick.now)),
    ("let go", lambda tick: retention.look_after(tick.services, tick.now, tick.go_on)),
)


def tick(
    services: Services,
    now: Instant,
    sender: str,
    wait: Wait,
    *,
    until: Instant | None = None,
    steps: Sequence[tuple[str, Step]] = STEPS,
) -> list[str]:
    """Do everything due at `now`, waiting with `wait` wherever Slack's pace asks for it; the names
    of the steps that failed. A step that fails stops no other.

    Where `now` is not what the clock says (a rehearsal, set ahead), time runs on from `now` for all
    of it but leases and pace, which are shared with senders that know nothing of it; `until` is
    meant in that time.
    """
    ahead = now - services.clock()
    its = Tick(
        replace(services, clock=lambda: services.clock() + ahead),
        now,
        sender,
        lambda moment: wait(moment - ahead),
        until,
        ahead,
    )
    failed = []
    for name, step in steps:
        with Apart(name) as attempt:
            step(its)
        if attempt.error:
            failed.append(name)
    with Apart("note"):
        ticked.note(services.database, services.clock(), failed)
    return failed


def waiting(clock: Clock, stop: threading.Event) -> Wait:
    """Real waiting, which `stop` ends. It naps, so that a clock set back cannot make it wait longer
    than it meant to."""

    def wait(until: Instant) -> bool:
        for _ in range(int(max(0, until - clock()) / _NAP)):
            if clock() >= until or stop.wait(_NAP):
                break
        return not stop.is_set()

    return wait
