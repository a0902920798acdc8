"""A person's own page, preferences and connected tools."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from messages.facts.log import Changes, Look
from messages.facts.looking_back import Patterns
from messages.facts.week import Digest, Missed, TaskName


@dataclass(frozen=True, slots=True)
class Times:
    """When digests come, and how many questions with them; `cadence` is "weekly" or
    "fortnightly"."""

    weekday: int
    hour: int
    cadence: str = "weekly"
    questions: int = 3


@dataclass(frozen=True, slots=True)
class HeardFrom:
    """A source and when it was first and last heard from. `platform` is which platform speaks in
    the person's name, if one does; `fallen` where it was used regularly, and then has
    been silent for a week or more. `by_day` where a report tells of the last day, which has no
    hour."""

    tool: str
    first: datetime
    last: datetime
    platform: str = ""
    fallen: bool = False
    by_day: bool = False


@dataclass(frozen=True, slots=True)
class Connection:
    """How to connect one's tools. `token` is there only in the one answer that made it;
    `has_token` says whether there is one. `endpoint` is the base URL of the HTTP side. `missed` is
    of the last four weeks."""

    endpoint: str
    token: str | None
    has_token: bool
    sources: Sequence[HeardFrom]
    missed: Sequence[Missed] = ()


@dataclass(frozen=True, slots=True)
class OwnPreferences:
    """What the person chose; None where they follow the workspace. `shows` is "usual",
    "discreet" or "patterns"."""

    weekday: int | None = None
    hour: int | None = None
    cadence: str | None = None
    questions: int | None = None
    shows: str = "usual"
    counted: bool = True
    paused_until: date | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class HomeTask:
    """A task of the week in Home. `question` where it was asked about; `closed` once the window of
    an asked one is published."""

    id: str
    name: TaskName
    question: str | None
    rating: str | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class HomeTeam:
    """A team whose page the person may open; which managers and admins looked, the latest first."""

    name: str
    looks: Sequence[Look] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """One's own page. `standing` is "untold", "told", "accepted" or "declined"; `digest` is None
    when no tool reported anything in the last seven days; `changes` are those since the last
    digest that was sent."""

    standing: str
    digest: Digest | None
    tasks: Sequence[HomeTask]
    more_tasks: int
    patterns: Patterns
    preferences: OwnPreferences
    usual: Times
    sources: Sequence[HeardFrom]
    teams: Sequence[HomeTeam]
    changes: Changes | None = None
