"""Slack's limits for elements one chooses from: selects, radio buttons, checkboxes, overflows."""

from __future__ import annotations

from typing import Any

from bot.sandbox.rules.findings import EITHER, Findings

Json = dict[str, Any]

SINGLE_SELECTS = {
    "static_select": ("options", "option_groups", "initial_option"),
    "external_select": ("min_query_length", "initial_option"),
    "users_select": ("initial_user",),
    "conversations_select": ("initial_conversation", "default_to_current_conversation",
                             "response_url_enabled", "filter"),
    "channels_select": ("initial_channel", "response_url_enabled"),
}  # fmt: skip
_MULTI_SELECTS = {
    "multi_static_select": ("options", "option_groups", "initial_options"),
    "multi_external_select": ("min_query_length", "initial_options"),
    "multi_users_select": ("initial_users",),
    "multi_conversations_select": ("initial_conversations", "default_to_current_conversation",
                                   "filter"),
    "multi_channels_select": ("initial_channels",),
}  # fmt: skip
CHOICES = {"radio_buttons": "initial_option", "checkboxes": "initial_options"}
SELECTS = {*SINGLE_SELECTS, *_MULTI_SELECTS}


def _overflow(element: Json, path: str, found: Findings) -> None:
    found.keys(element, path, ("options",), ("action_id", "confirm"))
    _options(element.get("options"), f"{path}/options", 5, found, links=True)


def _choice(element: Json, path: str, found: Findings) -> None:
    start = CHOICES[element["type"]]
    found.keys(element, path, ("options",), ("action_id", "confirm", "focus_on_load", start))
    options = _options(element.get("options"), f"{path}/options", 10, found, rich=True)
    _start(element.get(start), options, f"{path}/{start}", found)


def _select(element: Json, path: str, found: Findings) -> None:
    kind = element["type"]
    own = SINGLE_SELECTS.get(kind) or (*_MULTI_SELECTS[kind], "max_selected_items")
    found.keys(element, path, (), ("action_id", "placeholder", "confirm", "focus_on_load", *own))
    found.whole(element.get("max_selected_items"), f"{path}/max_selected_items", 1, 1000)
    if "options" in own:
        _menu(element, path, found)


def _menu(element: Json, path: str, found: Findings) -> None:
    flat, groups = element.get("options"), element.get("option_groups")
    if (flat is None) == (groups is None):
        found.add(path, "must provide either options or option_groups")
    options = list(_options(flat, f"{path}/options", 100, found))
    for index, group in enumerate(found.items(groups, f"{path}/option_groups", 100)):
        at = f"{path}/option_groups/{index}"
        if found.keys(group, at, ("label", "options"), ()):
            found.text(group.get("label"), f"{at}/label", 75)
            options += _options(group.get("options"), f"{at}/options", 100, found)
    for start in ("initial_option", "initial_options"):
        _start(element.get(start), options, f"{path}/{start}", found)


def _options(
    value: Any, path: str, most: int, found: Findings, *, links: bool = False, rich: bool = False
) -> list[Json]:
    options = found.items(value, path, most)
    for index, option in enumerate(options):
        at = f"{path}/{index}"
        may = ("description", "url") if links else ("description",)
        if found.keys(option, at, ("text", "value"), may):
            kinds = EITHER if rich else ("plain_text",)
            found.text(option.get("text"), f"{at}/text", 75, kinds)
            found.string(option.get("value"), f"{at}/value", 150)
            found.text(option.get("description"), f"{at}/description", 75, kinds)
            found.string(option.get("url"), f"{at}/url", 3000)
    known = [option for option in options if isinstance(option, dict)]
    found.once([str(option.get("value")) for option in known], path, "the option value")
    return known


def _start(start: Any, options: list[Json], path: str, found: Findings) -> None:
    if start is None:
        return
    chosen = start if isinstance(start, list) else [start]
    if not chosen:
        found.add(path, "no fewer than 1 items allowed")
    if any(one not in options for one in chosen):
        found.add(path, "must exactly match one of the options")


CHECKS = {
    "overflow": _overflow,
    **dict.fromkeys(CHOICES, _choice),
    **dict.fromkeys(SELECTS, _select),
}
