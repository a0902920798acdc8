"""One's own week, and how it has been: modals only their person can open."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, says, show
from bot.reflection import looking_back, week
from bot.services import Services
from messages import actions


def register(app: App, services: Services) -> None:
    """`/worthwhile`, `/worthwhile week`, and the buttons that lead there."""

    def own_week(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack()
        facts = week.facts(services, context["person"], services.clock())
        show(client, body, messages.view("week", rehearsal=services.rehearsal, **facts))

    def back(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack()
        patterns = looking_back.facts(services, context["person"], services.clock())
        show(client, body, messages.view("looking_back", patterns=patterns))

    app.command("/worthwhile", matchers=[says("", "week")])(own_week)
    app.action(actions.WEEK_OPEN)(own_week)
    app.action(actions.LOOKING_BACK_OPEN)(back)
