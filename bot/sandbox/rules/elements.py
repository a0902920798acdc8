"""Slack's limits for the elements inside blocks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.rules import menus as menu_rules
from bot.sandbox.rules.findings import EITHER, Findings, kind_of

Json = dict[str, Any]
Check = Callable[[Json, str, Findings], None]

_ID = 255
_URL = 3000
_PLACEHOLDER = 150

_TEXT_INPUTS = {
    "plain_text_input": ("multiline", "min_length", "max_length"),
    "email_text_input": (),
    "url_text_input": (),
    "number_input": ("is_decimal_allowed", "min_value", "max_value"),
    "rich_text_input": ("min_lines", "max_lines"),
}
_PICKERS = {
    "datepicker": ("initial_date", "placeholder"),
    "timepicker": ("initial_time", "placeholder", "timezone"),
    "datetimepicker": ("initial_date_time",),
}

IN_SECTIONS = {"button", "workflow_button", "image", "overflow", "datepicker", "timepicker",
               *menu_rules.CHOICES, *menu_rules.SELECTS}  # fmt: skip
IN_ACTIONS = {
    "button",
    "workflow_button",
    "overflow",
    *_PICKERS,
    *menu_rules.CHOICES,
    *menu_rules.SINGLE_SELECTS,
}
IN_INPUTS = {*_TEXT_INPUTS, *_PICKERS, *menu_rules.CHOICES, *menu_rules.SELECTS, "file_input"}
IN_CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}


def check(element: Any, path: str, allowed: set[str], found: Findings) -> None:
    """Find what Slack would refuse in an element at a place that takes only these types."""
    kind = kind_of(element)
    if kind not in allowed:
        found.add(path, f"unsupported type: {kind}")
        return
    found.string(element.get("action_id"), f"{path}/action_id", _ID)
    found.flag(element.get("focus_on_load"), f"{path}/focus_on_load")
    confirm(element.get("confirm"), f"{path}/confirm", found)
    found.text(element.get("placeholder"), f"{path}/placeholder", _PLACEHOLDER)
    _CHECKS[kind](element, path, found)


def image(element: Json, path: str, found: Findings) -> None:
    """An image, in a section or a context."""
    found.keys(element, path, ("alt_text",), ("image_url", "slack_file"))
    if (element.get("image_url") is None) == (element.get("slack_file") is None):
        found.add(path, "must provide either image_url or slack_file")
    found.string(element.get("image_url"), f"{path}/image_url", _URL)
    found.string(element.get("alt_text"), f"{path}/alt_text", 2000)


def confirm(dialog: Any, path: str, found: Findings) -> None:
    """The dialog that asks whether one is sure."""
    if dialog is None or not found.keys(
        dialog, path, ("title", "text", "confirm", "deny"), ("style",)
    ):
        return
    found.text(dialog.get("title"), f"{path}/title", 100)
    found.text(dialog.get("text"), f"{path}/text", 300, EITHER)
    found.text(dialog.get("confirm"), f"{path}/confirm", 30)
    found.text(dialog.get("deny"), f"{path}/deny", 30)
    found.among(dialog.get("style"), f"{path}/style", ("primary", "danger"))


def _button(element: Json, path: str, found: Findings) -> None:
    may = ("action_id", "url", "value", "style", "confirm", "accessibility_label")
    found.keys(element, path, ("text",), may)
    found.text(element.get("text"), f"{path}/text", 75)
    found.string(element.get("url"), f"{path}/url", _URL)
    found.string(element.get("value"), f"{path}/value", 2000)
    found.among(element.get("style"), f"{path}/style", ("primary", "danger"))
    found.string(element.get("accessibility_label"), f"{path}/accessibility_label", 75)


def _workflow_button(element: Json, path: str, found: Findings) -> None:
    found.keys(element, path, ("text", "workflow", "action_id"), ("style", "accessibility_label"))
    found.text(element.get("text"), f"{path}/text", 75)
    found.string(element.get("accessibility_label"), f"{path}/accessibility_label", 75)


def _text_input(element: Json, path: str, found: Findings) -> None:
    may = ("action_id", "initial_value", "placeholder", "focus_on_load", "dispatch_action_config")
    found.keys(element, path, (), (*may, *_TEXT_INPUTS[element["type"]]))
    if element["type"] == "plain_text_input":
        found.flag(element.get("multiline"), f"{path}/multiline")
        found.whole(element.get("min_length"), f"{path}/min_length", 0, 3000)
        found.whole(element.get("max_length"), f"{path}/max_length", 1, 3000)
        most = element.get("max_length")
        found.string(element.get("initial_value"), f"{path}/initial_value", most or 3000, 0)
    if element["type"] == "number_input" and element.get("is_decimal_allowed") is None:
        found.add(path, "missing required field: is_decimal_allowed")


def _picker(element: Json, path: str, found: Findings) -> None:
    own = _PICKERS[element["type"]]
    found.keys(element, path, (), ("action_id", "confirm", "focus_on_load", *own))


def _file_input(element: Json, path: str, found: Findings) -> None:
    found.keys(element, path, (), ("action_id", "filetypes", "max_files"))
    found.whole(element.get("max_files"), f"{path}/max_files", 1, 10)


def _feedback(element: Json, path: str, found: Findings) -> None:
    found.keys(element, path, ("positive_button", "negative_button"), ("action_id",))
    for name in ("positive_button", "negative_button"):
        button, at = element.get(name), f"{path}/{name}"
        if button and found.keys(button, at, ("text", "value"), ("accessibility_label",)):
            found.text(button.get("text"), f"{at}/text", 75)
            found.string(button.get("value"), f"{at}/value", 2000)


def _icon_button(element: Json, path: str, found: Findings) -> None:
    may = ("action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids")
    found.keys(element, path, ("icon", "text"), may)
    found.text(element.get("text"), f"{path}/text", 75)
    found.string(element.get("value"), f"{path}/value", 2000)
    found.items(element.get("visible_to_user_ids"), f"{path}/visible_to_user_ids", 10)


_CHECKS: dict[str, Check] = {
    "button": _button,
    "workflow_button": _workflow_button,
    "image": image,
    "file_input": _file_input,
    "feedback_buttons": _feedback,
    "icon_button": _icon_button,
    **menu_rules.CHECKS,
    **dict.fromkeys(_TEXT_INPUTS, _text_input),
    **dict.fromkeys(_PICKERS, _picker),
}
