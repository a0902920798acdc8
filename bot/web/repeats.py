"""What a platform sent before, as far as this process remembers.

A platform sends lines about many people. If it were told what the *store* knows, then sending a
line twice would tell who said no: nothing of theirs is ever stored, so nothing is ever known. So it
is told what it sent itself, about whomever.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b

MOST = 200_000
"""Ids remembered, the latest; as digests of 16 bytes, in memory only."""


class Repeats:
    """Ids that were sent, shared between threads."""

    def __init__(self) -> None:
        self._sent: OrderedDict[bytes, None] = OrderedDict()
        self._guard = threading.Lock()

    def known(self, platform: str, ids: Iterable[str]) -> int:
        """How many of the ids this platform sent before; from now on all of them."""
        known = 0
        with self._guard:
            for each in ids:
                mark = blake2b(f"{platform}\0{each}".encode(), digest_size=16).digest()
                known += mark in self._sent
                self._sent[mark] = None
            while len(self._sent) > MOST:
                self._sent.popitem(last=False)
        return known
