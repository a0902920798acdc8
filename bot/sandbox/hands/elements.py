"""The controls inside blocks, and what a person has put into them (`state.values`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Key = tuple[str, str]  # block_id, action_id
Entered = dict[Key, Json]

# What Slack calls the value of each control in `state.values`, and where it starts from
HOLDS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
HOLDS_MANY = {"multi_static_select", "checkboxes", "multi_users_select"}


@dataclass(frozen=True)
class Control:
    """An element where it stands."""

    block: Json
    element: Json

    @property
    def key(self) -> Key:
        """Where it stands: block_id and action_id."""
        return self.block["block_id"], self.element["action_id"]

    @property
    def action_id(self) -> str:
        """What the app calls it."""
        return str(self.element["action_id"])

    @property
    def type(self) -> str:
        """What kind of element it is."""
        return str(self.element["type"])


def controls(blocks: list[Json]) -> Iterator[Control]:
    """Every element a person can act on, in reading order."""
    for block in blocks:
        for element in _inside(block):
            if "action_id" in element:
                yield Control(block, element)
        for nested in ("child_blocks", "elements"):
            if block.get("type") in {"container", "carousel"}:
                yield from controls(block.get(nested) or [])


def with_ids(blocks: list[Json], new_id: Callable[[], str]) -> list[Json]:
    """The blocks with the block_ids and action_ids Slack makes up where the app gave none."""
    return [_with_ids(block, new_id) for block in blocks]


def values(blocks: list[Json], entered: Entered) -> dict[str, dict[str, Json]]:
    """Slack's `state.values`: what stands in every control, entered or initial."""
    state: dict[str, dict[str, Json]] = {}
    for control in controls(blocks):
        if control.type in HOLDS:
            block_id, action_id = control.key
            state.setdefault(block_id, {})[action_id] = entered.get(control.key) or initial(control)
    return state


def initial(control: Control) -> Json:
    """What an untouched control holds."""
    name, starts_as = HOLDS[control.type]
    empty: Any = [] if control.type in HOLDS_MANY else None
    start = control.element.get(starts_as)
    return {"type": control.type, name: empty if start is None else start}


def options(element: Json) -> list[Json]:
    """The options of a select, radio buttons, checkboxes or overflow, groups flattened."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(o for group in groups for o in group["options"])]


def _inside(block: Json) -> Iterator[Json]:
    kind = block.get("type")
    if kind in {"actions", "context_actions"}:
        yield from block.get("elements") or []
    elif kind == "card":
        yield from block.get("actions") or []
    elif kind == "section" and isinstance(block.get("accessory"), dict):
        yield block["accessory"]
    elif kind == "input":
        yield block["element"]


_NO_ACTION = {"image", "plain_text", "mrkdwn", "card"}


def _with_ids(block: Json, new_id: Callable[[], str]) -> Json:
    named = dict(block)
    if not named.get("block_id"):
        named["block_id"] = new_id()
    kind = named.get("type")
    if kind in {"actions", "context_actions"}:
        named["elements"] = [_acting(element, new_id) for element in named["elements"]]
    elif kind == "card" and named.get("actions"):
        named["actions"] = [_acting(element, new_id) for element in named["actions"]]
    elif kind == "carousel":
        named["elements"] = with_ids(named["elements"], new_id)
    elif kind == "container":
        named["child_blocks"] = with_ids(named["child_blocks"], new_id)
    elif kind == "section" and isinstance(named.get("accessory"), dict):
        named["accessory"] = _acting(named["accessory"], new_id)
    elif kind == "input":
        named["element"] = _acting(named["element"], new_id)
    return named


def _acting(element: Json, new_id: Callable[[], str]) -> Json:
    if element.get("type") in _NO_ACTION or element.get("action_id"):
        return element
    return element | {"action_id": new_id()}
