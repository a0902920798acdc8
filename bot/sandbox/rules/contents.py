"""What a message says, checked as Slack checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.hands.elements import with_ids
from bot.sandbox.rules.blocks import problems

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

LONGEST_TEXT = 4000


def contents(workspace: Workspace, said: Json) -> Json:
    """`text` and `blocks` (with every id) of what the app said; refuses `no_text`,
    `msg_too_long` and `invalid_blocks` with the reasons."""
    text, blocks = said.get("text") or "", said.get("blocks") or []
    if not isinstance(text, str) or not (text or blocks):
        raise Refusal("no_text")
    if len(text) > LONGEST_TEXT:
        raise Refusal("msg_too_long")
    if found := problems(blocks, "message", charts=workspace.supports_charts):
        raise Refusal("invalid_blocks", *found)
    return {"text": text, "blocks": with_ids(blocks, workspace.new_block_id)}
