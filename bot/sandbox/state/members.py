"""The people of the workspace, and the groups they are in, as Slack describes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

SLACKBOT_ID = "USLACKBOT"


@dataclass(frozen=True)
class Member:
    """Somebody with an account. `accepts_dms` is False for a person who closed the app's
    messages."""

    id: str
    name: str
    real_name: str
    email: str
    tz: str
    is_admin: bool = False
    is_owner: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    deleted: bool = False
    title: str = ""
    accepts_dms: bool = True
    tz_offset: int = 0  # seconds east of UTC, filled in by the workspace
    updated: int = 0


@dataclass(frozen=True)
class Usergroup:
    """A user group: `@handle`, shown as `name`."""

    id: str
    handle: str
    name: str
    members: tuple[str, ...]
    date_create: int = 0


@dataclass(frozen=True)
class DoNotDisturb:
    """Epoch seconds of the next quiet stretch; `dnd.info` answers with it."""

    start: int
    end: int


def slackbot() -> Member:
    """Slackbot is in every workspace's list, and is_bot is False for it, as in Slack."""
    return Member(SLACKBOT_ID, "slackbot", "Slackbot", "", "America/Los_Angeles")


def as_user(member: Member, team_id: str) -> Json:
    """Slack's user object."""
    user: Json = {
        "id": member.id,
        "team_id": team_id,
        "name": member.name,
        "deleted": member.deleted,
        "profile": _profile(member, team_id),
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": member.updated,
    }
    return user if member.deleted else user | _standing(member)


def _standing(member: Member) -> Json:
    # Slack leaves these out for people who left
    return {
        "color": "9f69e7",
        "real_name": member.real_name,
        "tz": member.tz,
        "tz_label": member.tz,
        "tz_offset": member.tz_offset,
        "is_admin": member.is_admin,
        "is_owner": member.is_owner,
        "is_primary_owner": False,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": False,
        "who_can_share_contact_card": "EVERYONE",
        "is_email_confirmed": not member.is_bot,
    }


def _profile(member: Member, team_id: str) -> Json:
    first, _, last = member.real_name.partition(" ")
    profile: Json = {
        "title": member.title,
        "phone": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "status_text": "",
        "status_emoji": "",
        "avatar_hash": "g000000000000",
        "first_name": first,
        "last_name": last,
        "team": team_id,
    }
    return profile | ({"email": member.email} if member.email else {})


def as_usergroup(group: Usergroup, team_id: str, *, with_members: bool) -> Json:
    """Slack's subteam object."""
    shown: Json = {
        "id": group.id,
        "team_id": team_id,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "is_external": False,
        "date_create": group.date_create,
        "date_update": group.date_create,
        "date_delete": 0,
        "user_count": len(group.members),
    }
    return shown | ({"users": list(group.members)} if with_members else {})
