"""Adding up what the people of each cell say, before the blur. Only ever in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.model import Measure
from bot.services import Services
from bot.trends.frozen import Frozen
from bot.trends.reading import contributions
from storage.personal import people


@dataclass(frozen=True, slots=True)
class Sum:
    """What the people of a cell add up to."""

    points: int = 0
    respondents: int = 0

    def plus(self, points: int) -> Sum:
        """With one person more."""
        return Sum(self.points + points, self.respondents + 1)


Sums = Mapping[tuple[str, Measure], Sum]
"""By cell and measure; where nobody answered there is none."""


def added_up(services: Services, frozen: Frozen) -> Sums:
    """Everybody's points. Each person is in one cell, and in one larger cell at most."""
    known = {services.keys.member_of(p.id): p for p in people.everybody(services.database)}
    larger = {member: its.id for its in frozen.larger for member in its.members}
    sums: dict[tuple[str, Measure], Sum] = {}
    for cell in frozen.cells:
        for member in cell.members & known.keys():
            points = contributions(services, frozen.window, known[member])
            for measure, its in points.items():
                where = larger.get(member) if measure.sensitive else cell.id
                if where is not None:
                    sums[where, measure] = sums.get((where, measure), Sum()).plus(its)
    return sums
