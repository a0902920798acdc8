"""Messages on their way to people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.people import PersonId
from bot.model.time import Instant, Period


class Letter(StrEnum):
    """The messages the bot sends on its own."""

    WELCOME = "welcome"
    DIGEST = "digest"
    REMINDER = "reminder"
    TOKEN_MADE = "token_made"


class DeliveryState(StrEnum):
    """due → sending → sent; or dropped, with a reason; or nothing, if there was nothing to say."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in Slack a message lies, with its file if it has one, by Slack's own ids."""

    channel: str
    ts: str
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person; `occasion` makes it unique ("2026-W47" for that week's digest).

    It holds no words: what is sent is rendered when it is sent, and not kept afterwards. `attempts`
    is how often a sender took it in hand, `doubts` how often nobody knows whether it arrived. Where
    it arrived is sealed: Slack's id of a conversation tells whose it is.
    """

    id: str
    person: PersonId
    letter: Letter
    occasion: str
    due_at: Instant
    state: DeliveryState = DeliveryState.DUE
    period: Period | None = None
    attempts: int = 0
    doubts: int = 0
    reason: str | None = None
    sealed_place: bytes | None = None
    sent_at: Instant | None = None
