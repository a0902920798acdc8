"""What people do, as Slack tells the app: commands and interactions, in Slack's shapes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.hands.elements import Entered, values
from bot.sandbox.state.members import Member
from bot.sandbox.state.messages import Message, as_message
from bot.sandbox.state.views import View

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def command(workspace: Workspace, member: Member, channel: str, name: str, text: str) -> Json:
    """A slash command; every value is a string, as in a form."""
    return {
        "token": "",
        "team_id": workspace.team_id,
        "team_domain": _domain(workspace),
        "channel_id": channel,
        "channel_name": "directmessage",
        "user_id": member.id,
        "user_name": member.name,
        "command": name,
        "text": text,
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, channel, member.id, None),
        "trigger_id": workspace.triggers.give(member.id),
    }


def message_action(
    workspace: Workspace, member: Member, message: Message, entered: Entered, action: Json
) -> Json:
    """A control used in a message."""
    payload = _interaction(workspace, member, "block_actions") | {
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": message.channel,
            "is_ephemeral": message.ephemeral,
        },
        "channel": {"id": message.channel, "name": "directmessage"},
        "state": {"values": values(message.blocks, entered)},
        "response_url": response_url(workspace, message.channel, member.id, message.ts),
        "actions": [action],
    }
    # Slack does not send the content of ephemeral messages back
    return payload if message.ephemeral else payload | {"message": shown(workspace, message)}


def view_action(workspace: Workspace, member: Member, acted_in: View, action: Json) -> Json:
    """A control used in a modal or in Home."""
    return _interaction(workspace, member, "block_actions", acted_in.id) | {
        "container": {"type": "view", "view_id": acted_in.id},
        "view": view(workspace, acted_in),
        "actions": [action],
    }


def view_submission(workspace: Workspace, member: Member, submitted: View) -> Json:
    """A modal was submitted."""
    return _interaction(workspace, member, "view_submission", submitted.id) | {
        "view": view(workspace, submitted),
        "response_urls": [],
    }


def view_closed(workspace: Workspace, member: Member, closed: View, *, cleared: bool) -> Json:
    """A modal was cancelled; `cleared` when the whole stack went."""
    payload = _interaction(workspace, member, "view_closed")
    del payload["trigger_id"]  # a closed view gives no right to open another
    return payload | {"view": view(workspace, closed), "is_cleared": cleared}


def shortcut(workspace: Workspace, member: Member, callback_id: str) -> Json:
    """A global shortcut."""
    return _interaction(workspace, member, "shortcut") | {
        "callback_id": callback_id,
        "action_ts": _now(workspace),
    }


def message_shortcut(
    workspace: Workspace, member: Member, callback_id: str, message: Message
) -> Json:
    """A shortcut taken from a message's menu."""
    return _interaction(workspace, member, "message_action") | {
        "callback_id": callback_id,
        "action_ts": _now(workspace),
        "message_ts": message.ts,
        "channel": {"id": message.channel, "name": "directmessage"},
        "message": shown(workspace, message),
        "response_url": response_url(workspace, message.channel, member.id, message.ts),
    }


def view(workspace: Workspace, shown_view: View) -> Json:
    """Slack's view object, with what stands in its controls."""
    return shown_view.view | {
        "id": shown_view.id,
        "team_id": workspace.team_id,
        "state": {"values": values(shown_view.view["blocks"], shown_view.entered)},
        "hash": shown_view.hash,
        "previous_view_id": shown_view.previous_id,
        "root_view_id": shown_view.root_id,
        "app_id": workspace.app_id,
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }


def shown(workspace: Workspace, message: Message) -> Json:
    """Slack's message object."""
    return as_message(
        message, team_id=workspace.team_id, app_id=workspace.app_id, bot_id=workspace.bot_id
    )


def response_url(workspace: Workspace, channel: str, person_id: str, ts: str | None) -> str:
    """A URL the app may answer at a few times."""
    return f"{workspace.url}response/{workspace.response_urls.give(channel, person_id, ts)}"


def _interaction(
    workspace: Workspace, member: Member, kind: str, view_id: str | None = None
) -> Json:
    return {
        "type": kind,
        "user": {
            "id": member.id,
            "username": member.name,
            "name": member.name,
            "team_id": workspace.team_id,
        },
        "api_app_id": workspace.app_id,
        "token": "",
        "trigger_id": workspace.triggers.give(member.id, view_id),
        "team": {"id": workspace.team_id, "domain": _domain(workspace)},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _domain(workspace: Workspace) -> str:
    return workspace.team_name.lower().replace(" ", "-")


def _now(workspace: Workspace) -> str:
    return f"{workspace.clock():.6f}"
