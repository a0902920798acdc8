"""files.*: an upload in three steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.methods import Method, need
from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.state.files import File, as_file

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def upload_url(workspace: Workspace, arguments: Json) -> Json:
    """Where to put so many bytes."""
    length = str(arguments.get("length", ""))
    if not length.isdigit() or length == "0":
        raise Refusal("invalid_arguments", "[ERROR] length must be more than 0")
    file = workspace.files.expect(need(arguments, "filename"), int(length))
    return {"upload_url": f"{workspace.url}upload/{file.id}", "file_id": file.id}


def complete_upload(workspace: Workspace, arguments: Json) -> Json:
    """Share what was uploaded in a conversation, whose id it must be, never a person's."""
    listed = arguments.get("files")
    if not isinstance(listed, list) or not listed:
        raise Refusal("invalid_arguments", "[ERROR] missing required field: files")
    files = [_uploaded(workspace, entry) for entry in listed]
    shown = [as_file(file, workspace.url) for file in files]
    if channel := arguments.get("channel_id") or arguments.get("channels"):
        conversation = workspace.mailroom.channel(str(channel))
        comment = arguments.get("initial_comment") or ""
        workspace.mailroom.add(conversation, workspace.bot_user_id, comment, files=tuple(shown))
    return {"files": shown}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """Take a file away: its bytes, and where it was shared."""
    file = workspace.files.remove(need(arguments, "file"))
    if file is None:
        raise Refusal("file_not_found")
    for conversation in workspace.mailroom.all():
        conversation.without_file(file.id)
    return {}


def _uploaded(workspace: Workspace, entry: Json) -> File:
    file = workspace.files.get(str(entry.get("id")))
    if file is None or file.content is None:
        raise Refusal("file_not_found")
    file.title = entry.get("title") or file.name
    return file


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, "files:write"),
    "files.completeUploadExternal": Method(complete_upload, "files:write"),
    "files.delete": Method(delete, "files:write"),
}
