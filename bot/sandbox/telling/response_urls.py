"""What the app posts to a response URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.asking.journal import Call
from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.rules.contents import contents
from bot.sandbox.state.messages import Conversation
from bot.sandbox.telling.triggers import ResponseUrl

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

RESPONSE_URL = "response_url"
"""What the journal calls a post to one."""


def answer(workspace: Workspace, key: str, body: bytes) -> Response:
    """Apply one post: "ok", or 404 for a URL used up or too old, 400 for what can't be shown."""
    try:
        with workspace.changes.making():
            url, said = workspace.response_urls.use(key), _decoded(body)
            _apply(workspace, url, said)
            arguments = {**said, "channel": url.channel}
            call = Call(RESPONSE_URL, arguments, {"ok": True}, workspace.clock())
            workspace.journal.append(call)
    except Refusal as refusal:
        gone = refusal.error in {"used_url", "expired_url"}
        return JSONResponse(refusal.answer(), 404 if gone else 400)
    return PlainTextResponse("ok")


def _decoded(body: bytes) -> Json:
    try:
        said = msgspec.json.decode(body)
    except msgspec.DecodeError:
        raise Refusal("invalid_payload") from None
    if not isinstance(said, dict):
        raise Refusal("invalid_payload")
    return said


def _apply(workspace: Workspace, url: ResponseUrl, said: Json) -> None:
    conversation = workspace.mailroom.channel(url.channel)
    if said.get("delete_original"):
        _deletable(conversation, url)
        return
    written = contents(workspace, said)
    if said.get("replace_original") and url.ts in conversation.messages:
        conversation.change(url.ts, **written, edited=True)
        return
    ephemeral = said.get("response_type") != "in_channel"
    workspace.mailroom.add(conversation, workspace.bot_user_id, **written, ephemeral=ephemeral)


def _deletable(conversation: Conversation, url: ResponseUrl) -> None:
    if url.ts not in conversation.messages:
        raise Refusal("message_not_found")
    conversation.change(url.ts, deleted=True)
