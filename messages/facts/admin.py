"""What admins decide, and the counts they see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AdminSettings:
    """What the admin decided for everybody. `floors_from` is the first day of the four weeks whose
    groups are to be fixed next: from then on the two floors hold."""

    weekday: int
    hour: int
    cadence: str
    questions: int
    by_invitation: bool
    paused: bool
    show_use: bool
    least_people: int
    least_respondents: int
    keep_tasks_weeks: int
    keep_answers_months: int
    floors_from: date


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one kind of message is on its way; `letter` is "welcome" or "digest". `handled` are
    those that were sent, and alike those that had nothing to say or were not wanted any more."""

    letter: str
    waiting: int
    handled: int


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does that many people use: the last day it was heard on, whether that is today,
    whether a whole working day has passed since, and whether anything of it had to be refused: too
    old, dated ahead, or for another cause. No count: on a quiet day that is one person's."""

    tool: str
    last: date
    today: bool
    silent: bool = False
    too_old: bool = False
    ahead: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class SilentPlatform:
    """A platform whose token has delivered nothing for a week or more, about anybody."""

    name: str
    last: date


@dataclass(frozen=True, slots=True)
class ReportHealth:
    """How a company-wide report does: the day it was last fetched whole, since when it fails and
    why (a code such as "401 refused"), and how many of its accounts match nobody on the roster,
    None before that is known. That count is only ever shown roughly, none like a few: whoever is
    erased is one more in it."""

    name: str
    last: date | None = None
    failing_since: date | None = None
    cause: str = ""
    unmatched: int | None = None
