"""The three ways a listener answers: quietly, in a modal, or by redrawing what is there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from messages import Rendered

Body = Mapping[str, Any]
Command = Mapping[str, str]


def quietly(respond: Respond, message: Rendered) -> None:
    """Answer so that only the asker sees it; nothing of it is kept in the conversation."""
    respond(
        text=message.text,
        blocks=message.blocks,
        response_type="ephemeral",
        replace_original=False,
    )


def show(slack: WebClient, body: Body, view: Mapping[str, Any]) -> None:
    """Open a modal, or lay it over the one in which the button was pressed."""
    method = slack.views_push if in_modal(body) else slack.views_open
    method(trigger_id=body["trigger_id"], view=dict(view))


def in_modal(body: Body) -> bool:
    """Whether the button stood in a modal."""
    return (body.get("view") or {}).get("type") == "modal"


def says(*words: str) -> Callable[[Command], bool]:
    """A matcher for `/worthwhile WORD …`; the empty word is the command alone."""

    def matches(command: Command) -> bool:
        return first_word(command) in words

    return matches


def first_word(command: Command) -> str:
    """The sub-command, in small letters."""
    return (command.get("text") or "").strip().partition(" ")[0].lower()


def rest(command: Command) -> str:
    """What stands behind the sub-command."""
    return (command.get("text") or "").strip().partition(" ")[2].strip()
