"""The welcome's buttons. A no is answered so that only the person sees it, and leaves no trace in
the conversation, because a workspace can export those."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

import messages
from bot import outbox
from bot.listeners.redrawing import Redrawing
from bot.listeners.speaking import Body, show, tell
from bot.model import Standing
from bot.people import consent
from bot.people.usual import usual_times
from bot.services import Services
from messages import actions


def register(app: App, services: Services, redrawing: Redrawing) -> None:
    """Sounds good · Not for me (and its undo) · Tell me more."""

    def accept(
        ack: Ack, body: Body, context: BoltContext, client: WebClient, respond: Respond
    ) -> None:
        ack()
        with services.database.transaction() as tx:
            standing = consent.accept(tx, context["person"], services.clock())
        if standing is Standing.UNTOLD:
            said = messages.render("welcome_undone")
        else:
            said = messages.render("welcome_accepted", usual=usual_times(services.database))
        tell(client, respond, body, "Welcome", said)
        redrawing.place(client, body, context["person"])

    def decline(
        ack: Ack, body: Body, context: BoltContext, client: WebClient, respond: Respond
    ) -> None:
        ack()
        with services.database.transaction() as tx:
            consent.decline(tx, context["person"], services.clock())
            outbox.drop(tx, context["person"], None, "declined")
        tell(client, respond, body, "Not for me", messages.render("welcome_declined"))
        redrawing.place(client, body, context["person"])

    def tell_more(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        show(client, body, messages.view("tell_me_more"))

    app.action(actions.WELCOME_ACCEPT)(accept)
    app.action(actions.WELCOME_UNDO)(accept)
    app.action(actions.WELCOME_DECLINE)(decline)
    app.action(actions.WELCOME_MORE)(tell_more)
