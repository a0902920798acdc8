"""The promise, and the short pages behind it: also about what is not protected."""

from __future__ import annotations

from collections.abc import Mapping

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, in_modal, quietly, says, show
from messages import actions


def register(app: App) -> None:
    """`/worthwhile privacy`, the Privacy buttons, those of its pages, and the Close of modals that
    are only read."""

    def command(ack: Ack, respond: Respond) -> None:
        ack()
        quietly(respond, messages.render("privacy"))

    def button(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        show(client, body, messages.view("privacy"))

    def page(ack: Ack, action: Mapping[str, str], body: Body, client: WebClient) -> None:
        ack()
        name = action.get("value")
        if name in actions.PRIVACY_PAGES:
            view = messages.view("privacy_page", page=name, laid_over=in_modal(body))
            show(client, body, view)

    def closed(ack: Ack) -> None:
        ack()

    app.command("/worthwhile", matchers=[says("privacy")])(command)
    app.action(actions.PRIVACY_OPEN)(button)
    app.action(actions.ANY_PAGE)(page)
    app.view(actions.READING)(closed)
