"""What happens in the workspace, as Slack's Events API tells the app."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from bot.sandbox.state.members import Member, as_user
from bot.sandbox.state.messages import Message
from bot.sandbox.telling.payloads import view

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def callback(workspace: Workspace, event: Json) -> Json:
    """An event, wrapped as Slack's Events API does."""
    return {
        "token": "",
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev{secrets.token_hex(5).upper()}",
        "event_time": int(workspace.clock()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user_id,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def team_join(workspace: Workspace, member: Member) -> Json:
    """Somebody joined."""
    return {"type": "team_join", "user": as_user(member, workspace.team_id)} | _dated(workspace)


def user_change(workspace: Workspace, member: Member) -> Json:
    """Something about a person changed."""
    user = as_user(member, workspace.team_id)
    return {"type": "user_change", "user": user, "cache_ts": member.updated} | _dated(workspace)


def app_home_opened(workspace: Workspace, person_id: str, channel: str) -> Json:
    """A person opened the app's Home."""
    home = workspace.screens.home(person_id)
    event: Json = {
        "type": "app_home_opened",
        "user": person_id,
        "channel": channel,
        "tab": "home",
    }
    shown = {"view": view(workspace, home)} if home else {}
    return event | shown | _dated(workspace)


def message_im(message: Message) -> Json:
    """A person wrote to the app."""
    return {
        "type": "message",
        "channel": message.channel,
        "user": message.author,
        "text": message.text,
        "ts": message.ts,
        "event_ts": message.ts,
        "channel_type": "im",
    }


def _dated(workspace: Workspace) -> Json:
    return {"event_ts": f"{workspace.clock():.6f}"}
