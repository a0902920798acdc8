"""Home: published when its person opens it, never in bulk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot.listeners.redrawing import Redrawing


def register(app: App, redrawing: Redrawing) -> None:
    """Slack tells us that somebody opened the Home tab."""

    def opened(event: Mapping[str, Any], context: BoltContext, client: WebClient) -> None:
        if event.get("tab") == "home":
            redrawing.home(client, context["person"], event["user"])

    app.event("app_home_opened")(opened)
