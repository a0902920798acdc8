"""What the tools counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Came:
    """Something that came of work, and how often: "commit", "pull_request", "ticket_closed",
    "deploy", "document", "edit_accepted" or "edit_rejected"."""

    outcome: str
    count: int


@dataclass(frozen=True, slots=True)
class TaskName:
    """What a person recognises a task by. `work` is "changed", "looked_up", "ran", "app" or
    "talked"; with "app", `app` says which. `dated` where the weekday alone would be ambiguous.
    `came` is what came of it, where a tool told."""

    at: datetime
    tool: str
    minutes: int
    work: str
    app: str | None = None
    label: str | None = None
    autonomous: bool = False
    dated: bool = False
    came: Sequence[Came] = ()


@dataclass(frozen=True, slots=True)
class WorkCount:
    """So many tasks of one kind of work."""

    work: str
    app: str | None
    tasks: int


@dataclass(frozen=True, slots=True)
class CameOf:
    """Of so many tasks of a tool (all autonomous, or none) so many had that outcome."""

    outcome: str
    tasks: int
    of: int
    autonomous: bool


@dataclass(frozen=True, slots=True)
class DaysUsed:
    """The days on which a tool was used of which no task is told. `reported` where its maker's
    report says so; else the tool told of outcomes alone. `requests` where the report says."""

    days: Sequence[date]
    requests: int | None
    came: Sequence[Came]
    reported: bool


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What one tool was used for, and what came of it; `by_day` is what is told beside tasks."""

    tool: str
    tasks: int
    works: Sequence[WorkCount]
    came: Sequence[CameOf] = ()
    by_day: DaysUsed | None = None


@dataclass(frozen=True, slots=True)
class SilentTool:
    """A tool that was heard from before, but not in this period. `fallen` where it was used
    regularly until just before."""

    tool: str
    last: date
    fallen: bool = False


@dataclass(frozen=True, slots=True)
class Missed:
    """Records of a tool that were not taken because of their date: over 14 days old, or (`ahead`)
    in the future. Sent again they count again."""

    tool: str
    records: int
    ahead: bool


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
    `cost_untold` are the tools whose reports do not tell all of their cost.
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
    cost_untold: Sequence[str] = ()
    missed: Sequence[Missed] = ()

    @property
    def in_tasks(self) -> Sequence[ToolUse]:
        """The tools whose tasks are known."""
        return [use for use in self.tools if use.tasks]

    @property
    def by_day(self) -> Sequence[ToolUse]:
        """The tools of which only days are known."""
        return [use for use in self.tools if not use.tasks]
