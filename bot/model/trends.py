"""What a group may know of itself: cells, releases, and the answer when nothing may be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.people import MemberId
from bot.model.time import Window


class Measure(StrEnum):
    """What is added up over a group."""

    WORTH = "worth"
    USE = "use"
    PRESSURE = "pressure"
    FOR_SHOW = "for_show"
    TOLD_HOW = "told_how"

    @property
    def sensitive(self) -> bool:
        """Whether it is added up over larger cells only."""
        return self in SENSITIVE_MEASURES


SENSITIVE_MEASURES = (Measure.PRESSURE, Measure.FOR_SHOW, Measure.TOLD_HOW)


class Dimension(StrEnum):
    """By what a figure of the whole company is broken down into rows."""

    WORTH_BY_TOOL = "worth_by_tool"
    WORTH_BY_KIND = "worth_by_kind"
    COST_BY_TOOL = "cost_by_tool"


@dataclass(frozen=True, slots=True)
class Cell:
    """People whose answers are only ever added up together, frozen at a window's start.

    `teams` are those whose own people it holds: of a team without sub-teams its members, of a
    parent those who sit directly in it (staff, and the managers of its sub-teams); usually one,
    more where a small one was merged. `parent` is the nearest team that holds them all.
    """

    id: str
    window: Window
    teams: tuple[str, ...]
    parent: str | None
    members: frozenset[MemberId]


@dataclass(frozen=True, slots=True)
class LargerCell:
    """Whole cells added up together for the sensitive questions: at least twenty people, and none
    who would see a page of it. Each cell is in one at most."""

    id: str
    cells: frozenset[str]
    members: frozenset[MemberId]


class Band(StrEnum):
    """How many answered; the only count that is ever shown. TEN is for sensitive measures: they
    begin at ten respondents, and under "8–11" ten and eleven would be told apart from eight."""

    FIVE = "5–7"
    EIGHT = "8–11"
    TEN = "10–19"
    TWELVE = "12–19"
    TWENTY = "20–49"
    FIFTY = "50+"

    @property
    def least(self) -> int:
        """The fewest respondents of the band: what shown ranges are computed with."""
        return int(self.value.rstrip("+").split("–")[0])

    @classmethod
    def of(cls, respondents: int, measure: Measure = Measure.WORTH) -> Band | None:
        """The band of a number of respondents; None under five, of a sensitive measure under
        ten."""
        bands = _SENSITIVE_BANDS if measure.sensitive else _BANDS
        return next((band for band in bands if respondents >= band.least), None)


_BANDS = (Band.FIFTY, Band.TWENTY, Band.TWELVE, Band.EIGHT, Band.FIVE)
_SENSITIVE_BANDS = (Band.FIFTY, Band.TWENTY, Band.TEN)


class Wording(StrEnum):
    """What is said of groups too small for numbers."""

    MOSTLY = "mostly"
    MIXED = "mixed"
    MOSTLY_NOT = "mostly_not"


class Direction(StrEnum):
    """Where a figure moved since the window before; only said when it is earned."""

    UP = "up"
    DOWN = "down"


class Finding(StrEnum):
    """What the figures of four windows are consistent with; never more than that."""

    USE_RISES_WORTH_DOES_NOT = "use_rises_worth_does_not"


@dataclass(frozen=True, slots=True)
class Release:
    """One published figure of one group: written once, never computed again.

    `level`, `low`, `high` are percent in steps of ten and only there from twelve respondents, of a
    sensitive measure from twenty; `use` has a direction and, from a hundred people, a level. A
    `finding` stands with worth, from a hundred respondents.
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
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class BreakdownRow:
    """One published row of one of the company's breakdowns: written once, never computed again.

    `name` is of a fixed vocabulary; `level`, `low`, `high` are percent in steps of ten: of worth,
    or of the most that is counted of a person's cost.
    """

    window: Window
    dimension: Dimension
    name: str
    band: Band
    level: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class BlurredMean:
    """What is kept of a published total, for the next window's arrow: the mean in whole points (0
    to 100), the lower edge of how many it is of, and the cells it was added up over. Neither the
    total nor the number itself is kept: beside the points each would give the other away."""

    points: int
    at_least: int
    cells: int


@dataclass(frozen=True, slots=True)
class LargerGroup:
    """The group of larger cells a team is part of, with the names of the others in it; these mean
    what they mean for a page."""

    group: str
    together_with: tuple[str, ...] = ()
    directly_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Which group a team's name leads to in a window, with the names as they were when it began.

    `together_with` are other teams whose people are in the same group; of those in `directly_in`
    only the people who sit directly in them are, and not those of their sub-teams. `larger` is the
    group it is counted in for the sensitive questions; None where there are too few people.
    """

    window: Window
    team: str
    title: str
    group: str
    together_with: tuple[str, ...] = ()
    directly_in: tuple[str, ...] = ()
    larger: LargerGroup | None = None


@dataclass(frozen=True, slots=True)
class Withheld:
    """Nothing may be shown. It carries no cause: the same for every cause, on purpose."""
