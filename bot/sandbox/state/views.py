"""What is open on people's screens: the stack of modals and the app's Home."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.hands.elements import controls, with_ids
from bot.sandbox.rules.blocks import Surface, view_problems

Json = dict[str, Any]

DEEPEST_STACK = 3
LARGEST_VIEW = 250_000  # bytes

_DEFAULTS: Json = {
    "title": None,
    "close": None,
    "submit": None,
    "callback_id": "",
    "external_id": "",
    "private_metadata": "",
    "clear_on_close": False,
    "notify_on_close": False,
}


@dataclass
class View:
    """A view on somebody's screen. `errors` are by block_id, as `response_action: errors` set
    them; `entered` is what stands in its controls."""

    id: str
    hash: str
    view: Json
    person_id: str
    errors: dict[str, str] = field(default_factory=dict)
    entered: dict[tuple[str, str], Json] = field(default_factory=dict)
    root_id: str = ""
    previous_id: str | None = None


class Screens:
    """Everybody's open modals and Home. Refuses as Slack's views.* methods do."""

    def __init__(self, new_id: Callable[[str], str]) -> None:
        self._new_id = new_id
        self._stacks: dict[str, list[View]] = {}
        self._homes: dict[str, View] = {}

    def stack(self, person_id: str) -> list[View]:
        """The person's open modals, the top one last."""
        return self._stacks.setdefault(person_id, [])

    def home(self, person_id: str) -> View | None:
        """The person's Home, once it was published."""
        return self._homes.get(person_id)

    def homes(self) -> list[View]:
        """Every Home that was published."""
        return list(self._homes.values())

    def put_home(self, home: View) -> None:
        """A Home that was kept from an earlier run."""
        self._homes[home.person_id] = home

    def open(self, person_id: str, view: Json) -> View:
        """Open a modal, in place of whatever modals were open."""
        opened = self._new(person_id, _checked(view, "modal"))
        self._stacks[person_id] = [opened]
        return opened

    def push(self, person_id: str, view: Json) -> View:
        """Open a modal above the top one; refuses a fourth."""
        stack = self.stack(person_id)
        if not stack:
            raise Refusal("not_found")
        if len(stack) >= DEEPEST_STACK:
            raise Refusal("push_limit_reached")
        pushed = self._new(person_id, _checked(view, "modal"))
        pushed.root_id, pushed.previous_id = stack[0].id, stack[-1].id
        stack.append(pushed)
        return pushed

    def update(self, found: View, view: Json, expected_hash: str | None = None) -> View:
        """Show something else in an open view; `hash_conflict` when it changed meanwhile."""
        if expected_hash and expected_hash != found.hash:
            raise Refusal("hash_conflict")
        found.view = self._complete(_checked(view, found.view["type"]))
        found.hash = self._new_id("H")
        found.errors = {}
        standing = {control.key for control in controls(found.view["blocks"])}
        found.entered = {key: held for key, held in found.entered.items() if key in standing}
        return found

    def publish(self, person_id: str, view: Json, expected_hash: str | None = None) -> View:
        """Show the person's Home."""
        home = self._homes.get(person_id)
        if home is None:
            home = self._homes[person_id] = self._new(person_id, _checked(view, "home"))
            return home
        return self.update(home, view, expected_hash)

    def find(self, view_id: str | None, external_id: str | None = None) -> View:
        """An open modal or a Home, by either id; refuses `not_found`."""
        for view in self._all():
            if view.id == view_id or (external_id and view.view["external_id"] == external_id):
                return view
        raise Refusal("not_found")

    def close(self, view: View) -> None:
        """Take a modal and those above it off the person's screen."""
        stack = self.stack(view.person_id)
        if view in stack:
            del stack[stack.index(view) :]

    def _all(self) -> list[View]:
        return [*(view for stack in self._stacks.values() for view in stack), *self._homes.values()]

    def _new(self, person_id: str, view: Json) -> View:
        external_id = view.get("external_id")
        if external_id and any(external_id == one.view["external_id"] for one in self._all()):
            raise Refusal("duplicate_external_id")
        view_id = self._new_id("V")
        return View(view_id, self._new_id("H"), self._complete(view), person_id, root_id=view_id)

    def _complete(self, view: Json) -> Json:
        return _DEFAULTS | view | {"blocks": with_ids(view["blocks"], lambda: self._new_id("b"))}


def _checked(view: Json, surface: Surface) -> Json:
    problems = view_problems(view, surface)
    if problems:
        raise Refusal("invalid_arguments", *problems)
    if len(msgspec.json.encode(view)) > LARGEST_VIEW:
        raise Refusal("view_too_large")
    return view
