"""chat.* and conversations.*: messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.methods import Method, need
from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.rules.contents import contents
from bot.sandbox.state.messages import Conversation, Message
from bot.sandbox.telling import payloads

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def post_message(workspace: Workspace, arguments: Json) -> Json:
    """A message to a person's id or a conversation's."""
    conversation = workspace.mailroom.reach(_channel(arguments))
    message = workspace.mailroom.add(
        conversation,
        workspace.bot_user_id,
        **contents(workspace, arguments),
        metadata=_metadata(arguments),
        thread_ts=arguments.get("thread_ts"),
    )
    return _at(message) | {"message": payloads.shown(workspace, message)}


def post_ephemeral(workspace: Workspace, arguments: Json) -> Json:
    """A message only its person sees, until they reload."""
    conversation = workspace.mailroom.reach(_channel(arguments))
    if need(arguments, "user") != conversation.person_id:
        raise Refusal("user_not_in_channel")
    written = contents(workspace, arguments)
    message = workspace.mailroom.add(conversation, workspace.bot_user_id, **written, ephemeral=True)
    return {"message_ts": message.ts}


def update(workspace: Workspace, arguments: Json) -> Json:
    """Change one of the app's own messages. Blocks and metadata not mentioned stay."""
    conversation, message = _own(workspace, arguments, "cant_update_message")
    kept = {"text": message.text, "blocks": message.blocks, "metadata": message.metadata}
    given = {name: arguments[name] for name in kept if arguments.get(name) is not None}
    written = contents(workspace, kept | given)
    metadata = _metadata(kept | given)
    changed = conversation.change(message.ts, **written, metadata=metadata, edited=True)
    return _at(changed) | {"text": changed.text, "message": payloads.shown(workspace, changed)}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """Take one of the app's own messages away."""
    conversation, message = _own(workspace, arguments, "cant_delete_message")
    return _at(conversation.change(message.ts, deleted=True))


def conversations_open(workspace: Workspace, arguments: Json) -> Json:
    """The conversation with one person."""
    if channel := arguments.get("channel"):
        return {"channel": {"id": workspace.mailroom.channel(str(channel)).id}}
    users = arguments.get("users") or ""
    listed = users if isinstance(users, list) else str(users).split(",")
    if len(listed) != 1 or not listed[0]:
        raise Refusal("users_list_not_supplied" if not listed[0] else "not_enough_users")
    workspace.directory.member(listed[0])
    return {"channel": {"id": workspace.mailroom.reach(listed[0]).id}}


def conversations_info(workspace: Workspace, arguments: Json) -> Json:
    """A conversation, by id."""
    found = workspace.mailroom.channel(_channel(arguments))
    return {"channel": {"id": found.id, "is_im": True, "user": found.person_id}}


def _channel(arguments: Json) -> str:
    channel = arguments.get("channel")
    if not isinstance(channel, str) or not channel:
        raise Refusal("channel_not_found")
    return channel


def _own(workspace: Workspace, arguments: Json, refusal: str) -> tuple[Conversation, Message]:
    conversation = workspace.mailroom.channel(_channel(arguments))
    message = conversation.messages.get(str(arguments.get("ts")))
    if message is None or message.deleted or message.ephemeral:
        raise Refusal("message_not_found")
    if not message.from_app:
        raise Refusal(refusal)
    return conversation, message


def _metadata(arguments: Json) -> Json | None:
    metadata = arguments.get("metadata")
    if metadata in (None, "", {}):
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise Refusal("invalid_metadata_format")
    return metadata


def _at(message: Message) -> Json:
    return {"channel": message.channel, "ts": message.ts}


METHODS = {
    "chat.postMessage": Method(post_message, "chat:write"),
    "chat.postEphemeral": Method(post_ephemeral, "chat:write"),
    "chat.update": Method(update, "chat:write"),
    "chat.delete": Method(delete, "chat:write"),
    "conversations.open": Method(conversations_open, "im:write"),
    "conversations.info": Method(conversations_info, "im:read"),
}
