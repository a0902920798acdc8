"""What kind of work a task was."""

from __future__ import annotations

from typing import Any

import pytest

from bot.reflection.kinds import Work, WorkKind, work_of
from tests.reflection.making import task


@pytest.mark.parametrize(
    ("counters", "work"),
    [
        ({"edits": 1, "reads": 9, "commands": 3}, Work(WorkKind.CHANGED)),
        ({"edits": 1, "apps": frozenset({"tickets"})}, Work(WorkKind.CHANGED)),
        ({"reads": 4}, Work(WorkKind.LOOKED_UP)),
        ({"commands": 2}, Work(WorkKind.RAN)),
        ({"commands": 2, "reads": 5}, Work(WorkKind.RAN)),
        ({"apps": frozenset({"tickets"}), "reads": 5}, Work(WorkKind.APP, "tickets")),
        ({"apps": frozenset({"slack", "docs"})}, Work(WorkKind.APP, "docs")),
        ({"prompts": 3}, Work(WorkKind.TALKED)),
        ({"other_calls": 3}, Work(WorkKind.TALKED)),
    ],
)
def test_kind_of_work(counters: dict[str, Any], work: Work) -> None:
    assert work_of(task(**{"edits": 0} | counters)) == work
