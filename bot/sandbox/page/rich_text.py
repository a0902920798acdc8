"""Slack's `rich_text` blocks to HTML."""

from collections.abc import Callable
from html import escape
from typing import Any

from bot.sandbox.page.dates import localized
from bot.sandbox.page.drawn import Drawn
from bot.sandbox.page.emoji import emojify
from bot.sandbox.page.mrkdwn import broadcast, mention, plain
from bot.sandbox.page.names import Names

Json = dict[str, Any]
_TAGS = {"bold": "b", "italic": "i", "strike": "s", "code": "code", "underline": "u"}


def rich_text(block: Json, names: Names) -> Drawn:
    """All sections, lists, quotes and code of one rich_text block."""
    return Drawn("".join(_part(part, names) for part in block.get("elements", [])))


def _part(part: Json, names: Names) -> str:
    kind = part.get("type")
    if kind == "rich_text_list":
        return _list(part, names)
    inside = "".join(_element(element, names) for element in part.get("elements", []))
    if kind == "rich_text_preformatted":
        return f"<pre>{inside.replace('<br>', chr(10))}</pre>"
    if kind == "rich_text_quote":
        return f"<blockquote>{inside}</blockquote>"
    return f'<div class="rich-section">{inside}</div>'


def _list(part: Json, names: Names) -> str:
    tag = "ol" if part.get("style") == "ordered" else "ul"
    items = "".join(f"<li>{_part(item, names)}</li>" for item in part.get("elements", []))
    indent = min(int(part.get("indent", 0)), 8)
    start = f' start="{int(part["offset"]) + 1}"' if tag == "ol" and part.get("offset") else ""
    return f'<{tag} class="indent-{indent}"{start}>{items}</{tag}>'


def _element(element: Json, names: Names) -> str:
    draw = _DRAWN.get(str(element.get("type")), _text)
    html = draw(element, names)
    for style, on in element.get("style", {}).items():
        if on and style in _TAGS:
            html = f"<{_TAGS[style]}>{html}</{_TAGS[style]}>"
    return html


def _text(element: Json, _: Names) -> str:
    # Rich text carries its characters as they are: nothing to unescape, everything to escape.
    return escape(str(element.get("text", ""))).replace("\n", "<br>")


def _link(element: Json, _: Names) -> str:
    url = str(element.get("url", ""))
    label = escape(str(element.get("text") or url))
    if not url.lower().startswith(("http://", "https://", "mailto:")):
        return label
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{label}</a>'


def _emoji(element: Json, _: Names) -> str:
    return emojify(f":{escape(str(element.get('name', '')))}:")


def _date(element: Json, names: Names) -> str:
    stamp, pattern = str(element.get("timestamp", "")), str(element.get("format", ""))
    shown = localized(stamp, pattern, names.zone) or str(element.get("fallback", ""))
    return f"<time>{escape(shown)}</time>"


def _person(element: Json, names: Names) -> str:
    person_id = str(element.get("user_id", ""))
    return mention(names.person(person_id), person_id == names.reader)


_DRAWN: dict[str, Callable[[Json, Names], str]] = {
    "link": _link,
    "emoji": _emoji,
    "date": _date,
    "user": _person,
    "usergroup": lambda element, names: mention(names.group(str(element.get("usergroup_id", "")))),
    "channel": lambda element, _: mention(str(element.get("channel_id", "")), sign="#"),
    "broadcast": lambda element, _: broadcast(str(element.get("range", ""))),
    "color": lambda element, _: escape(str(element.get("value", ""))),
}


def cell(value: Json, names: Names) -> Drawn:
    """One cell of a `table` or `data_table` block: raw_text, raw_number or rich_text."""
    if value.get("type") == "rich_text":
        return rich_text(value, names)
    return plain(str(value.get("text", value.get("value", ""))))
