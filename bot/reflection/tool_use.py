"""What each tool was used for in a period: its tasks, what came of them, and its days beside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.model import Outcome, Task, ToolDay
from bot.reflection.kinds import work_of
from bot.reflection.outcomes import ITSELF, came, in_order
from messages.facts import CameOf, DaysUsed, ToolUse, WorkCount


def by_tool(tasks: Sequence[Task], days: Sequence[ToolDay]) -> list[ToolUse]:
    """Those with most tasks first; then those of which only days are told, most days first."""
    names = {its.source for its in tasks} | {its.source for its in days}
    used = [
        _use(
            name,
            [task for task in tasks if task.source == name],
            [day for day in days if day.source == name],
        )
        for name in names
    ]
    return sorted(used, key=lambda its: (-its.tasks, -_days(its), its.tool))


def _days(its: ToolUse) -> int:
    return len(its.by_day.days) if its.by_day else 0


def _use(name: str, tasks: Sequence[Task], days: Sequence[ToolDay]) -> ToolUse:
    runs = [task for task in tasks if task.autonomous]
    by_hand = [task for task in tasks if not task.autonomous]
    came_of = (*_came_of(runs, autonomous=True), *_came_of(by_hand, autonomous=False))
    return ToolUse(name, len(tasks), _by_work(tasks), came_of, _days_used(days) if days else None)


def _by_work(tasks: Iterable[Task]) -> list[WorkCount]:
    counted = Counter(work_of(task) for task in tasks)
    most_first = sorted(counted.items(), key=lambda its: (-its[1], its[0].kind, its[0].app or ""))
    return [WorkCount(str(work.kind), work.app, count) for work, count in most_first]


def _came_of(tasks: Sequence[Task], *, autonomous: bool) -> list[CameOf]:
    counted = Counter(its for task in tasks for its, count in task.outcomes.items() if count)
    return [
        CameOf(str(its), counted[its], len(tasks), autonomous=autonomous)
        for its in in_order(counted)
    ]


def _days_used(days: Sequence[ToolDay]) -> DaysUsed:
    asked = [its.requests for its in days if its.requests is not None]
    outcomes: Counter[Outcome] = Counter()
    for its in days:
        outcomes.update(its.outcomes)
    return DaysUsed(
        days=sorted({its.day for its in days}),
        requests=sum(asked) if asked else None,
        came=came(outcomes),
        reported=any(its.report != ITSELF for its in days),
    )
