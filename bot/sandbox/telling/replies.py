"""What the app's acknowledgement does to the person's screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.rules.contents import contents
from bot.sandbox.state.views import View
from bot.sandbox.telling.envelopes import Answered

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def to_submission(workspace: Workspace, view: View, answered: Answered) -> Answered:
    """Close, change or keep the submitted modal, as `response_action` says."""
    if not answered.acked:
        return answered
    said = answered.ack_payload or {}
    try:
        _act(workspace, view, said)
    except Refusal as refusal:
        return replace(answered, error=str(refusal))
    return answered


def to_command(workspace: Workspace, person_id: str, answered: Answered) -> Answered:
    """Show the message the acknowledgement of a command may carry."""
    said = answered.ack_payload or {}
    if not answered.acked or not (said.get("text") or said.get("blocks")):
        return answered
    try:
        written = contents(workspace, said)
    except Refusal as refusal:
        return replace(answered, error=str(refusal))
    conversation = workspace.mailroom.of(person_id)
    ephemeral = said.get("response_type") != "in_channel"
    workspace.mailroom.add(conversation, workspace.bot_user_id, **written, ephemeral=ephemeral)
    return answered


def _act(workspace: Workspace, view: View, said: Json) -> None:
    match said.get("response_action"):
        case None:
            workspace.screens.close(view)
        case "clear":
            workspace.screens.stack(view.person_id).clear()
        case "errors":
            view.errors = _errors(view, said.get("errors"))
        case "update":
            workspace.screens.update(view, said.get("view") or {})
        case "push":
            workspace.screens.push(view.person_id, said.get("view") or {})
        case other:
            raise Refusal("invalid_response_action", str(other))


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.view["blocks"] if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        raise Refusal("invalid_errors", "errors must name the block_id of an input block")
    return {block_id: str(text) for block_id, text in errors.items()}
