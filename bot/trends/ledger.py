"""The budget: what publishing may cost a person, checked before any noise is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from bot.model import Cell, Dimension, LargerCell, Measure, MemberId, Window
from bot.trends.floors import CEILING_PER_WINDOW, CEILING_PER_YEAR, EPSILON, WINDOWS_A_YEAR
from storage.engine import Connection
from storage.personal import ledger
from storage.personal.ledger import Charge

_DUST = 1e-9  # sums of floating-point numbers need not be exact


class OverBudget(RuntimeError):
    """Publishing would cost somebody more than a window or a year may. Nothing was drawn."""


Drawing = Iterable[tuple[Cell | LargerCell, Measure | Dimension]]
"""What is about to be blurred, and of whom."""


def charge(tx: Connection, window: Window, drawing: Drawing) -> None:
    """Charge every member of every cell, whether they answered or not, so that the ledger does not
    tell who did. Raises OverBudget; the database refuses to charge a measure twice."""
    charges = [
        Charge(member, window, cell.id, measure, EPSILON[measure])
        for cell, measure in drawing
        for member in sorted(cell.members)
    ]
    costs: dict[MemberId, float] = defaultdict(float)
    for its in charges:
        costs[its.member] += its.epsilon
    year_began = window.plus(1 - WINDOWS_A_YEAR)
    _afford(costs, ledger.spent(tx, window, window), CEILING_PER_WINDOW)
    _afford(costs, ledger.spent(tx, year_began, window), CEILING_PER_YEAR)
    ledger.charge(tx, charges)


def _afford(
    costs: Mapping[MemberId, float], spent: Mapping[MemberId, float], ceiling: float
) -> None:
    if any(spent.get(its, 0.0) + cost > ceiling + _DUST for its, cost in costs.items()):
        raise OverBudget(f"publishing would cost somebody more than the {ceiling:.2f} allowed")
