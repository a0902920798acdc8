"""Short-lived rights an interaction gives the app: to open a modal, and to answer by URL."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.asking.refusal import Refusal

TRIGGER_SECONDS = 3.0
RESPONSE_URL_SECONDS = 30 * 60.0
RESPONSE_URL_USES = 5


@dataclass
class Trigger:
    """May open one modal for this person. `view_id` is the modal the person acted in, if any."""

    person_id: str
    view_id: str | None
    given_at: float
    used: bool = False


@dataclass
class ResponseUrl:
    """May be posted to a few times; `ts` is the message the person acted on, if any."""

    channel: str
    person_id: str
    ts: str | None
    given_at: float
    uses: int = 0


class Triggers:
    """The triggers given out. `clock` is epoch seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._given: dict[str, Trigger] = {}

    def give(self, person_id: str, view_id: str | None = None) -> str:
        """A new trigger, for somebody who just did something."""
        trigger_id = (
            f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._given[trigger_id] = Trigger(person_id, view_id, self._clock())
        return trigger_id

    def look(self, trigger_id: str) -> Trigger:
        """The trigger, if it may still be used; Slack's reason otherwise."""
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refusal("invalid_trigger_id")
        if trigger.used:
            raise Refusal("exchanged_trigger_id")
        if self._clock() - trigger.given_at > TRIGGER_SECONDS:
            raise Refusal("expired_trigger_id")
        return trigger


class ResponseUrls:
    """The response URLs given out, by their secret last part. `clock` is epoch seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._given: dict[str, ResponseUrl] = {}

    def give(self, channel: str, person_id: str, ts: str | None) -> str:
        """The secret part of a new URL."""
        key = secrets.token_urlsafe(18)
        self._given[key] = ResponseUrl(channel, person_id, ts, self._clock())
        return key

    def use(self, key: str) -> ResponseUrl:
        """Count one use; refuses `expired_url` and `used_url` as Slack does."""
        given = self._given.get(key)
        if given is None or self._clock() - given.given_at > RESPONSE_URL_SECONDS:
            raise Refusal("expired_url")
        if given.uses >= RESPONSE_URL_USES:
            raise Refusal("used_url")
        given.uses += 1
        return given
