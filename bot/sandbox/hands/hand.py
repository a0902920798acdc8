"""A person's hand on their Slack."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Literal

from bot.sandbox.hands import choosing, places
from bot.sandbox.hands.choosing import NotOnScreen, Value
from bot.sandbox.hands.elements import HOLDS, Control
from bot.sandbox.hands.places import Place
from bot.sandbox.state.members import Member
from bot.sandbox.state.messages import Conversation, Message
from bot.sandbox.state.views import View
from bot.sandbox.telling import happenings, payloads, replies
from bot.sandbox.telling.envelopes import Answered

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]

# What a person does that Slack does not tell the app of needs no answer
_UNTOLD = Answered(acked=True)


class Hand:
    """What one person sees and does. Actions wait for the app's acknowledgement (at most the
    time Slack waits), so never use a hand on the server's own loop."""

    def __init__(self, workspace: Workspace, person_id: str) -> None:
        self._workspace = workspace
        self._person_id = person_id

    def messages(self) -> list[Message]:
        """The person's messages with the app, oldest first."""
        with self._workspace.changes.still():
            return self._conversation.seen()

    def last(self) -> Message:
        """The latest message; raises NotOnScreen when there is none."""
        messages = self.messages()
        if not messages:
            raise NotOnScreen("there are no messages yet")
        return messages[-1]

    @property
    def unread(self) -> int:
        """How many of the app's messages the person has not read."""
        with self._workspace.changes.still():
            return self._conversation.unread()

    def mark_read(self) -> None:
        """Read everything."""
        with self._workspace.changes.making():
            self._conversation.mark_read()

    def home(self) -> Json | None:
        """The published Home view; None when the app never published one."""
        home = self._workspace.screens.home(self._person_id)
        return home.view if home else None

    def modals(self) -> list[View]:
        """The open modals as they are now, the top one last."""
        with self._workspace.changes.still():
            return [copy.copy(view) for view in self._workspace.screens.stack(self._person_id)]

    def open_home(self, tab: Literal["home", "messages"] = "home") -> None:
        """Open the app; waits for nothing."""
        event = happenings.app_home_opened(self._workspace, self._person_id, self._conversation.id)
        self._workspace.tell(event | {"tab": tab})

    def say(self, text: str) -> None:
        """Write to the app; waits for nothing."""
        with self._workspace.changes.making():
            said = self._workspace.mailroom.add(
                self._conversation, self._person_id, text, from_app=False
            )
        self._workspace.tell(happenings.message_im(said))

    def command(self, name: str, text: str = "") -> Answered:
        """Type a slash command into the conversation with the app."""
        channel = self._conversation.id
        payload = payloads.command(self._workspace, self._member, channel, name, text)
        return self._workspace.deliveries.act(
            self._workspace.envelope("slash_commands", payload),
            lambda answered: replies.to_command(self._workspace, self._person_id, answered),
        )

    def press(
        self,
        action_id: str,
        *,
        message: Message | None = None,
        view: View | None = None,
        home: bool = False,
        value: str | None = None,
        block_id: str | None = None,
    ) -> Answered:
        """Use a control. It is looked for in the given message or view; else in the top modal,
        then in Home if `home`, otherwise in the latest message that has it. `value` is the option
        chosen, the text typed, or the button among several. Raises NotOnScreen."""
        with self._workspace.changes.making():
            where = self._places(message, view, home=home)
            place, control = places.find(where, action_id, block_id, value)
            payload = self._use(place, control, value)
        return _UNTOLD if payload is None else self._send(payload)

    def submit(self, values: dict[str, Value] | None = None, view: View | None = None) -> Answered:
        """Fill in the top modal, by action_id or block_id, and submit it. Raises NotAccepted for
        what Slack's client would not submit, NotOnScreen for what is not there."""
        with self._workspace.changes.making():
            modal = self._modal(view)
            if not modal.view["submit"]:
                raise NotOnScreen("the modal has no button to submit it")
            places.fill(modal, values or {})
            modal.errors = {}
            payload = payloads.view_submission(self._workspace, self._member, modal)
        return self._workspace.deliveries.act(
            self._workspace.envelope("interactive", payload),
            lambda answered: replies.to_submission(self._workspace, modal, answered),
        )

    def close(self, view: View | None = None) -> Answered:
        """Cancel the top modal (or this one); the app is told when the view asked for it."""
        with self._workspace.changes.making():
            modal = self._modal(view)
            stack = self._workspace.screens.stack(self._person_id)
            cleared = bool(modal.view["clear_on_close"])
            closed = [*reversed(stack)] if cleared else [modal]
            self._workspace.screens.close(stack[0] if cleared else modal)
        answered = _UNTOLD
        for gone in closed:
            if gone.view["notify_on_close"]:
                payload = payloads.view_closed(self._workspace, self._member, gone, cleared=cleared)
                answered = self._send(payload)
        return answered

    def shortcut(self, callback_id: str, message: Message | None = None) -> Answered:
        """Take a global shortcut, or one from a message's menu."""
        if message is None:
            payload = payloads.shortcut(self._workspace, self._member, callback_id)
        else:
            current = places.current(self._conversation, message)
            payload = payloads.message_shortcut(self._workspace, self._member, callback_id, current)
        return self._send(payload)

    @property
    def _member(self) -> Member:
        return self._workspace.directory.member(self._person_id)

    @property
    def _conversation(self) -> Conversation:
        return self._workspace.mailroom.of(self._person_id)

    def _modal(self, view: View | None) -> View:
        return places.modal(self._workspace.screens, self._person_id, view)

    def _places(self, message: Message | None, view: View | None, *, home: bool) -> Iterable[Place]:
        if message is not None:
            return [places.of_message(self._conversation, message)]
        if view is not None:
            return [places.of_view(places.standing(self._workspace.screens, view))]
        return places.on_screen(self._workspace.screens, self._conversation, home=home)

    def _use(self, place: Place, control: Control, value: str | None) -> Json | None:
        """The payload that tells the app, or None when Slack keeps it to itself until submitted."""
        held = place.enter(control, value or "") if control.type in HOLDS else None
        if control.block["type"] == "input" and not control.block.get("dispatch_action"):
            return None
        action = choosing.action(control, value, held, f"{self._workspace.clock():.6f}")
        if isinstance(place.on, View):
            return payloads.view_action(self._workspace, self._member, place.on, action)
        entered = place.entered
        return payloads.message_action(self._workspace, self._member, place.on, entered, action)

    def _send(self, payload: Json) -> Answered:
        return self._workspace.deliveries.act(self._workspace.envelope("interactive", payload))
