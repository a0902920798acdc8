"""Cutting a roster into cells: people whose answers are only ever added up together.

Each team's own people are a part. From the leaves up, a part that is too small joins another one
under the same parent: one it was with in the window before, else one directly in that parent, else
one deeper down; the smallest of these. An only child joins its parent's own people; where there are
none it goes up as it is and joins something there. What is still too small at the top is dropped.

Whoever would see the page of a cell (managers of its teams, and those above) is not counted in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Cell, Floors, MemberId, Window
from bot.trends.floors import APART
from bot.trends.roster import Roster
from bot.trends.tree import EVERYBODY

_CONSTANTS = Floors()


@dataclass(frozen=True, slots=True)
class _Part:
    """Teams' own people, together; without those who would see the page.

    `torn` where it was only a part of a cell in the window before; `partners` are the teams it was
    in that cell with, as far as they still have people.
    """

    teams: frozenset[str]
    members: frozenset[MemberId]
    torn: bool
    partners: frozenset[str]

    @property
    def rank(self) -> tuple[int, list[str]]:
        """The smallest first; teams' ids settle ties, so that the cut never depends on chance."""
        return len(self.members), sorted(self.teams)

    def must_join(self, others: Iterable[_Part], least: int) -> bool:
        """Too small to stand alone among these. What was torn off a cell goes back to its partners
        while it is under two more than the least; it waits for them when they are further up the
        tree."""
        if len(self.members) < least:
            return True
        met = not self.partners or any(self.partners & other.teams for other in others)
        return self.torn and len(self.members) < least + APART and met


def cut(
    roster: Roster, window: Window, before: Iterable[Cell] = (), floors: Floors = _CONSTANTS
) -> list[Cell]:
    """The cells of a window, given those of the window before. Each counted person is in exactly
    one; each has six people or more (more, where the floor was raised) who are none of its
    viewers."""
    least = floors.never_lower().least_people
    parts = _Knife(roster, window, tuple(before), least).parts_under(EVERYBODY)
    return [
        Cell(
            id=cell_id(part.teams),
            window=window,
            teams=tuple(sorted(part.teams)),
            parent=roster.tree.above(part.teams),
            members=part.members,
        )
        for part in sorted(parts, key=lambda part: sorted(part.teams))
        if len(part.members) >= least
    ]


def cell_id(teams: Iterable[str]) -> str:
    """The same for the same teams in every window, so that a cell is known again."""
    return hashlib.sha256("\n".join(sorted(teams)).encode()).hexdigest()[:16]


class _Knife:
    def __init__(
        self, roster: Roster, window: Window, before: tuple[Cell, ...], least: int
    ) -> None:
        self._roster, self._least = roster, least
        self._seats = roster.seats(window)
        self._was_in = {team: cell for cell in before for team in cell.teams}

    def parts_under(self, team: str) -> list[_Part]:
        """A team's people in parts that are large enough; or in one part, if they are too few."""
        children = self._roster.tree.children(team)
        parts = [part for child in children for part in self.parts_under(child)]
        if team in self._seats:
            parts.append(self._part(frozenset({team})))
        direct = frozenset({team, *children})
        while len(parts) > 1 and any(part.must_join(parts, self._least) for part in parts):
            parts = self._with_the_smallest_joined(parts, direct)
        return parts

    def _with_the_smallest_joined(self, parts: list[_Part], direct: frozenset[str]) -> list[_Part]:
        too_small = (part for part in parts if part.must_join(parts, self._least))
        small = min(too_small, key=lambda part: part.rank)
        others = [part for part in parts if part is not small]
        partner = min(
            others,
            key=lambda its: (not small.partners & its.teams, not direct & its.teams, its.rank),
        )
        others.remove(partner)
        return [*others, self._part(small.teams | partner.teams)]

    def _part(self, teams: frozenset[str]) -> _Part:
        people = frozenset().union(*(self._seats[team] for team in teams))
        before = [frozenset(self._was_in[team].teams) for team in teams if team in self._was_in]
        return _Part(
            teams=teams,
            members=people - self._roster.viewers(teams),
            torn=any(teams < cell for cell in before),
            partners=(frozenset().union(*before) - teams) & self._seats.keys(),
        )
