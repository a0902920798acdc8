"""Slack's limits for each kind of block."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.rules import charts as chart_rules
from bot.sandbox.rules import elements as element_rules
from bot.sandbox.rules import galleries as gallery_rules
from bot.sandbox.rules.findings import EITHER, Findings, kind_of

Json = dict[str, Any]
Check = Callable[[Json, str, Findings], None]

_URL = 3000


def section(block: Json, path: str, found: Findings) -> None:
    """Text, fields or both, and something beside them."""
    found.keys(block, path, (), ("block_id", "text", "fields", "accessory", "expand"))
    if block.get("text") is None and block.get("fields") is None:
        found.add(path, "must provide text or fields")
    found.text(block.get("text"), f"{path}/text", 3000, EITHER)
    for index, field in enumerate(found.items(block.get("fields"), f"{path}/fields", 10)):
        found.text(field, f"{path}/fields/{index}", 2000, EITHER)
    if block.get("accessory") is not None:
        accessory = block["accessory"]
        element_rules.check(accessory, f"{path}/accessory", element_rules.IN_SECTIONS, found)


def actions(block: Json, path: str, found: Findings) -> None:
    """Up to 25 elements in a row."""
    found.keys(block, path, ("elements",), ("block_id",))
    for index, element in enumerate(found.items(block.get("elements"), f"{path}/elements", 25)):
        at = f"{path}/elements/{index}"
        element_rules.check(element, at, element_rules.IN_ACTIONS, found)


def context(block: Json, path: str, found: Findings) -> None:
    """Small texts and images."""
    found.keys(block, path, ("elements",), ("block_id",))
    for index, element in enumerate(found.items(block.get("elements"), f"{path}/elements", 10)):
        at = f"{path}/elements/{index}"
        if kind_of(element) == "image":
            element_rules.image(element, at, found)
        else:
            found.text(element, at, 3000, EITHER)


def context_actions(block: Json, path: str, found: Findings) -> None:
    """Small feedback and icon buttons."""
    found.keys(block, path, ("elements",), ("block_id",))
    for index, element in enumerate(found.items(block.get("elements"), f"{path}/elements", 5)):
        at = f"{path}/elements/{index}"
        element_rules.check(element, at, element_rules.IN_CONTEXT_ACTIONS, found)


def header(block: Json, path: str, found: Findings) -> None:
    """A large plain text."""
    found.keys(block, path, ("text",), ("block_id",))
    found.text(block.get("text"), f"{path}/text", 150)


def divider(block: Json, path: str, found: Findings) -> None:
    """A line."""
    found.keys(block, path, (), ("block_id",))


def image(block: Json, path: str, found: Findings) -> None:
    """An image over the whole width."""
    found.keys(block, path, ("alt_text",), ("block_id", "title", "image_url", "slack_file"))
    if (block.get("image_url") is None) == (block.get("slack_file") is None):
        found.add(path, "must provide either image_url or slack_file")
    found.string(block.get("image_url"), f"{path}/image_url", _URL)
    found.string(block.get("alt_text"), f"{path}/alt_text", 2000)
    found.text(block.get("title"), f"{path}/title", 2000)


def input_block(block: Json, path: str, found: Findings) -> None:
    """A label and a control."""
    may = ("block_id", "hint", "optional", "dispatch_action")
    found.keys(block, path, ("label", "element"), may)
    found.text(block.get("label"), f"{path}/label", 2000)
    found.text(block.get("hint"), f"{path}/hint", 2000)
    found.flag(block.get("optional"), f"{path}/optional")
    found.flag(block.get("dispatch_action"), f"{path}/dispatch_action")
    if block.get("element") is not None:
        element_rules.check(block["element"], f"{path}/element", element_rules.IN_INPUTS, found)


def markdown(block: Json, path: str, found: Findings) -> None:
    """Standard Markdown."""
    found.keys(block, path, ("text",), ("block_id",))
    found.string(block.get("text"), f"{path}/text", 12_000)


def rich_text(block: Json, path: str, found: Findings) -> None:
    """Formatted text, as Slack's own composer writes it."""
    found.keys(block, path, ("elements",), ("block_id",))
    kinds = {"rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote"}
    for index, part in enumerate(found.items(block.get("elements"), f"{path}/elements", 1000)):
        kind = kind_of(part)
        if kind not in kinds:
            found.add(f"{path}/elements/{index}", f"unsupported type: {kind}")


def video(block: Json, path: str, found: Findings) -> None:
    """A film."""
    need = ("alt_text", "title", "thumbnail_url", "video_url")
    may = ("block_id", "author_name", "description", "provider_icon_url", "provider_name",
           "title_url")  # fmt: skip
    found.keys(block, path, need, may)
    found.text(block.get("title"), f"{path}/title", 200)
    found.text(block.get("description"), f"{path}/description", 200)
    found.string(block.get("alt_text"), f"{path}/alt_text", 2000)
    for name, most in (("thumbnail_url", _URL), ("video_url", _URL), ("author_name", 50)):
        found.string(block.get(name), f"{path}/{name}", most)


def alert(block: Json, path: str, found: Findings) -> None:
    """A notice in a modal."""
    found.keys(block, path, ("text",), ("block_id", "level"))
    found.text(block.get("text"), f"{path}/text", 200, EITHER)
    levels = ("default", "info", "warning", "error", "success")
    found.among(block.get("level"), f"{path}/level", levels)


def file(block: Json, path: str, found: Findings) -> None:
    """A remote file."""
    found.keys(block, path, ("external_id", "source"), ("block_id",))
    found.among(block.get("source"), f"{path}/source", ("remote",))


CHECKS: dict[str, Check] = {
    "section": section,
    "actions": actions,
    "context": context,
    "context_actions": context_actions,
    "header": header,
    "divider": divider,
    "image": image,
    "input": input_block,
    "markdown": markdown,
    "rich_text": rich_text,
    "video": video,
    "alert": alert,
    "file": file,
    "data_visualization": chart_rules.check,
    **gallery_rules.CHECKS,
}
