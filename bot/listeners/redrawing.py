"""After an answer: draw again whatever the question stood in, from what the stores hold now."""

from __future__ import annotations

from slack_sdk import WebClient

import messages
from bot.listeners.home import publish
from bot.listeners.speaking import Body, in_modal
from bot.model import PersonId, Question
from bot.reflection import week, weekly
from bot.services import Services
from messages import actions
from storage.operations import settings
from storage.personal import deliveries


def redraw(services: Services, slack: WebClient, body: Body, question: Question) -> None:
    """The message, the week's modal or Home: where the tap came from, and the message in any case
    when the question stands in one."""
    if question.delivery:
        redraw_message(services, slack, question.delivery)
    if in_modal(body):
        redraw_week(services, slack, body, question.person)
    elif body.get("view"):
        publish(services, slack, question.person, body["user"]["id"])


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
    if under or modal.get("callback_id") == actions.WEEK:
        facts = week.facts(services, person, services.clock())
        slack.views_update(
            view_id=modal["root_view_id"],
            view=messages.view("week", rehearsal=services.rehearsal, **facts),
        )
