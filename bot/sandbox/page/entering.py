"""Putting what stands in a page's fields into the workspace, where the app finds it."""

from typing import Any

from bot.sandbox.hands import choosing, places
from bot.sandbox.hands.choosing import NotAccepted, NotOnScreen, Value
from bot.sandbox.hands.elements import HOLDS, Control, controls, initial
from bot.sandbox.hands.places import Place
from bot.sandbox.state.messages import Message
from bot.sandbox.state.views import View
from bot.sandbox.workspace import Workspace

Json = dict[str, Any]
Fields = dict[tuple[str, str], Value]


def surface(workspace: Workspace, person_id: str, body: Json) -> Message | View:
    """The message, Home or modal something was done on; raises NotOnScreen when it is gone."""
    kind = body.get("surface")
    if kind == "home":
        home = workspace.screens.home(person_id)
        if home is None:
            raise NotOnScreen("there is no Home")
        return home
    if kind == "message":
        return message(workspace, person_id, str(body.get("ts")))
    return modal(workspace, person_id, str(body.get("view_id")))


def message(workspace: Workspace, person_id: str, ts: str) -> Message:
    """The person's message of that time; raises NotOnScreen."""
    found = next((one for one in workspace.hand(person_id).messages() if one.ts == ts), None)
    if found is None:
        raise NotOnScreen("that message is gone")
    return found


def modal(workspace: Workspace, person_id: str, view_id: str) -> View:
    """The person's open modal of that id; raises NotOnScreen."""
    found = next((one for one in workspace.screens.stack(person_id) if one.id == view_id), None)
    if found is None:
        raise NotOnScreen("that modal is gone")
    return found


def fields(body: Json) -> Fields:
    """What the page sent of its controls, by (block_id, action_id)."""
    return {(one["block_id"], one["action_id"]): one["value"] for one in body.get("fields", [])}


def enter(workspace: Workspace, person_id: str, on: Message | View, sent: Fields) -> None:
    """Keep what stands in the fields, so that the app finds it in `state.values`."""
    with workspace.changes.still():
        place = _place(workspace, person_id, on)
        for control in _holding(place):
            if control.key in sent:
                place.entered[control.key] = choosing.chosen(control, sent[control.key])


def mistakes(view: View) -> dict[str, str]:
    """What Slack's own client would say under the inputs it does not submit, by block_id."""
    found: dict[str, str] = {}
    for control in controls(view.view["blocks"]):
        if control.block["type"] == "input" and control.type in HOLDS:
            held = view.entered.get(control.key) or initial(control)
            sentence = _mistake(control, held)
            found |= {control.block["block_id"]: sentence} if sentence else {}
    return found


def _mistake(control: Control, held: Json) -> str:
    try:
        choosing.check(control, held)
    except NotAccepted:
        missing = held[HOLDS[control.type][0]] in (None, [], "")
        return "Please complete this required field." if missing else "That does not fit here."
    return ""


def _place(workspace: Workspace, person_id: str, on: Message | View) -> Place:
    if isinstance(on, View):
        return places.of_view(on)
    return places.of_message(workspace.mailroom.of(person_id), on)


def _holding(place: Place) -> list[Control]:
    return [control for control in controls(place.blocks) if control.type in HOLDS]
