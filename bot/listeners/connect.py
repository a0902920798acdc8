"""Connecting one's own tools: the person's token, shown once, and settings to copy."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, in_modal, quietly, says, show
from bot.model import PersonId
from bot.people import tokens
from bot.reflection import heard
from bot.services import Services
from messages import actions
from messages.facts import Connection
from storage.personal import ingest_tokens


def register(app: App, services: Services, endpoint: Callable[[], str]) -> None:
    """`/worthwhile connect`, a new token, and taking it back."""

    def connection(person: PersonId, token: str | None = None) -> Connection:
        return Connection(
            endpoint=endpoint(),
            token=token,
            has_token=ingest_tokens.active(services.database, person) > 0,
            sources=heard.sources(services, person, services.clock()),
            missed=heard.missed_lately(services, person, services.clock()),
        )

    def command(ack: Ack, context: BoltContext, respond: Respond) -> None:
        ack()
        quietly(respond, messages.render("connect", connection=connection(context["person"])))

    def button(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack()
        show(client, body, messages.view("connect", connection=connection(context["person"])))

    def make(
        ack: Ack, body: Body, context: BoltContext, client: WebClient, respond: Respond
    ) -> None:
        ack()
        token = tokens.make(services, context["person"])
        its = connection(context["person"], token)
        if in_modal(body):
            view = messages.view("connect", connection=its)
            client.views_update(view_id=body["view"]["id"], view=view)
        else:
            quietly(respond, messages.render("connect", connection=its))

    def revoke(
        ack: Ack, body: Body, context: BoltContext, client: WebClient, respond: Respond
    ) -> None:
        ack()
        tokens.revoke(services, context["person"])
        if in_modal(body):
            view = messages.view("connect", connection=connection(context["person"]))
            client.views_update(view_id=body["view"]["id"], view=view)
        else:
            quietly(respond, messages.render("connect_revoked"))

    app.command("/worthwhile", matchers=[says("connect")])(command)
    app.action(actions.CONNECT_OPEN)(button)
    app.action(actions.CONNECT_MAKE)(make)
    app.action(actions.CONNECT_REVOKE)(revoke)
