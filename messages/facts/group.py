"""A group's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure. `wording` ("mostly", "mixed", "mostly_not") under twelve respondents,
    else `level`, `low` and `high` in percent; `direction` is "up", "down" or None."""

    band: str
    wording: str | None = None
    level: int | None = None
    low: int | None = None
    high: int | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Larger:
    """What one window published of a sensitive question, over the larger group the team is part of.
    `asked` is "pressure", "for_show" or "told_how"; of the figure, `wording` is there under twenty
    respondents. The names mean what they mean on a page."""

    asked: str
    figure: Figure
    merged_with: Sequence[str] = ()
    directly_in: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What one window published about a group; None for a figure that was not. `broken` where the
    group is not the same people's teams as in the window before. `use_rises_worth_does_not` where
    four windows together are consistent with that."""

    first: date
    last: date
    worth: Figure | None
    use: Figure | None
    broken: bool = False
    larger: Larger | None = None
    use_rises_worth_does_not: bool = False


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One group's page, latest window first. `merged_with` are other teams in the same group; of
    those in `directly_in` it holds only the people who sit in no team below. `others` are the names
    of more pages the asker may open. `sample` marks a page of made-up figures, shown until the
    first real one comes on `next_on`; a `newcomer` sees none of before they came. `least` is the
    fewest people a group of the latest window has."""

    title: str
    windows: Sequence[Published]
    next_on: date
    sample: bool = False
    newcomer: bool = False
    merged_with: Sequence[str] = ()
    directly_in: Sequence[str] = ()
    others: Sequence[str] = ()
    least: int = 6
