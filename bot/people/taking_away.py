"""Taking the bot's own messages to a person back out of Slack, as far as Slack lets it."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import partial

from slack_sdk.errors import SlackApiError, SlackClientError

from bot.model import Delivery, DeliveryState, PersonId, Place
from bot.people import places
from bot.people.ciphers import WrongSecret
from bot.people.keys import KeyDestroyed
from bot.services import Services
from storage.personal import deliveries, exports
from storage.personal.exports import Exported

_GONE = {"message_not_found", "file_not_found", "file_deleted"}
_REFUSED = {
    "cant_delete_message",
    "cant_delete_file",
    "compliance_exports_prevent_deletion",
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "restricted_action",
    "messages_tab_disabled",
    "user_disabled",
}
"""What Slack answers when asking again would change nothing. All else may pass: too soon, Slack
itself unwell, a token that is being replaced."""


class Outcome(Enum):
    """What Slack made of it."""

    GONE = "gone"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Taken:
    """How many messages are gone from Slack, how many Slack keeps, how many are still to be asked
    for."""

    gone: int = 0
    refused: int = 0
    waiting: int = 0


def take_away(services: Services, person: PersonId, go_on: Callable[[], bool]) -> Taken:
    """Delete every message and file a person was sent. What is settled is forgotten one by one, so
    that this can be cut short anywhere; it ends early where Slack wants to be left alone."""
    steps = [*_messages(services, person), *_files(services, person)]
    settled: list[Outcome] = []
    for step in steps:
        outcome = step() if go_on() else Outcome.LATER
        if outcome is Outcome.LATER:
            break
        settled.append(outcome)
    return Taken(
        gone=settled.count(Outcome.GONE),
        refused=settled.count(Outcome.REFUSED),
        waiting=len(steps) - len(settled),
    )


def ask(call: Callable[[], object]) -> Outcome:
    """Ask Slack once. Whatever it answers is an outcome."""
    try:
        call()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        if code in _GONE:
            return Outcome.GONE
        return Outcome.REFUSED if code in _REFUSED else Outcome.LATER
    except (SlackClientError, http.client.HTTPException, OSError):
        return Outcome.LATER
    return Outcome.GONE


_Step = Callable[[], Outcome]


def _messages(services: Services, person: PersonId) -> Iterator[_Step]:
    """One that a sender has in hand comes last: it is looked at again once that has settled."""
    kept = deliveries.of_person(services.database, person)
    for its in sorted(kept, key=lambda its: its.state is DeliveryState.SENDING):
        yield partial(_take_message, services, its)


def _take_message(services: Services, its: Delivery) -> Outcome:
    if its.state is DeliveryState.SENDING:
        return Outcome.LATER
    outcome = Outcome.GONE  # where it was never sent
    if its.sealed_place:
        outcome = _delete(services, _place(services, its.person, its.sealed_place))
    if outcome is not Outcome.LATER:
        deliveries.forget(services.database, its.id)
    return outcome


def _files(services: Services, person: PersonId) -> Iterator[_Step]:
    for its in exports.of_person(services.database, person):
        yield partial(_take_file, services, person, its)


def _take_file(services: Services, person: PersonId, its: Exported) -> Outcome:
    """The file, and then the message that came with it."""
    place = _place(services, person, its.sealed_place)
    file, outcome = place and place.file, Outcome.GONE
    if file:
        outcome = ask(lambda: services.slack.files_delete(file=file))
    if outcome is not Outcome.LATER:
        outcome = _delete(services, place)
    if outcome is not Outcome.LATER:
        exports.remove(services.database, its.id)
    return outcome


def _place(services: Services, person: PersonId, sealed: bytes) -> Place | None:
    """Where it lies; None where nobody can tell any more, because a backup was put back after the
    key to that was gone."""
    try:
        return places.opened(services.keys, person, sealed)
    except (KeyDestroyed, WrongSecret):
        return None


def _delete(services: Services, place: Place | None) -> Outcome:
    """Ask for one message. Of one that nobody can find it cannot be said that it is gone."""
    if place is None:
        return Outcome.REFUSED
    return ask(lambda: services.slack.chat_delete(channel=place.channel, ts=place.ts))
