"""Things that go wrong on purpose: each is armed for a method and a number of times."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """What happens to one call. At most one of these is set, besides `seconds` of delay."""

    error: str | None = None
    status: int | None = None
    retry_after: int | None = None
    cut: Literal["before", "after"] | None = None
    seconds: float = 0.0


class Faults:
    """The faults armed, per Web API method ("chat.postMessage"), used up in the order given."""

    def __init__(self) -> None:
        self._armed: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def fail(self, method: str, error: str, times: int = 1) -> None:
        """Answer with Slack's error code instead of doing it."""
        self._arm(method, Fault(error=error), times)

    def rate_limit(self, method: str, retry_after: int = 2, times: int = 1) -> None:
        """Answer 429 with `Retry-After` in seconds."""
        self._arm(method, Fault(retry_after=retry_after), times)

    def http(self, method: str, status: int = 500, times: int = 1) -> None:
        """Answer with an HTTP status and no JSON."""
        self._arm(method, Fault(status=status), times)

    def cut(self, method: str, when: Literal["before", "after"], times: int = 1) -> None:
        """Drop the connection before or after the call was applied."""
        self._arm(method, Fault(cut=when), times)

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """Let the call wait before it is applied."""
        self._arm(method, Fault(seconds=seconds), times)

    def clear(self) -> None:
        """Disarm everything."""
        self._armed.clear()

    def next(self, method: str) -> Fault | None:
        """Take the method's next fault, if one is armed."""
        waiting = self._armed.get(method)
        return waiting.popleft() if waiting else None

    def _arm(self, method: str, fault: Fault, times: int) -> None:
        self._armed[method].extend([fault] * times)
