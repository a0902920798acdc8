"""People, teams, and who may see what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

from bot.model.time import Cadence, Instant, Window

PersonId = NewType("PersonId", str)
"""Somebody as who works, answers and is written to: a random id."""

MemberId = NewType("MemberId", str)
"""The same somebody as who is in a team and is counted in its cell. Only the key store can tell
which person a member is: the database knows each by two ids that never stand in one row."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the roster, by a random id. Who that is, only the key store can tell."""

    id: PersonId
    zone: str
    first_seen: Instant
    """0 once it is so long ago that it no longer matters, and is no longer kept."""
    founding: bool = False
    guest: bool = False
    left: bool = False
    removed: bool = False
    """Taken out of the roster file: nothing more is sent or kept; what there is stays theirs."""


class Role(StrEnum):
    """What somebody is to a team. A manager of a team is not counted in it."""

    MEMBER = "member"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Team:
    """A team of the roster; `parent` is the team it lies in. Whoever sees its page for managing a
    team above sees it from window number `parent_since` on: before, it lay elsewhere."""

    id: str
    name: str
    parent: str | None = None
    parent_since: int = 0


@dataclass(frozen=True, slots=True)
class Membership:
    """Who is in which team, as what; each person has one primary team, the one that counts. Its
    page is theirs to see from window number `since` on: the first that was cut with them in it; and
    what managing it opens beyond that page, from `managing_since` on."""

    member: MemberId
    team: str
    role: Role = Role.MEMBER
    primary: bool = True
    since: int = 0
    managing_since: int = 0


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who asks, with the teams they may see: resolved once, at the edge. `counted_above`
    are the teams over those they manage: their own answers count there. `since` says from which
    window number on they see a team's page; of those that it does not name, all."""

    person: PersonId
    member_of: frozenset[str] = frozenset()
    manages: frozenset[str] = frozenset()
    counted_above: frozenset[str] = frozenset()
    admin: bool = False
    since: Mapping[str, int] = field(default_factory=dict)

    def first_window(self, team: str) -> Window:
        """The first window of which this viewer may see a team's page. Whoever could look at what
        was published before they came might set two groups beside each other that differ by
        one."""
        return Window(self.since.get(team, 0))

    @property
    def sees(self) -> frozenset[str]:
        """The teams whose page this viewer may open."""
        return self.member_of | self.manages | self.counted_above


class Standing(StrEnum):
    """Where a person stands with the bot. Nothing is kept about anybody who was not told."""

    UNTOLD = "untold"
    TOLD = "told"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a person chose; None where they follow the workspace's own setting."""

    weekday: int | None = None
    hour: int | None = None
    cadence: Cadence | None = None
    questions: int | None = None
    discreet: bool = False
    patterns_in_dm: bool = False
    counted: bool = True
    paused_until: Instant | None = None
