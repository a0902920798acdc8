"""Small categories: a figure by tool, by kind or by item would be about one person soon."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from messages.facts import Figure
from tests.attacks.finding import Finding, Share
from tests.attacks.world import close, world

ATTACK = "Small categories"
PUBLISHED = {
    "release": {
        *("window_index", "group_id", "measure", "band"),
        *("wording", "level", "low", "high", "direction", "finding"),
    },
    "page": {
        *("window_index", "team", "group_id", "title", "beside"),
        *("larger_group", "larger_beside"),
    },
    "window_done": {"window_index", "step", "at"},
}
"""All that is ever published about a group. A new column here is a new way to be seen: think."""

SHOWN = {"band", "wording", "level", "low", "high", "direction"}
TOOLS = ("claude-code", "codex", "gemini", "copilot", "meshclaw")


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    its = world(folder / "categories", {})
    more = sum(len(_columns(its, table) - names) for table, names in PUBLISHED.items())
    close(its)
    yield Finding(
        ATTACK,
        "fields of a group's figures that name a tool, a kind of work or an item",
        "schema",
        Share(more, sum(map(len, PUBLISHED.values()))),
        0,
        "teams of 12 by tool, from 5 people in the team",
        _alone_with_a_tool(200),
    )


def test_there_is_no_other_field(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive
    assert {its.name for its in fields(Figure)} == SHOWN


def _columns(its, table: str) -> set[str]:
    return {row["name"] for row in its.database.read(f"PRAGMA table_info({table})")}


def _alone_with_a_tool(teams: int) -> Share:
    """In how many teams somebody is the only one with their tool: that row is theirs."""
    chance = random.Random(4)
    alone = 0
    for _ in range(teams):
        tools = Counter(chance.choices(TOOLS, [60, 15, 10, 10, 5], k=12))
        alone += 1 in tools.values()
    return Share(alone, teams)
