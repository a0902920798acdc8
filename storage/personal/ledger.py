"""What publishing has cost each person so far, in ε."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.model import Dimension, Measure, MemberId, Window
from storage.engine import Connection

_SPENT = """
SELECT member, CAST(COALESCE(SUM(epsilon), 0) AS DOUBLE PRECISION) AS epsilon FROM ledger
WHERE window_index >= :first AND window_index <= :last GROUP BY member
"""
_CHARGE = """
INSERT INTO ledger (member, window_index, cell, measure, epsilon)
VALUES (:member, :window, :cell, :measure, :epsilon)
"""

_FORGET_BEFORE = """
DELETE FROM ledger WHERE (member, window_index, measure) IN (
    SELECT member, window_index, measure FROM ledger WHERE window_index < :first LIMIT :most
)
"""


@dataclass(frozen=True, slots=True)
class Charge:
    """What one measure or dimension of one window costs a person of a cell."""

    member: MemberId
    window: Window
    cell: str
    measure: Measure | Dimension
    epsilon: float


def spent(db: Connection, first: Window, last: Window) -> dict[MemberId, float]:
    """ε spent from one window to another, both included, by everybody who spent any."""
    rows = db.read(_SPENT, {"first": first.index, "last": last.index})
    return {MemberId(row["member"]): float(row["epsilon"]) for row in rows}


def charge(db: Connection, charges: Sequence[Charge]) -> None:
    """Write charges down. A person is charged once for a measure of a window: a second time is an
    error of the database."""
    db.change_many(
        _CHARGE,
        [
            {
                "member": its.member,
                "window": its.window.index,
                "cell": its.cell,
                "measure": str(its.measure),
                "epsilon": its.epsilon,
            }
            for its in charges
        ],
    )


def forget_before(db: Connection, first: Window, most: int) -> int:
    """Delete at most so many charges of windows before that one; how many."""
    return db.change(_FORGET_BEFORE, {"first": first.index, "most": most})
