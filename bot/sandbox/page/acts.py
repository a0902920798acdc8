"""What a person does on the page: each POST moves their hand in the workspace.

The answers are small: a `notice` to show, and whether it is `trouble`. Whatever the app does about
it shows up as a change of the workspace.
"""

from collections.abc import Callable
from typing import Any

from bot.sandbox.hands.choosing import NotAccepted, NotOnScreen
from bot.sandbox.page import entering
from bot.sandbox.server import Sandbox
from bot.sandbox.state.views import View
from bot.sandbox.telling.envelopes import Answered
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
Act = Callable[[Workspace, str, Json], Json]

_TROUBLE = "The app did not answer in time."
_OUTDATED = "That is no longer on the screen."


def press(workspace: Workspace, person_id: str, body: Json) -> Json:
    """Use a control of a message, Home or modal; its neighbours' values go along."""
    on = entering.surface(workspace, person_id, body)
    key = str(body.get("block_id", "")), str(body.get("action_id", ""))
    neighbours = {one: value for one, value in entering.fields(body).items() if one != key}
    entering.enter(workspace, person_id, on, neighbours)
    where: Json = {"view": on} if isinstance(on, View) else {"message": on}
    hand = workspace.hand(person_id)
    return _said(hand.press(key[1], block_id=key[0], value=body.get("value"), **where))


def submit(workspace: Workspace, person_id: str, body: Json) -> Json:
    """Submit a modal, or say under its inputs what is missing."""
    view = entering.modal(workspace, person_id, str(body.get("view_id")))
    entering.enter(workspace, person_id, view, entering.fields(body))
    if wrong := entering.mistakes(view):
        with workspace.changes.making():
            view.errors = wrong
        return {}
    return _said(workspace.hand(person_id).submit(view=view))


def close(workspace: Workspace, person_id: str, body: Json) -> Json:
    """Cancel a modal."""
    view = entering.modal(workspace, person_id, str(body.get("view_id")))
    return _said(workspace.hand(person_id).close(view))


def say(workspace: Workspace, person_id: str, body: Json) -> Json:
    """A slash begins a command; anything else is said to the app."""
    text = str(body.get("text", "")).strip()
    hand = workspace.hand(person_id)
    if not text.startswith("/"):
        if text:
            hand.say(_escaped(text))
        return {}
    name, _, rest = text.partition(" ")
    answered = hand.command(name, rest.strip())
    if answered.acked and not answered.error:
        return {}
    why = "operation_timeout" if answered.timed_out else answered.error or "dispatch_failed"
    return _trouble(f"{name} failed with the error “{why}”.")


def shortcut(workspace: Workspace, person_id: str, body: Json) -> Json:
    """Take a shortcut from a message's menu, or a global one."""
    ts = body.get("ts")
    message = entering.message(workspace, person_id, str(ts)) if ts else None
    return _said(workspace.hand(person_id).shortcut(str(body.get("callback_id")), message))


def open_tab(workspace: Workspace, person_id: str, body: Json) -> Json:
    """Somebody looks at the app: Slack tells it which tab, and what was there is read."""
    hand = workspace.hand(person_id)
    tab = "home" if body.get("tab") == "home" else "messages"
    if body.get("arrived"):
        hand.open_home("home" if tab == "home" else "messages")
    if tab == "messages" and hand.unread:
        hand.mark_read()
    return {}


ACTS: dict[str, Act] = {
    "press": press,
    "submit": submit,
    "close": close,
    "say": say,
    "shortcut": shortcut,
    "open": open_tab,
}


def perform(workspace: Workspace, person_id: str, act: Act, body: Json) -> Json:
    """Do it; what is gone or not allowed is said in a sentence, as Slack's client would."""
    try:
        return act(workspace, person_id, body)
    except NotOnScreen:
        return _trouble(_OUTDATED)
    except NotAccepted:
        return _trouble("That cannot be sent like this.")


def turn(sandbox: Sandbox, name: str) -> Json | None:
    """Run a control of the page's own; None when there is no such control."""
    control = next((one for one in sandbox.controls if one.name == name), None)
    return None if control is None else {"notice": control.action()}


def _said(answered: Answered) -> Json:
    if answered.timed_out:
        return _trouble(_TROUBLE)
    return _trouble(f"The app answered with an error: {answered.error}") if answered.error else {}


def _trouble(sentence: str) -> Json:
    return {"notice": sentence, "trouble": True}


def _escaped(text: str) -> str:
    # Slack's client escapes what people type, so that nobody can write a control sequence.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
