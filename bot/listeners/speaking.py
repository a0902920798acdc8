"""How a listener answers: where the person is, and so that only they see it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from messages import Rendered, actions

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


def tell(slack: WebClient, respond: Respond, body: Body, title: str, message: Rendered) -> None:
    """Answer where the button stood: quietly below a message, or in place of what a modal said.
    One's week and Home say nothing: they are drawn again, and show what came of it."""
    if not body.get("view"):
        quietly(respond, message)
    elif in_modal(body) and not in_week(body):
        slack.views_update(view_id=body["view"]["id"], view=_modal(title, message))


def _modal(title: str, message: Rendered) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": actions.READING,
        "title": {"type": "plain_text", "text": title},
        "close": {"type": "plain_text", "text": "Close"},
        "blocks": message.blocks,
    }


def show(slack: WebClient, body: Body, view: Mapping[str, Any]) -> None:
    """Open a modal, or lay it over the one in which the button was pressed; where three lie over
    each other, which is all Slack allows, in its place."""
    if in_modal(body) and _is_third(body["view"]):
        slack.views_update(view_id=body["view"]["id"], view=dict(view))
        return
    method = slack.views_push if in_modal(body) else slack.views_open
    method(trigger_id=body["trigger_id"], view=dict(view))


def _is_third(view: Mapping[str, Any]) -> bool:
    """Whether two modals lie below. The second one's `previous_view_id` is that of the first."""
    below = view.get("previous_view_id")
    return below is not None and below != view.get("root_view_id")


def in_modal(body: Body) -> bool:
    """Whether the button stood in a modal."""
    return (body.get("view") or {}).get("type") == "modal"


def in_week(body: Body) -> bool:
    """Whether it was the modal of one's own week."""
    return (body.get("view") or {}).get("callback_id") == actions.WEEK


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
