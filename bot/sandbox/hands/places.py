"""Where on a person's screen a control is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.hands import choosing
from bot.sandbox.hands.choosing import NotOnScreen
from bot.sandbox.hands.elements import HOLDS, Control, Entered, controls, initial
from bot.sandbox.state.messages import Conversation, Message
from bot.sandbox.state.views import Screens, View

Json = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A message or a view with controls in it, and what was entered there."""

    on: Message | View
    entered: Entered

    @property
    def blocks(self) -> list[Json]:
        """What is shown there."""
        return self.on.blocks if isinstance(self.on, Message) else self.on.view["blocks"]

    def enter(self, control: Control, value: str) -> Json:
        """Put a value into a control; returns what it holds now."""
        held = self.entered.get(control.key) or initial(control)
        clicked = control.type == "checkboxes" and bool(value)
        now = choosing.toggled(control, held, value) if clicked else choosing.chosen(control, value)
        self.entered[control.key] = now
        return now


def of_message(conversation: Conversation, message: Message) -> Place:
    """The message as it stands now."""
    shown = current(conversation, message)
    return Place(shown, conversation.entered.setdefault(shown.ts, {}))


def current(conversation: Conversation, message: Message) -> Message:
    """The message with this `ts` as it is by now; raises NotOnScreen when it was deleted."""
    found = conversation.messages.get(message.ts)
    if found is None or found.deleted:
        raise NotOnScreen("that message is gone")
    return found


def of_view(view: View) -> Place:
    """A view as it stands now."""
    return Place(view, view.entered)


def modal(screens: Screens, person_id: str, view: View | None) -> View:
    """The person's open modal with this view's id, or the top one; raises NotOnScreen."""
    stack = screens.stack(person_id)
    open_now = [one for one in stack if view is None or one.id == view.id]
    if not open_now:
        raise NotOnScreen("no such modal is open")
    return open_now[-1]


def standing(screens: Screens, view: View) -> View:
    """The view with this one's id as it is by now; raises NotOnScreen when it was closed."""
    try:
        return screens.find(view.id)
    except Refusal:
        raise NotOnScreen("that view is gone") from None


def on_screen(screens: Screens, conversation: Conversation, *, home: bool) -> Iterable[Place]:
    """The top modal, Home if asked for, then messages, the latest first."""
    if stack := screens.stack(conversation.person_id):
        yield of_view(stack[-1])
    shown_home = screens.home(conversation.person_id)
    if home and shown_home:
        yield of_view(shown_home)
    if not home:
        for message in reversed(conversation.seen()):
            if message.blocks:
                yield of_message(conversation, message)


def find(
    places: Iterable[Place], action_id: str, block_id: str | None, value: str | None
) -> tuple[Place, Control]:
    """The first place with such a control; raises NotOnScreen with what there is instead."""
    passed: list[str] = []
    for place in places:
        for control in controls(place.blocks):
            here = control.action_id == action_id and block_id in (None, control.key[0])
            if here and choosing.takes(control, value):
                return place, control
            passed.append(control.action_id)
    there = ", ".join(dict.fromkeys(passed)) or "nothing to press"
    raise NotOnScreen(f"no {action_id} {value or ''} {block_id or ''} among: {there}")


def fill(view: View, values: dict[str, choosing.Value]) -> None:
    """Put values, by block_id or action_id, into a modal and check it as Slack's client does."""
    held = [control for control in controls(view.view["blocks"]) if control.type in HOLDS]
    for name, value in values.items():
        control = _named(held, name)
        view.entered[control.key] = choosing.chosen(control, value)
    for control in held:
        if control.block["type"] == "input":
            choosing.check(control, view.entered.get(control.key) or initial(control))


def _named(held: list[Control], name: str) -> Control:
    meant = [c for c in held if c.key[0] == name] or [c for c in held if c.action_id == name]
    if len(meant) != 1:
        names = ", ".join(f"{control.key[0]}/{control.action_id}" for control in held)
        raise NotOnScreen(f"{len(meant)} inputs are called {name} among: {names or 'none'}")
    return meant[0]
