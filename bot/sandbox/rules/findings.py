"""What is wrong with a payload, in Slack's words and with where it is."""

from __future__ import annotations

import math
from collections.abc import Collection
from typing import Any

Json = dict[str, Any]

PLAIN = ("plain_text",)
EITHER = ("plain_text", "mrkdwn")
_TEXT_KEYS = {"plain_text": {"type", "text", "emoji"}, "mrkdwn": {"type", "text", "verbatim"}}


def kind_of(value: Any) -> str:
    """The `type` of an object, or something no rule knows."""
    kind = value.get("type") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else "none"


class Findings:
    """Collects problems. Paths are JSON pointers; checks of values that are not given (None)
    find nothing, so optional fields can be checked without asking first."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def add(self, path: str, problem: str) -> None:
        """Note one problem."""
        self.problems.append(f"[ERROR] {problem} [json-pointer:{path}]")

    def keys(self, value: Any, path: str, need: Collection[str], may: Collection[str]) -> bool:
        """An object with these fields and no others; False when it is not even an object."""
        if not isinstance(value, dict):
            self.add(path, "must be an object")
            return False
        for name in need:
            if value.get(name) is None:
                self.add(path, f"missing required field: {name}")
        for name in value:
            if name not in need and name not in may and name != "type":
                self.add(path, f"invalid additional property: {name}")
        return True

    def items(self, value: Any, path: str, most: int, least: int = 1) -> list[Any]:
        """A list of so many items; an empty one when it is none."""
        if value is None:
            return []
        if not isinstance(value, list):
            self.add(path, "must be an array")
            return []
        if len(value) > most:
            self.add(path, f"no more than {most} items allowed")
        if len(value) < least:
            self.add(path, f"no fewer than {least} items allowed")
        return value

    def string(self, value: Any, path: str, most: int, least: int = 1) -> None:
        """A string of so many characters."""
        if value is None:
            return
        if not isinstance(value, str):
            self.add(path, "must be a string")
        elif len(value) > most:
            self.add(path, f"must be less than {most + 1} characters")
        elif len(value) < least:
            self.add(path, f"must be more than {least - 1} characters")

    def text(self, value: Any, path: str, most: int, kinds: Collection[str] = PLAIN) -> None:
        """A text object of so many characters and one of these kinds."""
        if value is None:
            return
        kind = kind_of(value)
        if kind not in kinds:
            self.add(path, f"unsupported text type: {kind}, must be {' or '.join(kinds)}")
            return
        if value.keys() - _TEXT_KEYS[kind]:
            self.add(
                path, f"invalid additional property: {sorted(value.keys() - _TEXT_KEYS[kind])}"
            )
        if value.get("text") is None:
            self.add(path, "missing required field: text")
        self.string(value.get("text"), f"{path}/text", most)

    def whole(self, value: Any, path: str, least: int, most: int) -> None:
        """A whole number between these."""
        if value is None:
            return
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.add(path, f"must be a whole number from {least} to {most}")

    def number(self, value: Any, path: str) -> bool:
        """A finite number."""
        whole = isinstance(value, int) and not isinstance(value, bool)
        fine = whole or (isinstance(value, float) and math.isfinite(value))
        if not fine:
            self.add(path, "must be a number")
        return fine

    def flag(self, value: Any, path: str) -> None:
        """True or false."""
        if value is not None and not isinstance(value, bool):
            self.add(path, "must be a boolean")

    def among(self, value: Any, path: str, allowed: Collection[str]) -> None:
        """One of these words."""
        if value is not None and (not isinstance(value, str) or value not in allowed):
            self.add(path, f"must be one of {', '.join(sorted(allowed))}")

    def once(self, names: list[str], path: str, what: str) -> None:
        """No name twice."""
        if len(set(names)) == len(names):
            return
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.add(path, f"{what} {name!r} already exists")
