"""What comes from one's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from messages.facts.week import TaskName


@dataclass(frozen=True, slots=True)
class Share:
    """`worth` of `n` rated tasks called worth it. `work` None with `autonomous` set: that half."""

    worth: int
    n: int
    autonomous: bool | None = None
    work: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class WorthWeek:
    """What somebody said in the seven days of work that end with `last`."""

    last: date
    worth_it: int
    partly: int
    not_worth_it: int
    trying: int


@dataclass(frozen=True, slots=True)
class CostlyTask:
    """A task that was not worth it, and among the person's dearer ones."""

    task: TaskName
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Result:
    """A task of which something came, and what the person said of it."""

    task: TaskName
    rating: str


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote for themselves; `task` is None when it is about the week."""

    day: date
    task: TaskName | None
    note: str


@dataclass(frozen=True, slots=True)
class Misses:
    """What the tasks not worth it have in common: all autonomous (or all hands-on), all long."""

    count: int
    autonomous: bool | None
    long: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """How it has been, from one's own answers of the last eight weeks. `results` are the latest
    rated tasks of which something came, `finished` what all of those were worth, once there are
    enough."""

    rated: int
    worth_it: int
    trying: int
    misses: Misses | None
    weeks: Sequence[WorthWeek]
    halves: Sequence[Share]
    works: Sequence[Share]
    costly: Sequence[CostlyTask]
    notes: Sequence[Note]
    results: Sequence[Result] = ()
    finished: Share | None = None
