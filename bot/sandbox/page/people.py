"""The faces of the page: who can be looked as, in groups, and what everybody is called."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.sandbox.page.names import Names
from bot.sandbox.state.members import SLACKBOT_ID, Member, Usergroup
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
_TINTS = 8


@dataclass(frozen=True)
class Face:
    """Somebody as the page shows them; `role` is their title or their standing."""

    id: str
    name: str
    initials: str
    tint: str
    role: str = ""
    is_admin: bool = False
    unread: int = 0


@dataclass(frozen=True)
class Group:
    """People listed under one heading."""

    label: str
    people: tuple[Face, ...]


def of_member(member: Member, unread: int = 0) -> Face:
    """A person, with how many messages they have not read."""
    name = member.real_name or member.name
    return Face(
        id=member.id,
        name=name,
        initials="".join(word[0] for word in name.split()[:2]).upper(),
        tint=str(crc32(member.id.encode()) % _TINTS),
        role=member.title or ("Owner" if member.is_owner else ""),
        is_admin=member.is_admin or member.is_owner,
        unread=unread,
    )


def of_app(workspace: Workspace) -> Face:
    """The app, called what its bot is called; its icon is its first letter."""
    name = workspace.directory.member(workspace.bot_user_id).real_name
    return Face(workspace.bot_user_id, name, name[:1].upper(), "app")


def present(workspace: Workspace) -> list[Member]:
    """The people one can look as: those who have not left, and no bots."""
    return [
        member
        for member in workspace.members()
        if not (member.deleted or member.is_bot or member.id == SLACKBOT_ID)
    ]


def names_for(reader: Member, workspace: Workspace) -> Names:
    """What ids are called, in the reader's time zone."""
    return Names(
        people={member.id: member.real_name or member.name for member in present(workspace)},
        groups={group.id: group.handle for group in workspace.directory.usergroups.values()},
        reader=reader.id,
        zone=ZoneInfo(reader.tz),
    )


def grouped(faces: Iterable[Face], usergroups: Iterable[Usergroup]) -> list[Group]:
    """Everybody once: in the first user group they are in, groups in the order in which they were
    made; the rest at the end."""
    groups = list(usergroups)
    under: dict[str, list[Face]] = {group.name: [] for group in groups}
    rest: list[Face] = []
    for face in faces:
        home = next((group.name for group in groups if face.id in group.members), None)
        (rest if home is None else under[home]).append(face)
    labelled = [Group(label, tuple(people)) for label, people in under.items() if people]
    return [
        *labelled,
        *([Group("More people" if labelled else "People", tuple(rest))] if rest else []),
    ]
