"""Observations become tasks. Pure: nothing is read or written here.

What *adds up* (calls, tokens, cost, outcomes) is added once, when a thing is first seen. What only
*widens* (the span, the connected apps, whether it was autonomous) takes in every sighting of
it. So any order, any repetition and any split into batches gives the same tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.model import NO_TOKENS, STITCH_GAP, Deed, Kind, Observation, Task, Tokens
from bot.sources.grouping import Group
from bot.sources.tools import UNNAMED_APP

_DECIMALS = 9
"""Costs are kept to 10⁻⁹ USD, so that adding them in another order gives the same sum."""


@dataclass(slots=True)
class Sighting:
    """An observation and what of it is new: all of it (`first`), the part by which it has grown,
    or nothing, when it was known."""

    seen: Observation
    first: bool = True
    tokens: Tokens = NO_TOKENS
    cost: float = 0.0
    unpriced: int = 0


@dataclass(slots=True)
class Folded:
    """Tasks to keep, and which ones vanished into which."""

    tasks: list[Task]
    vanished: dict[str, str] = field(default_factory=dict)


def fold(
    group: Group,
    found: Sequence[Task],
    sightings: Sequence[Sighting],
    new_id: Callable[[], str],
    seal: Callable[[str], bytes],
) -> Folded:
    """Fold sightings of a group into the tasks found near it; `seal` closes a person's label."""
    tasks = sorted(found, key=lambda task: (task.started_at, task.id))
    for sighting in sorted(sightings, key=lambda sighting: sighting.seen.at):
        seen = sighting.seen
        task = _holding(tasks, seen, group.stitched)
        if task is None:
            if not (sighting.first or sighting.tokens.total):
                continue  # a copy of something counted elsewhere makes no task
            task = _begin(group, seen, new_id())
            tasks.append(task)
        _widen(task, seen)
        _add(task, sighting)
        if seen.label and task.sealed_label is None:
            task.sealed_label = seal(seen.label)
    return _joined(tasks) if group.stitched else Folded(tasks)


def _holding(tasks: Sequence[Task], seen: Observation, stitched: bool) -> Task | None:
    """The task something belongs to: the latest within reach, because they come in order."""
    earliest, latest = seen.at - STITCH_GAP, (seen.ended_at or seen.at) + STITCH_GAP
    for task in reversed(tasks):
        if not stitched or (task.ended_at >= earliest and task.started_at <= latest):
            return task
    return None


def _begin(group: Group, seen: Observation, task_id: str) -> Task:
    return Task(task_id, group.person, group.source, group.key, seen.at, seen.ended_at or seen.at)


def _widen(task: Task, seen: Observation) -> None:
    task.started_at = min(task.started_at, seen.at)
    task.ended_at = max(task.ended_at, seen.ended_at or seen.at)
    task.autonomous = task.autonomous or seen.autonomous
    if seen.app is not None and seen.app not in task.apps:
        task.apps = _named(task.apps | {seen.app})


def _named(apps: frozenset[str]) -> frozenset[str]:
    """One source tells an app's name and another does not: the name is enough."""
    return apps - {UNNAMED_APP} if len(apps) > 1 else apps


def _add(task: Task, sighting: Sighting) -> None:
    seen = sighting.seen
    if sighting.tokens is not NO_TOKENS:
        task.tokens = task.tokens + sighting.tokens
    if sighting.cost:
        task.cost_usd = round(task.cost_usd + round(sighting.cost, _DECIMALS), _DECIMALS)
    task.unpriced_calls += sighting.unpriced
    if sighting.first:
        _count(task, seen)


def _count(task: Task, seen: Observation) -> None:
    if seen.kind is Kind.TASK:
        task.prompts += seen.count
    elif seen.kind is Kind.MODEL_CALL:
        task.model_calls += seen.count
    elif seen.kind is Kind.TOOL_CALL:
        _count_deed(task, seen.deed, seen.count)
    elif seen.outcome is not None:
        task.outcomes[seen.outcome] = task.outcomes.get(seen.outcome, 0) + seen.count


def _count_deed(task: Task, deed: Deed | None, count: int) -> None:
    if deed is Deed.EDIT:
        task.edits += count
    elif deed is Deed.READ:
        task.reads += count
    elif deed is Deed.COMMAND:
        task.commands += count
    else:
        task.other_calls += count


def _joined(tasks: list[Task]) -> Folded:
    """Stretches that turned out to lie within a gap of each other are one task: the earliest."""
    folded = Folded([])
    for task in sorted(tasks, key=lambda task: (task.started_at, task.id)):
        last = folded.tasks[-1] if folded.tasks else None
        if last and task.started_at - last.ended_at <= STITCH_GAP:
            _absorb(last, task)
            folded.vanished[task.id] = last.id
        else:
            folded.tasks.append(task)
    return folded


def _absorb(task: Task, other: Task) -> None:
    task.ended_at = max(task.ended_at, other.ended_at)
    task.autonomous = task.autonomous or other.autonomous
    task.prompts += other.prompts
    task.model_calls += other.model_calls
    task.edits += other.edits
    task.reads += other.reads
    task.commands += other.commands
    task.other_calls += other.other_calls
    task.tokens = task.tokens + other.tokens
    task.cost_usd = round(task.cost_usd + other.cost_usd, _DECIMALS)
    task.unpriced_calls += other.unpriced_calls
    task.apps = _named(task.apps | other.apps)
    for outcome, count in other.outcomes.items():
        task.outcomes[outcome] = task.outcomes.get(outcome, 0) + count
    task.sealed_label = task.sealed_label or other.sealed_label
