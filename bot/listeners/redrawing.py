"""After a tap: draw again whatever it was made in, from what the stores hold now."""

from __future__ import annotations

from threading import Lock

from slack_sdk import WebClient

import messages
from bot.listeners.home import publish
from bot.listeners.speaking import Body, in_modal, in_week
from bot.model import Letter, PersonId, Question
from bot.reflection import week, weekly
from bot.services import Services
from storage.operations import settings
from storage.personal import deliveries, preferences

_TURNS = [Lock() for _ in range(64)]


def _turn(person: PersonId) -> Lock:
    """One redraw at a time for a person: of two quick taps the first, held up on its way to Slack,
    would otherwise wipe the second off the message again."""
    return _TURNS[hash(person) % len(_TURNS)]


def redraw(services: Services, slack: WebClient, body: Body, question: Question) -> None:
    """The message, the week's modal or Home: where the tap came from, and the message in any case
    when the question stands in one."""
    with _turn(question.person):
        if question.delivery and (_message(body) or not _discreet(services, question.person)):
            redraw_message(services, slack, question.delivery)
        if in_modal(body):
            redraw_week(services, slack, body, question.person)
        elif body.get("view"):
            publish(services, slack, question.person, body["user"]["id"])


def redraw_place(services: Services, slack: WebClient, body: Body, person: PersonId) -> None:
    """Where somebody changed what they want: the week's modal and Home, or the digest whose button
    it was. Any other message says the same as before."""
    with _turn(person):
        if in_week(body):
            redraw_week(services, slack, body, person)
        if body.get("view"):
            publish(services, slack, person, body["user"]["id"])
        for its in deliveries.of_person(services.database, person):
            if its.letter is Letter.DIGEST and its.ts and its.ts == _message(body):
                redraw_message(services, slack, its.id)


def _discreet(services: Services, person: PersonId) -> bool:
    """A discreet message never says more than that the week is ready: drawing it again would change
    no word, and only leave a mark that somebody answered."""
    return preferences.get(services.database, person).discreet


def _message(body: Body) -> str | None:
    return (body.get("container") or {}).get("message_ts")


def redraw_message(services: Services, slack: WebClient, delivery_id: str) -> None:
    """The digest as it stands now; nothing to do when it was never sent."""
    delivery = deliveries.get(services.database, delivery_id)
    if delivery is None or not delivery.ts or not delivery.channel:
        return
    charts = settings.fact(services.database, "no_charts") is None
    message = weekly.letter(services, delivery, services.clock(), charts=charts)
    slack.chat_update(
        channel=delivery.channel, ts=delivery.ts, text=message.text, blocks=message.blocks
    )


def redraw_week(services: Services, slack: WebClient, body: Body, person: PersonId) -> None:
    """The modal of one's own week: the one on top, or the one that lies under it."""
    modal = body["view"]
    under = modal.get("root_view_id") not in (None, modal["id"])
    if under or in_week(body):
        facts = week.facts(services, person, services.clock())
        slack.views_update(
            view_id=modal["root_view_id"],
            view=messages.view("week", rehearsal=services.rehearsal, **facts),
        )
