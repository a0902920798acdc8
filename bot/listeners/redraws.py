"""Drawing again what Slack had no time for at once.

Slack takes 50 changes of messages a minute from a whole workspace. On a Friday afternoon that is
soon used up: what is refused waits here, off the threads that answer people, until Slack has time.
"""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

_log = logging.getLogger(__name__)

Draw = Callable[[], object]
"""Draws from what the stores hold by then, so that only the last of several need be done."""

MOST_WAITING = 2_000
"""What is refused beyond that stays as it was until its person does something again."""

_TOO_MANY = 429
_IN_DOUBT = 1.0
"""Seconds to wait where Slack names no number."""


class Redraws:
    """Draws now where Slack has time, else later: one at a time, in a thread of its own, and once
    for each place however often it was asked for. Nothing here raises: whoever tapped has been
    heard, whatever becomes of the picture."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._ending = threading.Event()
        self._waiting: OrderedDict[str, Draw] = OrderedDict()
        self._pause = 0.0
        self._thread: threading.Thread | None = None

    def draw(self, place: str, draw: Draw) -> None:
        """Draw what stands at that place."""
        seconds = _tried(draw)
        if seconds is not None:
            self._later(place, draw, seconds)

    def stop(self) -> None:
        """Draw no more; what still waits stays as it was. Returns when the last one has ended."""
        with self._changed:
            self._ending.set()
            self._changed.notify_all()
        if self._thread:
            self._thread.join()

    def _later(self, place: str, draw: Draw, seconds: float) -> None:
        with self._changed:
            if self._ending.is_set():
                return
            if place not in self._waiting and len(self._waiting) >= MOST_WAITING:
                _log.warning("a redraw was left out: too many are waiting for Slack")
                return
            self._waiting[place] = draw
            self._pause = max(self._pause, seconds)
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="redraws", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _work(self) -> None:
        while self._something_waits() and not self._ending.wait(self._pause):
            with self._changed:
                self._pause = 0.0
                place, draw = self._waiting.popitem(last=False)
            self.draw(place, draw)

    def _something_waits(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._ending.is_set())
        return not self._ending.is_set()


def _tried(draw: Draw) -> float | None:
    """Seconds after which to try again; None where that is not needed, or pointless."""
    try:
        draw()
    except SlackApiError as error:
        if error.response.status_code == _TOO_MANY:
            return _seconds(error.response.headers.get("Retry-After"))
        _log.warning("a redraw was refused: %s", type(error).__name__)
    except Exception as error:  # noqa: BLE001 - what they said is kept; only its picture is not
        _log.warning("a redraw failed: %s", type(error).__name__)
    return None


def _seconds(written: object) -> float:
    text = str(written)
    return float(text) if text.isdecimal() else _IN_DOUBT
