"""Small categories: a figure by tool, by kind or by item would be about one person soon."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from messages.facts import Figure
from storage.classes import CLASS_OF, TableClass
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
    "window_floor": {"window_index", "least_people", "least_respondents"},
    "log_entry": {"seq", "at", "kind", "body", "previous", "hash"},
    "breakdown": {"window_index", "dimension", "name", "band", "level", "low", "high"},
}
"""All that is ever published. A new column or table here is a new way to be seen: think. Only
`breakdown` names a tool or a kind of work, and it is of the whole company: no group is in it."""

SHOWN = {"band", "wording", "level", "low", "high", "direction"}
BY = {"dimension", "name", "source", "tool", "item"}
TOOLS = ("claude-code", "codex", "gemini", "copilot", "meshclaw")


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    its = world(folder / "categories", {})
    tables = [name for name, its in CLASS_OF.items() if its is TableClass.PUBLISHED]
    there = {table: _columns(its, table) for table in tables}
    close(its)
    more = sum(len(columns - PUBLISHED.get(table, set())) for table, columns in there.items())
    yield Finding(
        ATTACK,
        "published fields beside the known; by tool or kind only the whole company's are known",
        "schema",
        Share(more, sum(map(len, there.values()))),
        0,
        "teams of 12 by tool, from 5 people in the team",
        _alone_with_a_tool(200),
    )


def test_there_is_no_other_field(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive
    assert {its.name for its in fields(Figure)} == SHOWN


def test_a_breakdown_is_of_no_group() -> None:
    assert [table for table, names in PUBLISHED.items() if names & BY] == ["breakdown"]
    assert not PUBLISHED["breakdown"] & {"group_id", "team", "cell", "person", "larger_group"}


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
