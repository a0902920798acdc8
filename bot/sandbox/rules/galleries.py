"""Slack's limits for tables, cards, plans and what groups them."""

from __future__ import annotations

from typing import Any

from bot.sandbox.rules import elements as element_rules
from bot.sandbox.rules.findings import EITHER, Findings, kind_of

Json = dict[str, Any]

IN_CONTAINERS = {"actions", "context", "divider", "file", "header", "image", "input", "rich_text",
                 "section", "table", "video"}  # fmt: skip
_STATES = ("pending", "in_progress", "complete", "error")


def table(block: Json, path: str, found: Findings) -> None:
    """Rows of cells."""
    found.keys(block, path, ("rows",), ("block_id", "column_settings"))
    found.items(block.get("column_settings"), f"{path}/column_settings", 20)
    _rows(block, path, found, most=100, least=1, longest=10_000)


def data_table(block: Json, path: str, found: Findings) -> None:
    """A table that can be sorted; its first row is the header."""
    may = ("block_id", "page_size", "row_header_column_index")
    found.keys(block, path, ("rows", "caption"), may)
    found.whole(block.get("page_size"), f"{path}/page_size", 1, 100)
    found.string(block.get("caption"), f"{path}/caption", 3000)
    rows = _rows(block, path, found, most=201, least=2, longest=20_000)
    widths = {len(row) for row in rows if isinstance(row, list)}
    if len(widths) > 1:
        found.add(f"{path}/rows", "every row must have as many cells")
    column = f"{path}/row_header_column_index"
    found.whole(block.get("row_header_column_index"), column, 0, max(widths, default=1) - 1)


def card(block: Json, path: str, found: Findings) -> None:
    """A compact card."""
    shows = ("hero_image", "title", "actions", "body")
    may = (*shows, "block_id", "icon", "slack_icon", "subtitle", "subtext")
    found.keys(block, path, (), may)
    if not any(block.get(name) for name in shows):
        found.add(path, f"must provide one of {', '.join(shows)}")
    for name, most in (("title", 150), ("subtitle", 150), ("body", 200), ("subtext", 200)):
        found.text(block.get(name), f"{path}/{name}", most, EITHER)
    for index, button in enumerate(found.items(block.get("actions"), f"{path}/actions", 3)):
        element_rules.check(button, f"{path}/actions/{index}", {"button"}, found)


def carousel(block: Json, path: str, found: Findings) -> None:
    """Cards side by side."""
    found.keys(block, path, ("elements",), ("block_id",))
    for index, one in enumerate(found.items(block.get("elements"), f"{path}/elements", 10)):
        at = f"{path}/elements/{index}"
        if kind_of(one) != "card":
            found.add(at, "must be a card")
        else:
            card(one, at, found)


def container(block: Json, path: str, found: Findings) -> None:
    """A titled group of blocks; those inside are checked by whoever walks the blocks."""
    may = ("block_id", "title", "rich_text_title", "subtitle", "width", "icon", "is_collapsible",
           "default_collapsed", "has_header_divider")  # fmt: skip
    found.keys(block, path, ("child_blocks",), may)
    if block.get("title") is None and block.get("rich_text_title") is None:
        found.add(path, "must provide title or rich_text_title")
    found.text(block.get("title"), f"{path}/title", 150)
    found.text(block.get("subtitle"), f"{path}/subtitle", 150, EITHER)
    found.among(block.get("width"), f"{path}/width", ("narrow", "standard", "wide", "full"))
    if block.get("default_collapsed") and not block.get("is_collapsible"):
        found.add(path, "default_collapsed needs is_collapsible")
    children = found.items(block.get("child_blocks"), f"{path}/child_blocks", 10)
    for index, child in enumerate(children):
        if kind_of(child) not in IN_CONTAINERS:
            found.add(f"{path}/child_blocks/{index}", "unsupported type in a container")


def task_card(block: Json, path: str, found: Findings) -> None:
    """One task and its state, which can't be pending outside a plan."""
    _task(block, path, found, may=("block_id",))
    if block.get("status") == "pending":
        found.add(f"{path}/status", "only tasks of a plan can be pending")


def plan(block: Json, path: str, found: Findings) -> None:
    """A titled list of tasks."""
    found.keys(block, path, ("title", "tasks"), ("block_id",))
    tasks = found.items(block.get("tasks"), f"{path}/tasks", 50, 0)
    for index, task in enumerate(tasks):
        _task(task, f"{path}/tasks/{index}", found, may=())
    ids = [str(task.get("task_id")) for task in tasks if isinstance(task, dict)]
    found.once(ids, f"{path}/tasks", "task_id")


def _task(task: Any, path: str, found: Findings, may: tuple[str, ...]) -> None:
    need = ("task_id", "title", "status")
    if found.keys(task, path, need, (*may, "details", "output", "sources")):
        found.among(task.get("status"), f"{path}/status", _STATES)


def _rows(
    block: Json, path: str, found: Findings, *, most: int, least: int, longest: int
) -> list[Any]:
    rows = found.items(block.get("rows"), f"{path}/rows", most, least)
    for index, row in enumerate(rows):
        for place, cell in enumerate(found.items(row, f"{path}/rows/{index}", 20)):
            _cell(cell, f"{path}/rows/{index}/{place}", found)
    if _characters(rows) > longest:
        found.add(f"{path}/rows", f"no more than {longest} characters allowed")
    return rows


def _cell(cell: Any, path: str, found: Findings) -> None:
    kind = kind_of(cell)
    if kind not in {"raw_text", "raw_number", "rich_text"}:
        found.add(path, f"unsupported type: {kind}")
    elif kind == "raw_text":
        found.string(cell.get("text", ""), f"{path}/text", 3000)


def _characters(value: Any) -> int:
    if isinstance(value, list):
        return sum(_characters(item) for item in value)
    if not isinstance(value, dict):
        return 0
    own = value.get("text")
    inside = sum(_characters(item) for item in value.values())
    return inside + (len(own) if isinstance(own, str) else 0)


CHECKS = {
    "table": table,
    "data_table": data_table,
    "card": card,
    "carousel": carousel,
    "container": container,
    "task_card": task_card,
    "plan": plan,
}
