"""What a person can put into a control, and how Slack's client tells of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from bot.sandbox.hands.elements import HOLDS, HOLDS_MANY, Control, options

Json = dict[str, Any]
Value = str | list[str]


class NotOnScreen(LookupError):
    """There is no such thing to press, choose or submit on the person's screen."""


class NotAccepted(ValueError):
    """Slack's client would not let the person go on: a required or a malformed input."""


def chosen(control: Control, value: Value) -> Json:
    """What the control holds once the person put this in; an empty value empties it."""
    if control.type not in HOLDS:
        raise NotOnScreen(f"{control.action_id} is a {control.type}, which holds no value")
    name, _ = HOLDS[control.type]
    if control.type in HOLDS_MANY:
        many = value if isinstance(value, list) else [value] if value else []
        return {"type": control.type, name: [_item(control, one) for one in many]}
    if isinstance(value, list):
        raise NotAccepted(f"{control.action_id} takes one value")
    return {"type": control.type, name: _item(control, value) if value else None}


def toggled(control: Control, held: Json, value: str) -> Json:
    """What checkboxes hold after one of them was clicked."""
    item = _item(control, value)
    ticked: list[Json] = held["selected_options"]
    kept = [option for option in ticked if option["value"] != value]
    return held | {"selected_options": kept if item in ticked else [*ticked, item]}


def action(control: Control, value: str | None, held: Json | None, at: str) -> Json:
    """The entry of `actions` for a control that was used."""
    entry: Json = {
        "type": control.type,
        "action_id": control.action_id,
        "block_id": control.block["block_id"],
        "action_ts": at,
    }
    if held is not None:
        _, starts_as = HOLDS[control.type]
        begun = control.element.get(starts_as)
        return entry | held | ({starts_as: begun} if begun is not None else {})
    if control.type == "overflow":
        return entry | {"selected_option": _item(control, value or "")}
    return entry | _pressed(control.element, value)


def check(control: Control, held: Json) -> None:
    """Refuse what Slack's client would not submit."""
    value = held[HOLDS[control.type][0]]
    if value in (None, [], ""):
        if not control.block.get("optional", False):
            raise NotAccepted(f"{control.action_id} is required")
    elif control.type in _CHECKS and not _CHECKS[control.type](control.element, value):
        raise NotAccepted(f"{control.action_id} does not take {value!r}")


def takes(control: Control, value: str | None) -> bool:
    """Whether the person meant this control by `value`."""
    if value is None or control.type in _TYPED:
        return True
    if control.type == "button":
        return bool(control.element.get("value") == value)
    if control.type == "feedback_buttons":
        return any(value == button["value"] for button in _feedback(control.element))
    return any(option.get("value") == value for option in options(control.element)) or not value


_TYPED = set(HOLDS) - {"static_select", "multi_static_select", "radio_buttons", "checkboxes"}
_WHOLE = {"static_select", "multi_static_select", "radio_buttons", "checkboxes", "overflow"}


def _item(control: Control, value: str) -> Any:
    if control.type == "datetimepicker":
        return int(value)
    if control.type not in _WHOLE:
        return value
    for option in options(control.element):
        if option.get("value") == value:
            return option
    known = ", ".join(str(option.get("value")) for option in options(control.element))
    raise NotOnScreen(f"{control.action_id} has no option {value!r}, only {known}")


def _feedback(element: Json) -> list[Json]:
    return [element["positive_button"], element["negative_button"]]


def _pressed(element: Json, value: str | None) -> Json:
    if element["type"] == "feedback_buttons":
        pressed = next((one for one in _feedback(element) if one["value"] == value), None)
        if pressed is None:
            raise NotOnScreen(f"{element['action_id']} has no button {value!r}")
        return {"value": pressed["value"], "text": pressed["text"]}
    return {key: element[key] for key in ("text", "value", "style") if key in element}


def _text_fits(element: Json, value: str) -> bool:
    return int(element.get("min_length", 0)) <= len(value) <= int(element.get("max_length", 3000))


def _number_fits(element: Json, value: str) -> bool:
    try:
        number = float(value) if element.get("is_decimal_allowed") else int(value)
    except ValueError:
        return False
    least, most = element.get("min_value"), element.get("max_value")
    above = least is None or number >= float(least)
    return above and (most is None or number <= float(most))


def _is_date(_: Json, value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_time(_: Json, value: str) -> bool:
    try:
        return time.fromisoformat(value).strftime("%H:%M") == value
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[Json, str], bool]] = {
    "plain_text_input": _text_fits,
    "number_input": _number_fits,
    "email_text_input": lambda _, value: "@" in value.strip("@"),
    "url_text_input": lambda _, value: value.startswith(("http://", "https://")),
    "datepicker": _is_date,
    "timepicker": _is_time,
}
