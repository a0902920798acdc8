"""What a group may know of itself: cells, releases, and the answer when nothing may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.people import PersonId
from bot.model.time import Window


class Measure(StrEnum):
    """What is added up over a group."""

    WORTH = "worth"
    USE = "use"


@dataclass(frozen=True, slots=True)
class Cell:
    """People whose answers are only ever added up together, frozen at a window's start.

    `teams` are the leaf teams merged in it, or the one parent team whose own people (staff, and
    the managers of its sub-teams) it holds; `parent` is the team above.
    """

    id: str
    window: Window
    teams: tuple[str, ...]
    parent: str | None
    members: frozenset[PersonId]


class Band(StrEnum):
    """How many answered; the only count that is ever shown."""

    FIVE = "5–7"
    EIGHT = "8–11"
    TWELVE = "12–19"
    TWENTY = "20–49"
    FIFTY = "50+"

    @property
    def least(self) -> int:
        """The fewest respondents of the band: what shown ranges are computed with."""
        return int(self.value.rstrip("+").split("–")[0])

    @classmethod
    def of(cls, respondents: int) -> Band | None:
        """The band of a number of respondents; None under five."""
        return next((band for band in reversed(cls) if respondents >= band.least), None)


class Wording(StrEnum):
    """What is said of groups too small for numbers."""

    MOSTLY = "mostly"
    MIXED = "mixed"
    MOSTLY_NOT = "mostly_not"


class Direction(StrEnum):
    """Where a figure moved since the window before; only said when it is earned."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True)
class Release:
    """One published figure of one group: written once, never computed again.

    `level`, `low`, `high` are percent in steps of ten and only there from twelve respondents;
    `use` has a direction and, from a hundred people, a level.
    """

    window: Window
    group: str
    measure: Measure
    band: Band
    wording: Wording | None = None
    level: int | None = None
    low: int | None = None
    high: int | None = None
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nothing may be shown. It carries no cause: the same for every cause, on purpose."""
