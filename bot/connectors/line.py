"""The connection under a question, so that it can be cut: when the question has taken too long in
all, and when the bot ends. The library bounds each wait for something to come, and a vendor that
trickles lets none of them run out.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from bot.connectors.unreached import Unreached


class Line:
    """The newest connection of one client. `longest` are the seconds that a question may take, from
    connecting to the last byte of its answer."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._socket: socket.socket | None = None
        self._lock, self._late = threading.Lock(), threading.Event()
        self.ending = threading.Event()

    def trace(self, event: str, about: Mapping[str, Any]) -> None:
        """What the library tells of its steps: a new connection is noted, as a second handle on it
        that no encryption is laid over."""
        if event == "connection.connect_tcp.complete":
            opened: socket.socket = about["return_value"].get_extra_info("socket")
            self._note(opened.dup())
            if self.ending.is_set() or self._late.is_set():
                self._cut()

    @contextmanager
    def question(self) -> Iterator[None]:
        """A question and its answer. Raises Unreached where it takes too long, or the bot ends."""
        late = self._late = threading.Event()
        timer = threading.Timer(self._longest, self._too_late, (late,))
        timer.daemon = True
        timer.start()
        try:
            self._still_going()
            yield
        except Exception:
            self._still_going()
            if late.is_set():
                raise Unreached("timeout") from None
            raise
        finally:
            timer.cancel()
        if late.is_set():
            raise Unreached("timeout")

    def end(self) -> None:
        """Cut what is being asked, and ask nothing more."""
        self.ending.set()
        self._cut()

    def _still_going(self) -> None:
        if self.ending.is_set():
            raise Unreached("ending", again_in=1) from None

    def _too_late(self, late: threading.Event) -> None:
        late.set()
        self._cut()

    def _note(self, opened: socket.socket) -> None:
        with self._lock:
            if self._socket is not None:
                self._socket.close()
            self._socket = opened

    def _cut(self) -> None:
        with self._lock, suppress(OSError):
            if self._socket is not None:
                self._socket.shutdown(socket.SHUT_RDWR)
