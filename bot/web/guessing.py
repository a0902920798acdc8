"""Wrong tokens: who sends too many is told to wait, and costs the store no more look-ups.

Counted by address and by token, over a minute. A right token is never kept waiting: behind a proxy
or an office's one address, somebody's wrong token would otherwise shut everybody else out.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from bot.model import MINUTE, Instant

MOST_BY_TOKEN = 20
"""A tool whose token was taken back goes on sending every few seconds: that is answered."""

MOST_BY_ADDRESS = 120

MOST_REMEMBERED = 10_000
"""Senders remembered, the latest: who comes from ever new addresses fills no memory."""


class Guesses:
    """What was wrong lately. Used on the event loop alone, so it needs no lock."""

    def __init__(self, clock: Callable[[], Instant]) -> None:
        self._clock = clock
        self._wrong: OrderedDict[bytes, tuple[Instant, int]] = OrderedDict()

    def wait(self, address: str, token: str) -> int | None:
        """Note another wrong one; seconds to wait, once they are too many."""
        by_token = self._note(f"token {token}") > MOST_BY_TOKEN
        by_address = self._note(f"address {address}") > MOST_BY_ADDRESS
        return MINUTE if by_token or by_address else None

    def known_wrong(self, token: str) -> bool:
        """Whether this very token was wrong so often that nobody needs to look again: tokens are
        chance, and one that was wrong a minute ago has not become right."""
        _, count = self._lately(_mark(f"token {token}"))
        return count > MOST_BY_TOKEN

    def _note(self, sender: str) -> int:
        mark = _mark(sender)
        began, count = self._lately(mark)
        self._wrong[mark] = began, count + 1
        self._wrong.move_to_end(mark)
        while len(self._wrong) > MOST_REMEMBERED:
            self._wrong.popitem(last=False)
        return count + 1

    def _lately(self, mark: bytes) -> tuple[Instant, int]:
        now = self._clock()
        began, count = self._wrong.get(mark, (now, 0))
        # A clock set back must not keep anybody out for longer.
        return (began, count) if began <= now < began + MINUTE else (now, 0)


def _mark(sender: str) -> bytes:
    return hashlib.blake2b(sender.encode(), digest_size=16).digest()
