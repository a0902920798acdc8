"""Erase: asked for with a command or a button, confirmed in a modal, and told how far it came."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, says, show
from bot.people import erasure
from bot.people.taking_away import ask
from bot.services import Services
from messages import actions


def register(app: App, services: Services) -> None:
    """`/worthwhile forget`, the Erase buttons, and the modal behind them."""

    def asked(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        show(client, body, messages.view("forget"))

    def confirmed(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack(response_action="update", view=messages.view("forgetting"))
        its = erasure.forget(services, context["person"])
        view = messages.view("forgotten", gone=its.gone, refused=its.refused, waiting=its.waiting)
        # Who closed the modal meanwhile is not there to be told.
        ask(lambda: client.views_update(view_id=body["view"]["id"], view=view))

    app.command("/worthwhile", matchers=[says("forget")])(asked)
    app.action(actions.FORGET_OPEN)(asked)
    app.view(actions.FORGET)(confirmed)
