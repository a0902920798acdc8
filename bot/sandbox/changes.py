"""Waiting for something to happen in the workspace, without polling."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

# A predicate may also look at things outside the workspace, which wake nobody
_LOOK_AGAIN_SECONDS = 0.1


class Timeout(Exception):
    """What was waited for did not happen in time."""


class Changes:
    """The workspace's one lock, and a bell that rings at every change made under it."""

    def __init__(self) -> None:
        self._bell = threading.Condition(threading.RLock())
        self._count = 0

    @contextmanager
    def making(self) -> Iterator[None]:
        """Change something; whoever waits looks again."""
        with self._bell:
            yield
            self._count += 1
            self._bell.notify_all()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Read more than one thing as of one moment."""
        with self._bell:
            yield

    @property
    def count(self) -> int:
        """How many changes there were: a page asks whether it has anything to redraw."""
        return self._count

    def wait(self, since: int, timeout: float) -> int:
        """Return the count once it differs from `since`, or after `timeout` seconds."""
        with self._bell:
            self._bell.wait_for(lambda: self._count != since, timeout)
            return self._count

    def wait_until(self, predicate: Callable[[], T], timeout: float) -> T:
        """The predicate's first true value; raises Timeout. It is asked outside the lock, because
        it may hold locks of the app's, whose threads may be waiting for ours."""
        deadline = time.monotonic() + timeout
        while True:
            seen = self._count
            if value := predicate():
                return value
            left = deadline - time.monotonic()
            if left <= 0:
                raise Timeout(f"nothing after {timeout:g} s")
            self.wait(seen, min(left, _LOOK_AGAIN_SECONDS))
