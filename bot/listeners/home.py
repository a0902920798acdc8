"""Home: published when its person opens it, never in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

import messages
from bot.model import PersonId
from bot.reflection import home
from bot.services import Services


def register(app: App, services: Services) -> None:
    """Slack tells us that somebody opened the Home tab."""

    def opened(event: Mapping[str, Any], context: BoltContext, client: WebClient) -> None:
        if event.get("tab") == "home":
            publish(services, client, context["person"], event["user"])

    app.event("app_home_opened")(opened)


def publish(services: Services, slack: WebClient, person: PersonId, slack_id: str) -> None:
    """Draw a person's Home afresh."""
    facts = home.facts(services, person, services.clock())
    view = messages.view("home", rehearsal=services.rehearsal, home=facts)
    slack.views_publish(user_id=slack_id, view=view)
