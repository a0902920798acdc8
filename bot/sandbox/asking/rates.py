"""Slack's rate tiers, off until a test or a demo enforces them.

Slack counts per method, per workspace and per app; `chat.postMessage` is special: about one a
second a channel and "several hundred a minute" a workspace, for which we take 300.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable

POSTS_A_MINUTE = 300
POSTS_A_SECOND_IN_A_CHANNEL = 1

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}  # calls a minute

TIER_OF = {
    "apps.connections.open": 1,
    "users.list": 2,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "conversations.open": 3,
    "conversations.info": 3,
    "chat.update": 3,
    "chat.delete": 3,
    "users.lookupByEmail": 3,
    "dnd.info": 3,
    "team.info": 3,
    "bots.info": 3,
    "users.info": 4,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "chat.postEphemeral": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
}


class Rates:
    """How many calls were made lately. `clock` is epoch seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._enforced = False
        self._recent: defaultdict[tuple[str, ...], deque[float]] = defaultdict(deque)

    def enforce(self, on: bool = True) -> None:
        """Switch the real tiers on (or off), and start counting anew."""
        self._enforced = on
        self._recent.clear()

    def refuse(self, method: str, channel: str = "") -> int | None:
        """Seconds to wait (at least 1) when the call is one too many, else None; counts it then."""
        if not self._enforced:
            return None
        windows = _windows(method, channel)
        waits = [self._wait(key, most, span) for key, most, span in windows]
        if any(waits):
            return max(1, math.ceil(max(waits)))
        for key, _, _ in windows:
            self._recent[key].append(self._clock())
        return None

    def _wait(self, key: tuple[str, ...], most: int, span: float) -> float:
        now, recent = self._clock(), self._recent[key]
        while recent and recent[0] <= now - span:
            recent.popleft()
        return recent[0] + span - now if len(recent) >= most else 0.0


def _windows(method: str, channel: str) -> list[tuple[tuple[str, ...], int, float]]:
    if method == "chat.postMessage":
        return [
            ((method, channel), POSTS_A_SECOND_IN_A_CHANNEL, 1.0),
            ((method,), POSTS_A_MINUTE, 60.0),
        ]
    tier = TIER_OF.get(method)
    return [((method,), TIERS[tier], 60.0)] if tier else []
