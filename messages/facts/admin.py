"""What admins decide, and the counts they see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AdminSettings:
    """What the admin decided for everybody."""

    weekday: int
    hour: int
    cadence: str
    questions: int
    by_invitation: bool
    paused: bool
    show_use: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one kind of message is on its way; `letter` is "welcome" or "digest"."""

    letter: str
    waiting: int
    sent: int


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How a source does that many people use: the last day it was heard on, whether that is today,
    and whether anything of it had to be refused. No count: on a quiet day that is one person's."""

    tool: str
    last: date
    today: bool
    refused: bool


@dataclass(frozen=True, slots=True)
class ReportHealth:
    """How a company-wide report does: the day it was last fetched whole, since when it fails and
    why (a code such as "401 refused"), and how many of its accounts match nobody on the roster."""

    name: str
    last: date | None = None
    failing_since: date | None = None
    cause: str = ""
    unmatched: int = 0
