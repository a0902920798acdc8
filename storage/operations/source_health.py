"""What each source delivered, by day: counts of lines, never of people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.model import Instant
from storage.engine import Connection, Parameters, Row

_NOTE = """
INSERT INTO source_health (source, day, accepted, known, rejected, too_old, in_future, last_at)
VALUES (:source, :day, :accepted, :known, :rejected, :too_old, :in_future, :now)
ON CONFLICT (source, day) DO UPDATE SET
    accepted = source_health.accepted + excluded.accepted,
    known = source_health.known + excluded.known,
    rejected = source_health.rejected + excluded.rejected,
    too_old = source_health.too_old + excluded.too_old,
    in_future = source_health.in_future + excluded.in_future,
    last_at = excluded.last_at
"""
_SINCE = """
SELECT source, CAST(SUM(accepted) AS BIGINT) AS accepted, CAST(SUM(known) AS BIGINT) AS known,
    CAST(SUM(rejected) AS BIGINT) AS rejected, CAST(SUM(too_old) AS BIGINT) AS too_old,
    CAST(SUM(in_future) AS BIGINT) AS in_future, MAX(last_at) AS last_at
FROM source_health WHERE last_at >= :since GROUP BY source ORDER BY source
"""
_HEARD = "SELECT DISTINCT source FROM source_health WHERE accepted > 0"
_SHARED = "SELECT source FROM shared_source"
_FORGET_BEFORE = "DELETE FROM source_health WHERE day < :first"


def note(db: Connection, rows: Sequence[Parameters]) -> None:
    """Add to the counts of `source` on `day`: `accepted`, `known`, `rejected`, and of these
    `too_old` and `in_future`, at `now`."""
    db.change_many(_NOTE, rows)


def since(db: Connection, instant: Instant) -> Sequence[Row]:
    """What every source delivered since then: source, accepted, known, rejected, too_old,
    in_future, last_at."""
    return db.read(_SINCE, {"since": instant})


def heard(db: Connection) -> frozenset[str]:
    """The sources of which a line was ever taken."""
    return frozenset(row["source"] for row in db.read(_HEARD))


def shared(db: Connection) -> frozenset[str]:
    """The sources that were heard about at least five people in the last four weeks before anything
    was last heard. Which others there are would tell of single people."""
    return frozenset(row["source"] for row in db.read(_SHARED))


def forget_before(db: Connection, first: date) -> int:
    """Delete the counts of days before that one; how many."""
    return db.change(_FORGET_BEFORE, {"first": first.isoformat()})
