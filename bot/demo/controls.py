"""The page's buttons that let time pass."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from bot.demo.calendar import next_friday, next_publication
from bot.demo.making import live
from bot.demo.stage import Stage
from bot.model import DAY, Instant
from bot.sandbox import Control


def controls(stage: Stage) -> Sequence[Control]:
    """Next day, next Friday, next window: everything in between happens, too."""
    moving = threading.Lock()

    def to(when: Callable[[Instant], Instant], then: str = "") -> Callable[[], str]:
        def move() -> str:
            if not moving.acquire(blocking=False):
                return "Time is passing already: one moment."
            try:
                with stage.busy:
                    live(stage, when(stage.clock()))
            finally:
                moving.release()
            return f"{stage.date()}. {then}".rstrip()

        return move

    return (
        Control("day", "Next day", "A day goes by, with all that happens in it", to(_next_day)),
        Control(
            "friday",
            "Next Friday",
            "To the end of the next Friday: tools report, digests come, some people answer",
            to(next_friday, "Digests are there."),
        ),
        Control(
            "window",
            "Next window",
            "To the day on which the next four weeks' trends are published",
            to(next_publication, "A new trend is out: /worthwhile team."),
        ),
    )


def _next_day(now: Instant) -> Instant:
    return now + DAY
