"""auth.*, api.test, apps.*, team.*, bots.*: the app and the workspace themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.methods import Method
from bot.sandbox.asking.refusal import Refusal

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def auth_test(workspace: Workspace, _: Json) -> Json:
    """Who the token speaks for."""
    return {
        "url": workspace.url,
        "team": workspace.team_name,
        "user": workspace.directory.member(workspace.bot_user_id).name,
        "team_id": workspace.team_id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


def api_test(_: Workspace, arguments: Json) -> Json:
    """Echo, or the error asked for."""
    if error := arguments.get("error"):
        raise Refusal(str(error), args=arguments)
    return {"args": arguments}


def connections_open(workspace: Workspace, _: Json) -> Json:
    """A websocket address, good for one connection."""
    address = workspace.url.replace("http://", "ws://", 1)
    return {"url": f"{address}link?ticket={workspace.sockets.ticket()}&app_id={workspace.app_id}"}


def team_info(workspace: Workspace, _: Json) -> Json:
    """The workspace."""
    domain = workspace.team_name.lower().replace(" ", "-")
    team = {"id": workspace.team_id, "name": workspace.team_name, "domain": domain}
    return {"team": team | {"email_domain": "", "icon": {"image_default": True}}}


def bots_info(workspace: Workspace, arguments: Json) -> Json:
    """The app's own bot."""
    if arguments.get("bot") not in (None, workspace.bot_id):
        raise Refusal("bot_not_found")
    name = workspace.directory.member(workspace.bot_user_id).name
    bot = {"id": workspace.bot_id, "deleted": False, "name": name, "app_id": workspace.app_id}
    return {"bot": bot | {"user_id": workspace.bot_user_id}}


METHODS = {
    "auth.test": Method(auth_test),
    "api.test": Method(api_test, token="none"),
    "apps.connections.open": Method(connections_open, token="app"),
    "team.info": Method(team_info, "team:read"),
    "bots.info": Method(bots_info, "users:read"),
}
