"""What a control holds now: what the person entered, else what the app set at first."""

from typing import Any

Json = dict[str, Any]

_WRITTEN = ("value", "selected_date", "selected_time")
_FIRST_WRITTEN = ("initial_value", "initial_date", "initial_time")
_PICKED = ("selected_option", "selected_options", "selected_user", "selected_users")
_FIRST_PICKED = ("initial_option", "initial_options", "initial_user", "initial_users")


def written(element: Json, entered: Json | None) -> str:
    """The text of an input, date or time; empty when there is none."""
    return next(map(str, _found(element, entered, _WRITTEN, _FIRST_WRITTEN)), "")


def picked(element: Json, entered: Json | None) -> frozenset[str]:
    """The values of the chosen options (for people: their ids)."""
    found = _found(element, entered, _PICKED, _FIRST_PICKED)
    options = [one for held in found for one in (held if isinstance(held, list) else [held])]
    return frozenset(
        str(one.get("value")) if isinstance(one, dict) else str(one) for one in options
    )


def _found(
    element: Json, entered: Json | None, keys: tuple[str, ...], first: tuple[str, ...]
) -> list[Any]:
    source, names = (element, first) if entered is None else (entered, keys)
    return [source[name] for name in names if source.get(name) is not None]
