"""Keeping a workspace between two runs: who is there, what was said and read, everybody's Home.

Open modals, what only one person saw, triggers, response URLs and files are not kept: in Slack,
too, they do not last.
"""

from __future__ import annotations

from typing import Any

import msgspec

from bot.sandbox.state.members import DoNotDisturb, Member, Usergroup
from bot.sandbox.state.messages import Conversation, Message
from bot.sandbox.state.views import View
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

_IDENTITY = (
    "team_name",
    "team_id",
    "app_id",
    "bot_id",
    "bot_user_id",
    "bot_token",
    "app_token",
    "signing_secret",
    "supports_charts",
)


class _Chosen(msgspec.Struct):
    """What stands in one control of a message or a view."""

    block_id: str
    action_id: str
    held: Json


class _Talk(msgspec.Struct):
    """One conversation with the app."""

    id: str
    person_id: str
    messages: list[Message]
    entered: dict[str, list[_Chosen]]
    read_to: str


class _Home(msgspec.Struct):
    """One published Home."""

    id: str
    hash: str
    view: Json
    person_id: str
    entered: list[_Chosen]


class _Kept(msgspec.Struct):
    identity: Json
    members: list[Member]
    usergroups: list[Usergroup]
    quiet: dict[str, DoNotDisturb]
    talks: list[_Talk]
    homes: list[_Home]


def keep(workspace: Workspace) -> bytes:
    """The workspace as it is now. Holds its tokens: keep it where only its owner can read it."""
    with workspace.changes.still():
        return msgspec.msgpack.encode(
            _Kept(
                identity={name: getattr(workspace, name) for name in _IDENTITY},
                members=list(workspace.directory.members.values()),
                usergroups=list(workspace.directory.usergroups.values()),
                quiet=dict(workspace.directory.quiet),
                talks=[_talk(its) for its in workspace.mailroom.all()],
                homes=[_home(its) for its in workspace.screens.homes()],
            )
        )


def restore(workspace: Workspace, kept: bytes) -> None:
    """Make a workspace that was not started yet what it was. Raises ValueError for bytes that
    `keep` did not make."""
    was = msgspec.msgpack.decode(kept, type=_Kept)
    for name in _IDENTITY:
        setattr(workspace, name, was.identity[name])
    directory = workspace.directory
    directory.members = {its.id: its for its in was.members}
    directory.usergroups = {its.id: its for its in was.usergroups}
    directory.quiet = was.quiet
    for talk in was.talks:
        workspace.mailroom.put(_conversation(talk))
    for home in was.homes:
        workspace.screens.put_home(
            View(home.id, home.hash, home.view, home.person_id, {}, _entered(home.entered), home.id)
        )


def _talk(its: Conversation) -> _Talk:
    entered = {ts: _chosen(held) for ts, held in its.entered.items() if held}
    kept = [message for message in its.messages.values() if not message.ephemeral]
    return _Talk(its.id, its.person_id, kept, entered, its.read_to)


def _home(its: View) -> _Home:
    return _Home(its.id, its.hash, its.view, its.person_id, _chosen(its.entered))


def _chosen(entered: dict[tuple[str, str], Json]) -> list[_Chosen]:
    return [_Chosen(block, action, held) for (block, action), held in entered.items()]


def _entered(chosen: list[_Chosen]) -> dict[tuple[str, str], Json]:
    return {(its.block_id, its.action_id): its.held for its in chosen}


def _conversation(talk: _Talk) -> Conversation:
    conversation = Conversation(talk.id, talk.person_id, read_to=talk.read_to)
    conversation.put(talk.messages)
    conversation.entered = {ts: _entered(held) for ts, held in talk.entered.items()}
    return conversation
