"""The demo's clock: it stands while weeks are made, can be moved ahead, and then runs on."""

from __future__ import annotations

import threading
import time

from bot.model import Instant


class DemoClock:
    """Whole seconds for the bot, fractions for the dates of messages. Never goes backwards."""

    def __init__(self, now: float) -> None:
        self._at = now
        self._since: float | None = None
        self._guard = threading.Lock()

    def __call__(self) -> Instant:
        """Now, in whole seconds."""
        return int(self.precise())

    def precise(self) -> float:
        """Now, in epoch seconds of the company's calendar."""
        with self._guard:
            return self._now()

    def move_to(self, instant: float) -> None:
        """Stand at this instant, or run on from it; an earlier one changes nothing."""
        with self._guard:
            if instant > self._now():
                self._at = instant
                self._since = None if self._since is None else time.monotonic()

    def run(self) -> None:
        """Run on in real time from where it stands."""
        with self._guard:
            self._at, self._since = self._now(), time.monotonic()

    def stand(self) -> None:
        """Stand still here."""
        with self._guard:
            self._at, self._since = self._now(), None

    def _now(self) -> float:
        return self._at if self._since is None else self._at + time.monotonic() - self._since
