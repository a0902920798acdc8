"""How values become text that Slack shows and never obeys.

Every value a template prints is escaped here unless a template wrote it itself: `<!channel>` in a
label, a team's name or a note is dead before it is quoted as JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from jinja2 import Undefined
from markupsafe import Markup

_ENTITY_CUT_SHORT = re.compile(r"&[a-z]{0,3}$")
_SPACES = re.compile(r" +")
_LINE_GOES_ON = re.compile(r"\s*\\\n\s*")


class Written(Markup):
    """Text that a template wrote, or that has been escaped: not to be escaped again."""


def escaped(value: object) -> Markup:
    """What any printed value passes through. Data is one line; Markup was
    written by a template.

    Raises UndefinedError for a fact that was not handed in and TypeError for None, which would
    otherwise be read out to somebody as "None".
    """
    if isinstance(value, Markup):
        return value
    if value is None:
        raise TypeError("a template printed None")
    text = str(value) if isinstance(value, Undefined) else _one_line(str(value))
    return Written(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def clip(value: str, limit: int) -> str:
    """Shorten to `limit` characters, ending in "…"; an escaped sign is never cut in two."""
    if len(value) <= limit:
        return value
    short = _ENTITY_CUT_SHORT.sub("", str(value)[: limit - 1]).rstrip() + "…"
    return Written(short) if isinstance(value, Markup) else short


def shown(value: object, limit: int) -> Markup:
    """Words as a JSON string: escaped once, a line of the template a line in Slack, empty lines
    dropped, a line that ends in a backslash joined to the next."""
    joined = _LINE_GOES_ON.sub(" ", str(escaped(value)))
    lines = (line.strip() for line in joined.splitlines())
    return _json(clip("\n".join(line for line in lines if line), limit))


def as_is(value: object, limit: int = 2_000) -> Markup:
    """An id, a value or something typed, as a JSON string: Slack hands it back and parses nothing.

    Raises ValueError when it is too long: an id cut short would be another id.
    """
    text = str(value)
    if len(text) > limit:
        raise ValueError(f"longer than {limit} characters")
    return _json(text)


def listed(written: Markup) -> Markup:
    """JSON objects, each with a comma behind it, without the last comma."""
    return Written(str(written).strip().removesuffix(","))


def _one_line(text: str) -> str:
    """What could break a line, or turn it about, becomes a space."""
    if text.isprintable():
        return text
    return _SPACES.sub(" ", "".join(c if c.isprintable() else " " for c in text))


_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _json(text: str) -> Markup:
    return Written(_quoted(str(text)))


FILTERS: dict[str, Callable[..., object]] = {
    "clip": clip,
    "shown": shown,
    "as_is": as_is,
    "listed": listed,
}
