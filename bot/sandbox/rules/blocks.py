"""What Slack would refuse in blocks and views.

Slack calls some of its limits undisclosed: where sources differ, the stricter one is taken.
"""

from __future__ import annotations

from typing import Any, Literal

from bot.sandbox.hands.elements import controls
from bot.sandbox.rules import charts as chart_rules
from bot.sandbox.rules import each_block as block_rules
from bot.sandbox.rules.findings import Findings, kind_of

Json = dict[str, Any]
Surface = Literal["message", "modal", "home"]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
_EVERYWHERE = {"actions", "card", "context", "divider", "header", "image", "input", "rich_text",
               "section", "video"}  # fmt: skip
_WIDE = {"carousel", "table", "data_table"}
ON_SURFACE = {
    "message": _EVERYWHERE | _WIDE | {"container", "context_actions", "markdown", "plan",
                                      "task_card", "file", "data_visualization"},
    "modal": _EVERYWHERE | {"alert"},
    "home": _EVERYWHERE | _WIDE,
}  # fmt: skip
_ID = 255
_VIEW_FIELDS = ("callback_id", "external_id", "private_metadata")
_MODAL_FIELDS = ("close", "submit", "clear_on_close", "notify_on_close", "submit_disabled")


def problems(blocks: Any, surface: Surface, *, charts: bool = True) -> list[str]:
    """Why Slack would refuse these blocks on this surface, empty when it would take them.
    Without `charts` the workspace does not know `data_visualization` yet."""
    found = Findings()
    _check(blocks, surface, "/blocks", found, charts=charts)
    return found.problems


def view_problems(view: Any, surface: Surface) -> list[str]:
    """Why Slack would refuse this view, empty when it would take it."""
    found = Findings()
    modal = surface == "modal"
    need = ("blocks", "title") if modal else ("blocks",)
    found.keys(view, "/view", need, (*_VIEW_FIELDS, *(_MODAL_FIELDS if modal else ())))
    if not isinstance(view, dict):
        return found.problems
    if view.get("type") != surface:
        found.add("/view/type", f"must be {surface}")
    for name in ("title", "close", "submit"):
        found.text(view.get(name), f"/view/{name}", 24)
    found.string(view.get("callback_id"), "/view/callback_id", _ID, 0)
    found.string(view.get("external_id"), "/view/external_id", _ID, 0)
    found.string(view.get("private_metadata"), "/view/private_metadata", 3000, 0)
    for name in ("clear_on_close", "notify_on_close"):
        found.flag(view.get(name), f"/view/{name}")
    _check(view.get("blocks"), surface, "/view/blocks", found, charts=True)
    if modal and not view.get("submit") and _has_inputs(view.get("blocks")):
        found.add("/view", "submit is required when there are input blocks")
    return found.problems


def _check(blocks: Any, surface: Surface, path: str, found: Findings, *, charts: bool) -> None:
    if blocks is None:
        return
    if not isinstance(blocks, list):
        found.add(path, "must be an array")
        return
    found.items(blocks, path, MOST_BLOCKS[surface], 0)
    for index, block in enumerate(blocks):
        _check_block(block, surface, f"{path}/{index}", found)
    if not found.problems:
        _check_together(blocks, path, found, charts=charts)


def _check_block(block: Any, surface: Surface, path: str, found: Findings) -> None:
    kind = kind_of(block)
    if kind not in ON_SURFACE[surface]:
        found.add(path, f"unsupported type: {kind}")
        return
    found.string(block.get("block_id"), f"{path}/block_id", _ID)
    block_rules.CHECKS[kind](block, path, found)
    if kind == "container" and isinstance(block.get("child_blocks"), list):
        for index, child in enumerate(block["child_blocks"]):
            _check_block(child, surface, f"{path}/child_blocks/{index}", found)


def _check_together(blocks: list[Json], path: str, found: Findings, *, charts: bool) -> None:
    children = [child for block in blocks for child in block.get("child_blocks") or []]
    everything = [block for block in blocks if block["type"] != "container"] + children
    kinds = [block["type"] for block in everything]
    named = [block["block_id"] for block in [*blocks, *children] if block.get("block_id")]
    found.once(named, path, "block_id")
    for block in everything:
        ids = [c.action_id for c in controls([block]) if c.element.get("action_id")]
        found.once(ids, path, "action_id")
    drawn = kinds.count("data_visualization")
    if drawn and not charts:
        found.add(path, "unsupported type: data_visualization")
    if drawn > chart_rules.MOST_CHARTS:
        found.add(path, f"no more than {chart_rules.MOST_CHARTS} data_visualization blocks allowed")
    if kinds.count("table") > 1:
        found.add(path, "no more than 1 table block allowed")
    markdown = sum(len(block["text"]) for block in everything if block["type"] == "markdown")
    if markdown > 12_000:
        found.add(path, "no more than 12000 characters of markdown allowed")
    found_focus = [c for c in controls(everything) if c.element.get("focus_on_load")]
    if len(found_focus) > 1:
        found.add(path, "only one element may have focus_on_load")


def _has_inputs(blocks: Any) -> bool:
    listed = blocks if isinstance(blocks, list) else []
    return any(kind_of(block) == "input" for block in listed)
