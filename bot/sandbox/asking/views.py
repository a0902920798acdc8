"""views.*: modals and Home."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.sandbox.asking.methods import Method, need
from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.state.views import View
from bot.sandbox.telling import payloads
from bot.sandbox.telling.triggers import Trigger

if TYPE_CHECKING:
    from bot.sandbox.workspace import Workspace

Json = dict[str, Any]


def open_view(workspace: Workspace, arguments: Json) -> Json:
    """A modal for whoever pulled the trigger."""
    trigger = _trigger(workspace, arguments)
    opened = workspace.screens.open(trigger.person_id, _view(arguments))
    trigger.used = True
    return _shown(workspace, opened)


def push(workspace: Workspace, arguments: Json) -> Json:
    """A modal above the one the trigger came from."""
    trigger = _trigger(workspace, arguments)
    if trigger.view_id is None:
        raise Refusal("invalid_trigger_id")
    pushed = workspace.screens.push(trigger.person_id, _view(arguments))
    trigger.used = True
    return _shown(workspace, pushed)


def update(workspace: Workspace, arguments: Json) -> Json:
    """Something else in an open view."""
    found = workspace.screens.find(arguments.get("view_id"), arguments.get("external_id"))
    changed = workspace.screens.update(found, _view(arguments), arguments.get("hash"))
    return _shown(workspace, changed)


def publish(workspace: Workspace, arguments: Json) -> Json:
    """A person's Home."""
    person = workspace.directory.member(need(arguments, "user_id"))
    view, expected = _view(arguments), arguments.get("hash")
    return _shown(workspace, workspace.screens.publish(person.id, view, expected))


def _trigger(workspace: Workspace, arguments: Json) -> Trigger:
    return workspace.triggers.look(need(arguments, "trigger_id"))


def _view(arguments: Json) -> Json:
    view = arguments.get("view")
    if not isinstance(view, dict):
        raise Refusal("invalid_arguments", "[ERROR] missing required field: view")
    return view


def _shown(workspace: Workspace, view: View) -> Json:
    return {"view": payloads.view(workspace, view)}


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
