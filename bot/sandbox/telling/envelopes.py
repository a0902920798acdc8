"""What is sent to the app, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Protocol

Json = dict[str, Any]
Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Envelope:
    """One thing that happened, as Socket Mode wraps it."""

    id: str
    kind: Kind
    payload: Json


@dataclass(frozen=True)
class Answered:
    """How the app acknowledged something a person did. `seconds` is how long that took;
    `error` is what the person's Slack would complain of."""

    acked: bool
    ack_payload: Json | None = None
    seconds: float = 0.0
    timed_out: bool = False
    error: str | None = None


class Line(Protocol):
    """A way to the app: sockets, or signed HTTP requests."""

    async def send(self, envelope: Envelope, attempt: int, reason: str) -> Answered:
        """Send once and wait for the acknowledgement. `attempt` 0 is the first."""
