"""What came of the work, as tools told it, and which task it came of.

Some sources name a session only, or nothing: a counter of commits. Where such an outcome stands
alone in the store it is no task, since nobody asked for anything in it. It came of the task of its
session that is nearest, within a day, or else of what the tool was doing at that time; where there
is neither it counts for its day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.model import DAY, STITCH_GAP, Instant, Outcome, Task, ToolDay
from messages.facts import Came

ITSELF = ""
"""The "report" of a day that a tool told of itself."""

_IN_ORDER = (
    Outcome.COMMIT,
    Outcome.PULL_REQUEST,
    Outcome.TICKET_CLOSED,
    Outcome.DEPLOY,
    Outcome.DOCUMENT,
    Outcome.EDIT_ACCEPTED,
    Outcome.EDIT_REJECTED,
)
_EDITS = {Outcome.EDIT_ACCEPTED, Outcome.EDIT_REJECTED}


class Done(NamedTuple):
    """Tasks with what came of them, oldest first; and the outcomes that are no task's."""

    tasks: list[Task]
    alone: list[Task]


def sorted_out(found: Sequence[Task]) -> Done:
    """Tell tasks from outcomes that stand alone, and give each of these to its task."""
    tasks = [task for task in found if not _is_outcome_alone(task)]
    if len(tasks) == len(found):
        return Done(tasks, [])
    came: dict[str, Counter[Outcome]] = {}
    alone = []
    for its in found:
        if _is_outcome_alone(its):
            task = _whose(its, tasks)
            if task is None:
                alone.append(its)
            else:
                came.setdefault(task.id, Counter(task.outcomes)).update(its.outcomes)
    return Done(
        [replace(its, outcomes=dict(came[its.id])) if its.id in came else its for its in tasks],
        alone,
    )


def days_of(alone: Iterable[Task]) -> list[ToolDay]:
    """What is no task's, by tool and (UTC) day."""
    days: dict[tuple[date, str], Counter[Outcome]] = {}
    for its in alone:
        day = datetime.fromtimestamp(its.started_at, UTC).date()
        days.setdefault((day, its.source), Counter()).update(its.outcomes)
    return [
        ToolDay(source, ITSELF, day, outcomes=dict(outcomes))
        for (day, source), outcomes in sorted(days.items())
    ]


def came(outcomes: Mapping[Outcome, int]) -> list[Came]:
    """In words' order: what is finished before edits, and edits only where nothing else came."""
    told = [Came(str(its), outcomes[its]) for its in _IN_ORDER if outcomes.get(its)]
    return [its for its in told if its.outcome not in _EDITS] or told


def finished(task: Task) -> bool:
    """Whether more came of it than edits."""
    return any(count for its, count in task.outcomes.items() if its not in _EDITS)


def in_order(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Each once, in the order in which they are told."""
    there = set(outcomes)
    return [its for its in _IN_ORDER if its in there]


def _is_outcome_alone(its: Task) -> bool:
    work = its.prompts + its.model_calls + its.edits + its.reads + its.commands + its.other_calls
    named = its.key.startswith("t")
    return bool(its.outcomes) and not work and not named


def _whose(its: Task, tasks: Sequence[Task]) -> Task | None:
    at = its.started_at
    same = [task for task in tasks if task.source == its.source]
    session = [task for task in same if task.key == its.key and _away(task, at) <= DAY]
    near = session or [task for task in same if _away(task, at) <= STITCH_GAP]
    return min(near, key=lambda task: (_away(task, at), task.started_at), default=None)


def _away(task: Task, at: Instant) -> int:
    """Seconds from a task to a moment; 0 while it ran."""
    return max(task.started_at - at, at - task.ended_at, 0)
