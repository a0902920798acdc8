"""What lies behind a week: earlier work in four columns, on which days there was any, and whether
there was a digest before.

A digest only asks of two hundred earlier tasks when they ran and what they cost; reading them whole
took half of the time that a digest may take.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.model import DAY, Instant, PersonId, utc_days
from storage.engine import Connection
from storage.personal.tasks import OUTCOME_ALONE

_BETWEEN = f"""
SELECT started_at, ended_at, autonomous, cost_usd FROM task
WHERE person = :person AND started_at >= :start AND started_at < :end AND NOT {OUTCOME_ALONE}
ORDER BY started_at
"""
_DAYS_TOLD = f"""
SELECT DISTINCT source, started_at / {DAY} AS first, ended_at / {DAY} AS last FROM task
WHERE person = :person AND started_at < :end AND ended_at >= :start AND NOT {OUTCOME_ALONE}
"""
_DAYS_OF_OLD = """
SELECT source, day FROM daily WHERE person = :person AND day >= :first AND day <= :last
"""
_DIGEST_BEFORE = """
SELECT sent_at FROM delivery
WHERE person = :person AND letter = 'digest' AND state = 'sent' AND due_at < :before
ORDER BY due_at DESC LIMIT 1
"""


def between(
    db: Connection, person: PersonId, start: Instant, end: Instant
) -> list[tuple[Instant, Instant, bool, float]]:
    """Of a person's tasks that started in start ≤ t < end, oldest first: when each started and
    ended, whether it was autonomous, and what it cost in dollars."""
    rows = db.read(_BETWEEN, {"person": person, "start": start, "end": end})
    return [
        (row["started_at"], row["ended_at"], bool(row["autonomous"]), row["cost_usd"])
        for row in rows
    ]


def days_told(db: Connection, person: PersonId, first: date, last: date) -> set[tuple[str, date]]:
    """The tools and UTC days, from `first` to `last`, of which something was told piece by piece:
    of work over midnight, both. What is kept as totals only is there under those days as well, and
    under the one that its person lived."""
    start, end = (
        int(datetime.combine(day, time(), UTC).timestamp())
        for day in (first, last + timedelta(days=1))
    )
    rows = db.read(_DAYS_TOLD, {"person": person, "start": start, "end": end})
    old = db.read(
        _DAYS_OF_OLD,
        {"person": person, "first": first.isoformat(), "last": last.isoformat()},
    )
    told = {
        (row["source"], day)
        for row in rows
        for day in utc_days(row["first"] * DAY, row["last"] * DAY)
        if first <= day <= last
    }
    return told | {(row["source"], date.fromisoformat(row["day"])) for row in old}


def digest_before(db: Connection, person: PersonId, before: Instant) -> Instant | None:
    """When they were sent the last digest that was due before then; None if they never were."""
    rows = db.read(_DIGEST_BEFORE, {"person": person, "before": before})
    return rows[0]["sent_at"] if rows else None
