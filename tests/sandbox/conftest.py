"""A running workspace with Ada and Ben in it, and an app connected to it over sockets."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Hand, Member, Sandbox, Workspace


class Clock:
    """Epoch seconds that move only when told to."""

    def __init__(self, now: float = 1_790_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds


def plain(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def button(action_id: str, value: str = "1", text: str = "Go") -> dict:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": value}


def actions(*elements: dict, block_id: str = "row") -> dict:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def modal(*blocks: dict, **more: object) -> dict:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("A form"),
        "submit": plain("Save"),
        "blocks": list(blocks),
        **more,
    }


def text_input(block_id: str = "name", **more: object) -> dict:
    element = {"type": "plain_text_input", "action_id": f"{block_id}_input"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Your name"),
        "element": element,
        **more,
    }


def refused(call: Callable[..., object], **arguments: object) -> str:
    """The error code Slack's answer carries."""
    with pytest.raises(SlackApiError) as refusal:
        call(**arguments)
    return refusal.value.response["error"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ack_seconds() -> float:
    """How long Slack waits; a test that lets it wait in vain asks for less."""
    return 3.0


@pytest.fixture
def workspace(clock: Clock, ack_seconds: float) -> Workspace:
    made = Workspace(clock, retry_delays=(0.0, 0.0, 0.0), ack_seconds=ack_seconds)
    made.add_person(Member("U0ADA", "ada", "Ada Field", "ada@example.com", "Europe/Berlin"))
    made.add_person(Member("U0BEN", "ben", "Ben Okoye", "ben@example.com", "Africa/Lagos"))
    return made


@pytest.fixture
def sandbox(workspace: Workspace) -> Iterator[Sandbox]:
    with Sandbox(workspace) as running:
        yield running


@pytest.fixture
def client(sandbox: Sandbox) -> WebClient:
    token = sandbox.workspace.bot_token
    return WebClient(token, base_url=sandbox.api_url, retry_handlers=[])


@pytest.fixture
def app(client: WebClient) -> App:
    """An app without listeners yet; `connected` lets it hear."""
    return App(client=client, token_verification_enabled=False)


@pytest.fixture
def connected(app: App, sandbox: Sandbox) -> Iterator[SocketModeHandler]:
    workspace = sandbox.workspace
    web = WebClient(workspace.app_token, base_url=sandbox.api_url)
    handler = SocketModeHandler(app, workspace.app_token, web_client=web)
    handler.connect()
    workspace.wait_until(lambda: workspace.sockets.count)
    yield handler
    # Closing takes slack-sdk a second or more of waiting for its own threads, which nobody needs to
    # sit through
    handler.client.auto_reconnect_enabled = False
    threading.Thread(target=handler.close, daemon=True).start()


@pytest.fixture
def ada(workspace: Workspace) -> Hand:
    return workspace.hand("U0ADA")


@pytest.fixture
def ben(workspace: Workspace) -> Hand:
    return workspace.hand("U0BEN")
