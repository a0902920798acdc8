"""What the tools counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class TaskName:
    """What a person recognises a task by. `work` is "changed", "looked_up", "ran", "app" or
    "talked"; with "app", `app` says which. `dated` where the weekday alone would be ambiguous."""

    at: datetime
    tool: str
    minutes: int
    work: str
    app: str | None = None
    label: str | None = None
    autonomous: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class WorkCount:
    """So many tasks of one kind of work."""

    work: str
    app: str | None
    tasks: int


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What one tool was used for."""

    tool: str
    tasks: int
    works: Sequence[WorkCount]


@dataclass(frozen=True, slots=True)
class SilentTool:
    """A tool that was heard from before, but not in this period."""

    tool: str
    last: date


@dataclass(frozen=True, slots=True)
class Burst:
    """Look-alike autonomous runs close together, none with an outcome that a tool reported."""

    tool: str
    runs: int
    first: datetime
    last: datetime
    cost_usd: float


@dataclass(frozen=True, slots=True)
class WeekBar:
    """Tasks in the seven days that end with `last`."""

    last: date
    hands_on: int
    autonomous: int

    @property
    def tasks(self) -> int:
        """All of them."""
        return self.hands_on + self.autonomous


@dataclass(frozen=True, slots=True)
class Usual:
    """The person's own median of the four spans before this one, each as long as this one."""

    cost_usd: float
    hours: float


@dataclass(frozen=True, slots=True)
class Digest:
    """What the tools counted in one period.

    `hours` is time in which at least one hands-on task ran, `agent_hours` the same for agents on
    their own. `unpriced_calls` are model calls whose price nobody knows; they are not in the cost.
    """

    first: date
    last: date
    tasks: int
    autonomous: int
    tools: Sequence[ToolUse]
    hours: float
    agent_hours: float
    cost_usd: float
    unpriced_calls: int
    tokens: int
    cached_tokens: int
    usual: Usual | None
    silent: Sequence[SilentTool]
    tools_known: int
    bursts: Sequence[Burst]
    weeks: Sequence[WeekBar]
