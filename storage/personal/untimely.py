"""How many records of a person's tools were not taken because of their date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.model import PersonId, Untimely
from storage.engine import Connection, Parameters

_ADD = """
INSERT INTO untimely (person, source, cause, day, records)
VALUES (:person, :source, :cause, :day, :records)
ON CONFLICT (person, source, cause, day) DO UPDATE SET
    records = untimely.records + excluded.records
"""
_BETWEEN = """
SELECT source, cause, CAST(SUM(records) AS BIGINT) AS records FROM untimely
WHERE person = :person AND day >= :first AND day <= :last
GROUP BY source, cause ORDER BY source, cause
"""
_FORGET_BEFORE = """
DELETE FROM untimely WHERE (person, source, cause, day) IN (
    SELECT person, source, cause, day FROM untimely WHERE day < :first LIMIT :most
)
"""


def add(db: Connection, rows: Sequence[Parameters]) -> None:
    """Add to the counts of `person`, `source`, `cause`, and the `day` they came: `records`."""
    db.change_many(_ADD, rows)


def between(db: Connection, person: PersonId, first: date, last: date) -> list[Untimely]:
    """What came from `first` to `last`, both included, by source and cause."""
    facts = {"person": person, "first": first.isoformat(), "last": last.isoformat()}
    return [
        Untimely(row["source"], row["cause"], row["records"]) for row in db.read(_BETWEEN, facts)
    ]


def forget_before(db: Connection, first: date, most: int) -> int:
    """Delete at most so many counts of days before that one; how many."""
    return db.change(_FORGET_BEFORE, {"first": first.isoformat(), "most": most})
