"""A message as a person reads it, with a sketch of its blocks under it: what golden files hold."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def read_aloud(head: Json, blocks: list[Json]) -> str:
    """The whole of a golden file."""
    words = [*_head(head), *(line for block in blocks for line in _block(block))]
    return "\n".join([*words, "", "-- blocks --", *(_sketch(block) for block in blocks), ""])


def _head(head: Json) -> Iterator[str]:
    if "text" in head:
        yield f"(notification) {_plain(head['text'])}"
    elif head["type"] == "modal":
        submit = f" [{_text(head['submit'])}]" if "submit" in head else ""
        yield f"== {_text(head['title'])} =={submit} [{_text(head['close'])}]"
        yield f"{head['callback_id']} · private_metadata “{head['private_metadata']}”"
    else:
        yield "== Home =="
    yield ""


def _block(block: Json) -> Iterator[str]:
    match block["type"]:
        case "header":
            yield from ("", f"# {_text(block['text'])}")
        case "section":
            yield from _text(block["text"]).split("\n")
            if "accessory" in block:
                yield f"    {_element(block['accessory'])}"
        case "context":
            yield from (f"  · {line}" for its in block["elements"] for line in _lines(its))
        case "actions":
            yield "    " + " ".join(_element(its) for its in block["elements"])
        case "divider":
            yield "----"
        case "data_visualization":
            yield from _chart(block)
        case "input":
            yield from _input(block)
    yield ""


def _input(block: Json) -> Iterator[str]:
    optional = " (optional)" if block.get("optional") else ""
    yield f"{_text(block['label'])}{optional}"
    yield f"    {_element(block['element'])}"
    if "hint" in block:
        yield f"  · {_text(block['hint'])}"


def _chart(block: Json) -> Iterator[str]:
    chart = block["chart"]
    yield f"<{chart['type']} chart: {block['title']}>"
    for series in chart["series"]:
        points = ", ".join(f"{its['label']} {its['value']}" for its in series["data"])
        yield f"    {series['name']}: {points}"


def _element(its: Json) -> str:
    match its["type"]:
        case "button":
            sure = its.get("confirm")
            asks = f" (asks: {_text(sure['title'])} {_text(sure['text'])})" if sure else ""
            return f"[{_text(its['text'])}]{asks}"
        case "overflow":
            return f"[⋯ {' | '.join(_text(option['text']) for option in its['options'])}]"
        case "static_select" | "radio_buttons" | "checkboxes":
            return _choice(its)
        case "datepicker":
            return f"[day: {its.get('initial_date', '–')}]"
        case _:
            return f"[text: {its.get('initial_value', '')}]"


def _choice(its: Json) -> str:
    chosen = [its.get("initial_option"), *its.get("initial_options", [])]
    options = (
        ("(•) " if option in chosen else "( ) ") + _text(option["text"])
        for option in its["options"]
    )
    return " ".join(options) if len(its["options"]) < 12 else f"({len(its['options'])} options)"


def _sketch(block: Json) -> str:
    where = f" {block['block_id']}" if "block_id" in block else ""
    inside = [*block.get("elements", []), block.get("accessory"), block.get("element")]
    ids = [_id(its) for its in inside if its and "action_id" in its]
    return f"{block['type']}{where}{': ' if ids else ''}{', '.join(ids)}"


def _id(its: Json) -> str:
    values = [option["value"] for option in its.get("options", [])]
    value = its.get("value") or ("|".join(values) if len(values) < 12 else "")
    return f"{its['action_id']}={value}" if value else str(its["action_id"])


def _lines(its: Json) -> list[str]:
    return _text(its).split("\n")


def _text(its: Json) -> str:
    return _plain(its["text"])


def _plain(text: str) -> str:
    return html.unescape(text)
