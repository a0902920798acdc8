"""A window as it was frozen: whose answers are added up together, and which sums a group is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.model import Cell, Floors, LargerCell, Measure, Window
from storage.directory import cells
from storage.engine import Connection
from storage.published import pages, window_floors

Groups = Mapping[str, frozenset[str]]
"""The ids of groups, each with those of the cells it is the sum of."""


@dataclass(frozen=True, slots=True)
class Frozen:
    """A window's cells and groups; for the sensitive questions those of larger cells."""

    window: Window
    cells: Sequence[Cell]
    larger: Sequence[LargerCell]
    groups: Groups
    larger_groups: Groups
    floors: Floors

    @classmethod
    def load(cls, db: Connection, window: Window) -> Frozen:
        """As it is kept."""
        larger, groups = cells.larger_of_window(db, window), cells.groups_of_window(db, window)
        part_of = {cell: its.id for its in larger for cell in its.cells}
        larger_groups: dict[str, set[str]] = defaultdict(set)
        for page in pages.of_window(db, window):
            if page.larger:
                theirs = (part_of[cell] for cell in groups[page.group] if cell in part_of)
                larger_groups[page.larger.group].update(theirs)
        return cls(
            window=window,
            cells=cells.of_window(db, window),
            larger=larger,
            groups=groups,
            larger_groups={group: frozenset(its) for group, its in larger_groups.items()},
            floors=window_floors.of_window(db, window),
        )

    def cells_for(self, measure: Measure) -> Sequence[Cell | LargerCell]:
        """What a measure is added up over."""
        return self.larger if measure.sensitive else self.cells

    def groups_for(self, measure: Measure) -> Groups:
        """The groups a measure is published of."""
        return self.larger_groups if measure.sensitive else self.groups

    @property
    def every_group(self) -> frozenset[str]:
        """The ids of all its groups."""
        return frozenset((*self.groups, *self.larger_groups))
