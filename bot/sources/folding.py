"""Observations become tasks. Pure: nothing is read or written here.

What *adds up* (calls, tokens, cost, outcomes) is added once, when a thing is first seen. What only
*widens* (the span, the connected apps, whether it was autonomous) takes in every sighting of
it. So any order, any repetition and any split into batches gives the same tasks.

A counter's running total widens nothing, because it comes with each export while nobody works. What
it has grown by is work of when that was reported: in any order the sum is the same; what comes too
late to be larger says no more when a part of it was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from bot.model import NO_TOKENS, STITCH_GAP, Deed, Kind, Observation, Task, Tokens
from bot.sources.grouping import Group
from bot.sources.tools import UNNAMED_APP

_DECIMALS = 9
"""Costs are kept to 10⁻⁹ USD, so that adding them in another order gives the same sum."""


@dataclass(slots=True)
class Sighting:
    """An observation and what of it is new: all of it (`first`), the part by which it has grown,
    or nothing, when it was known. `count` is how many of it are new."""

    seen: Observation
    first: bool = True
    count: int = 0
    tokens: Tokens = NO_TOKENS
    cost: float = 0.0
    unpriced: int = 0

    @property
    def adds(self) -> bool:
        """Whether anything of it is new."""
        return self.first or bool(self.count) or self.tokens is not NO_TOKENS


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
    sightings = [it for it in sightings if it.adds or not it.seen.running]
    if not sightings:
        return Folded([])
    old = {task.id for task in found}
    idle: set[str] = set()
    tasks = list(found)
    for stretch in _stretches(sightings) if group.stitched else [sightings]:
        task = _sum_up(group, stretch, new_id(), seal)
        tasks.append(task)
        if not any(it.adds for it in stretch):
            idle.add(task.id)
    if len(tasks) == 1:
        return Folded([] if idle else tasks)
    return _joined(tasks, old, idle, STITCH_GAP if group.stitched else None)


def _stretches(sightings: Sequence[Sighting]) -> Iterator[Sequence[Sighting]]:
    """Cut them where nothing happened for longer than the gap."""
    stretch: list[Sighting] = []
    end = 0
    for it in sorted(sightings, key=attrgetter("seen.at")):
        if stretch and it.seen.at - end > STITCH_GAP:
            yield stretch
            stretch, end = [], 0
        stretch.append(it)
        end = max(end, it.seen.ended_at or it.seen.at)
    yield stretch


def _sum_up(
    group: Group, stretch: Sequence[Sighting], task_id: str, seal: Callable[[str], bytes]
) -> Task:
    seen = [it.seen for it in stretch]
    task = Task(
        id=task_id,
        person=group.person,
        source=group.source,
        key=group.key,
        started_at=min([it.at for it in seen]),
        ended_at=max([it.ended_at or it.at for it in seen]),
        autonomous=any(it.autonomous for it in seen),
        apps=_named(frozenset([it.app for it in seen if it.app])),
        tokens=_total([it.tokens for it in stretch if it.tokens is not NO_TOKENS]),
        cost_usd=_usd([it.cost for it in stretch if it.cost]),
        unpriced_calls=sum([it.unpriced for it in stretch]),
        sealed_label=next((seal(it.label) for it in seen if it.label), None),
    )
    for it in stretch:
        if it.count:
            _count(task, it.seen, it.count)
    return task


def _total(tokens: Sequence[Tokens]) -> Tokens:
    if not tokens:
        return NO_TOKENS
    return Tokens(
        sum([it.input for it in tokens]),
        sum([it.cached for it in tokens]),
        sum([it.cache_written for it in tokens]),
        sum([it.output for it in tokens]),
    )


def _usd(costs: Sequence[float]) -> float:
    return round(sum([round(cost, _DECIMALS) for cost in costs]), _DECIMALS)


def _named(apps: frozenset[str]) -> frozenset[str]:
    """One source tells an app's name and another does not: the name is enough."""
    return apps - {UNNAMED_APP} if len(apps) > 1 else apps


def _count(task: Task, seen: Observation, count: int) -> None:
    kind = seen.kind
    if kind is Kind.MODEL_CALL:
        task.model_calls += count
    elif kind is Kind.TASK:
        task.prompts += count
    elif kind is Kind.TOOL_CALL:
        _count_deed(task, seen.deed, count)
    elif seen.outcome is not None:
        task.outcomes[seen.outcome] = task.outcomes.get(seen.outcome, 0) + count


def _count_deed(task: Task, deed: Deed | None, count: int) -> None:
    if deed is Deed.EDIT:
        task.edits += count
    elif deed is Deed.READ:
        task.reads += count
    elif deed is Deed.COMMAND:
        task.commands += count
    else:
        task.other_calls += count


def _joined(tasks: list[Task], old: set[str], idle: set[str], gap: int | None) -> Folded:
    """What lies within a gap of each other is one task (without a gap: all of it).

    Of those that become one, a task that was there before keeps its id; else the earliest does.
    What is idle, a copy of things counted elsewhere, widens a task but makes none.
    """
    folded = Folded([])
    end = 0
    joined: list[list[Task]] = []
    for task in sorted(tasks, key=attrgetter("started_at", "id")):
        if not joined or (gap is not None and task.started_at - end > gap):
            joined.append([])
            end = 0
        joined[-1].append(task)
        end = max(end, task.ended_at)
    for one in joined:
        survivor = next((task for task in one if task.id in old), one[0])
        if all(task.id in idle for task in one):
            continue
        for other in one:
            if other is not survivor:
                _absorb(survivor, other)
                if other.id in old:
                    folded.vanished[other.id] = survivor.id
        folded.tasks.append(survivor)
    return folded


def _absorb(task: Task, other: Task) -> None:
    task.started_at = min(task.started_at, other.started_at)
    task.ended_at = max(task.ended_at, other.ended_at)
    task.autonomous = task.autonomous or other.autonomous
    task.prompts += other.prompts
    task.model_calls += other.model_calls
    task.edits += other.edits
    task.reads += other.reads
    task.commands += other.commands
    task.other_calls += other.other_calls
    task.tokens = task.tokens + other.tokens
    task.cost_usd = _usd([task.cost_usd, other.cost_usd])
    task.unpriced_calls += other.unpriced_calls
    task.apps = _named(task.apps | other.apps)
    for outcome, count in other.outcomes.items():
        task.outcomes[outcome] = task.outcomes.get(outcome, 0) + count
    task.sealed_label = task.sealed_label or other.sealed_label
