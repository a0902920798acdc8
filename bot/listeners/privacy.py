"""The promise, and what is not protected."""

from __future__ import annotations

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, quietly, says, show
from messages import actions


def register(app: App) -> None:
    """`/worthwhile privacy`, the Privacy buttons, and the Close of modals that are only read."""

    def command(ack: Ack, respond: Respond) -> None:
        ack()
        quietly(respond, messages.render("privacy"))

    def button(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        show(client, body, messages.view("privacy"))

    def closed(ack: Ack) -> None:
        ack()

    app.command("/worthwhile", matchers=[says("privacy")])(command)
    app.action(actions.PRIVACY_OPEN)(button)
    app.view(actions.READING)(closed)
