"""Larger cells, for the sensitive questions: whole cells merged upwards to at least twenty people.

From the leaves up, one that is too small joins another under the same parent: one that is directly
there before one from deeper down, the smallest of these. What is still too small at the top is
dropped, and its people are not asked. A larger cell is blurred as a whole and the groups shown are
sums of such, so nothing that is published about a sensitive question can be taken apart below one.

Merging adds viewers: the manager of a small team sits in a cell above it, and sees the figure the
two share. Whoever would see a larger cell's figure is not counted in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.model import Cell, MemberId, Window
from bot.trends.cells import cell_id
from bot.trends.floors import LEAST_FOR_SENSITIVE
from bot.trends.roster import Roster
from bot.trends.tree import EVERYBODY


@dataclass(frozen=True, slots=True)
class _Part:
    """Cells together: their teams, and their people without those who would see the figure."""

    teams: frozenset[str]
    everybody: frozenset[MemberId]
    members: frozenset[MemberId]

    @property
    def rank(self) -> tuple[int, list[str]]:
        """The smallest first; teams' ids settle ties."""
        return len(self.members), sorted(self.teams)


def larger_cells(roster: Roster, window: Window, cells: Iterable[Cell]) -> list[Cell]:
    """The larger cells that a window's cells are merged into; none where there are too few
    people."""
    parts = _Merging(roster, cells).under(EVERYBODY)
    return [
        Cell(
            id=cell_id(part.teams),
            window=window,
            teams=tuple(sorted(part.teams)),
            parent=roster.tree.above(part.teams),
            members=part.members,
        )
        for part in sorted(parts, key=lambda part: sorted(part.teams))
        if len(part.members) >= LEAST_FOR_SENSITIVE
    ]


class _Merging:
    def __init__(self, roster: Roster, cells: Iterable[Cell]) -> None:
        self._roster = roster
        self._at: dict[str, list[_Part]] = defaultdict(list)
        for cell in cells:
            part = self._part(frozenset(cell.teams), cell.members)
            self._at[cell.parent or EVERYBODY].append(part)

    def under(self, team: str) -> list[_Part]:
        """The parts in a team and below it, each large enough; or one, if there are too few."""
        children = self._roster.tree.children(team)
        parts = [*self._at[team], *(part for child in children for part in self.under(child))]
        direct = frozenset({team, *children})
        while len(parts) > 1:
            small = min(parts, key=lambda part: part.rank)
            if len(small.members) >= LEAST_FOR_SENSITIVE:
                break
            parts.remove(small)
            partner = min(parts, key=lambda part: (not direct & part.teams, part.rank))
            parts.remove(partner)
            parts.append(
                self._part(small.teams | partner.teams, small.everybody | partner.everybody)
            )
        return parts

    def _part(self, teams: frozenset[str], everybody: frozenset[MemberId]) -> _Part:
        return _Part(teams, everybody, everybody - self._roster.viewers(teams))
