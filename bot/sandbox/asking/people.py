"""users.*, usergroups.* and dnd.*: who is there, who belongs together, who wants quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.methods import Method, need, page, yes
from bot.sandbox.state.members import Member, as_user, as_usergroup, slackbot

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

PAGE = 200


def users_list(workspace: Workspace, arguments: Json) -> Json:
    """Everybody, also Slackbot, bots and people who left, in pages of at most 200."""
    everybody = [slackbot(), *workspace.directory.members.values()]
    shown, more = page([_user(workspace, member) for member in everybody], arguments, PAGE)
    return {"members": shown, "cache_ts": int(workspace.clock())} | more


def users_info(workspace: Workspace, arguments: Json) -> Json:
    """One person."""
    return {"user": _user(workspace, workspace.directory.member(need(arguments, "user")))}


def lookup_by_email(workspace: Workspace, arguments: Json) -> Json:
    """One person, by e-mail address."""
    return {"user": _user(workspace, workspace.directory.by_email(need(arguments, "email")))}


def usergroups_list(workspace: Workspace, arguments: Json) -> Json:
    """The user groups, with their people when asked."""
    with_members = yes(arguments, "include_users")
    groups = workspace.directory.usergroups.values()
    shown = [as_usergroup(group, workspace.team_id, with_members=with_members) for group in groups]
    return {"usergroups": shown}


def usergroup_users(workspace: Workspace, arguments: Json) -> Json:
    """The people of one user group who have not left."""
    group = workspace.directory.usergroup(need(arguments, "usergroup"))
    members = workspace.directory.members
    here = [one for one in group.members if one in members and not members[one].deleted]
    return {"users": here}


def dnd_info(workspace: Workspace, arguments: Json) -> Json:
    """The person's next quiet stretch."""
    person = workspace.directory.member(need(arguments, "user"))
    quiet = workspace.directory.quiet.get(person.id)
    return {
        "dnd_enabled": quiet is not None,
        "next_dnd_start_ts": quiet.start if quiet else 1,
        "next_dnd_end_ts": quiet.end if quiet else 1,
    }


def _user(workspace: Workspace, member: Member) -> Json:
    user = as_user(member, workspace.team_id)
    if workspace.scopes is not None and "users:read.email" not in workspace.scopes:
        user["profile"].pop("email", None)
    return user


METHODS = {
    "users.list": Method(users_list, "users:read"),
    "users.info": Method(users_info, "users:read"),
    "users.lookupByEmail": Method(lookup_by_email, "users:read.email"),
    "usergroups.list": Method(usergroups_list, "usergroups:read"),
    "usergroups.users.list": Method(usergroup_users, "usergroups:read"),
    "dnd.info": Method(dnd_info, "dnd:read"),
}
