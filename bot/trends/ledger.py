"""The budget: what publishing may cost a person, checked before any noise is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Cell, Measure, PersonId, Window
from bot.trends.floors import CEILING_PER_WINDOW, CEILING_PER_YEAR, EPSILON, WINDOWS_A_YEAR
from storage.engine import Connection
from storage.personal import ledger
from storage.personal.ledger import Charge

_DUST = 1e-9  # sums of floating-point numbers need not be exact


class OverBudget(RuntimeError):
    """Publishing would cost somebody more than a window or a year may. Nothing was drawn."""


def charge(tx: Connection, window: Window, cells: Iterable[Cell], measures: set[Measure]) -> None:
    """Charge every member of every cell, whether they answered or not, so that the ledger does not
    tell who did. Raises OverBudget; the database refuses to charge a measure twice."""
    charges = [
        Charge(person, window, cell.id, measure, EPSILON[measure])
        for cell in cells
        for person in sorted(cell.members)
        for measure in sorted(measures)
    ]
    charged = {its.person for its in charges}
    cost = sum(EPSILON[measure] for measure in measures)
    year_began = window.plus(1 - WINDOWS_A_YEAR)
    _afford(charged, cost, ledger.spent(tx, window, window), CEILING_PER_WINDOW)
    _afford(charged, cost, ledger.spent(tx, year_began, window), CEILING_PER_YEAR)
    ledger.charge(tx, charges)


def _afford(
    charged: set[PersonId], cost: float, spent: dict[PersonId, float], ceiling: float
) -> None:
    if any(spent.get(person, 0.0) + cost > ceiling + _DUST for person in charged):
        raise OverBudget(f"publishing would cost somebody more than the {ceiling:.2f} allowed")
