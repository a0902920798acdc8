"""Export: everything held about a person as a sealed file in their conversation, and its passphrase
in a modal, which no export of the workspace's messages contains."""

from __future__ import annotations

import json
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

import messages
from bot.listeners.speaking import Body, says, show
from bot.model import PersonId, Place
from bot.people.places import sealed
from bot.people.sealed_file import new_passphrase, seal
from bot.people.taking_away import ask
from bot.reflection.everything import everything
from bot.services import Services
from messages import actions
from storage.personal import exports
from storage.personal.exports import Exported

FILE = "worthwhile-export.json.enc"


def register(app: App, services: Services) -> None:
    """`/worthwhile export`, the Export buttons, and the modal behind them."""

    def asked(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        show(client, body, messages.view("export"))

    def make(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack(response_action="update", view=messages.view("export_making"))
        view = _hand_over(services, client, context["person"], body["user"]["id"])
        ask(lambda: client.views_update(view_id=body["view"]["id"], view=view))

    app.command("/worthwhile", matchers=[says("export")])(asked)
    app.action(actions.EXPORT_OPEN)(asked)
    app.view(actions.EXPORT)(make)


def _hand_over(
    services: Services, slack: WebClient, person: PersonId, slack_id: str
) -> dict[str, Any]:
    """Send the file; the view with its passphrase, or the one that says it did not work."""
    plain = json.dumps(everything(services, person), ensure_ascii=False, indent=2)
    passphrase = new_passphrase()
    try:
        its = _send(services, slack, slack_id, seal(plain.encode(), passphrase))
    except (SlackApiError, SlackRequestError, OSError):
        return messages.view("export_failed")
    exported = Exported(services.new_id(), services.clock(), sealed(services.keys, person, its))
    exports.add(services.database, person, exported)
    return messages.view("export_made", passphrase=passphrase, file=FILE)


def _send(services: Services, slack: WebClient, slack_id: str, content: bytes) -> Place:
    """The note first: it tells in which conversation the file belongs, whose id a command that was
    typed elsewhere does not carry."""
    note = messages.render("export_note", rehearsal=services.rehearsal, file=FILE)
    posted = slack.chat_postMessage(channel=slack_id, text=note.text, blocks=note.blocks)
    channel, ts = str(posted["channel"]), str(posted["ts"])
    try:
        file = slack.files_upload_v2(channel=channel, filename=FILE, title=FILE, content=content)
    except (SlackApiError, SlackRequestError, OSError):
        ask(lambda: slack.chat_delete(channel=channel, ts=ts))
        raise
    return Place(channel, ts, str(file["files"][0]["id"]))
