"""Whom a message is due for. The database narrows 100,000 people to those few; schedules and time
zones are worked out once for each distinct rhythm, not once for each person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.model import Cadence, Instant, Period, PersonId, Schedule
from storage.engine import Connection, Row

_RHYTHMS = """
SELECT person.zone AS zone,
    COALESCE(preference.weekday, CAST(:weekday AS BIGINT)) AS weekday,
    COALESCE(preference.hour, CAST(:hour AS BIGINT)) AS hour,
    COALESCE(preference.cadence, CAST(:cadence AS TEXT)) AS cadence
FROM person LEFT JOIN preference ON preference.person = person.id
WHERE person.departed = false AND person.removed = false AND person.guest = false
GROUP BY 1, 2, 3, 4
ORDER BY 1, 2, 3, 4
"""
_AWAITING_DIGEST = """
SELECT person.id AS person, preference.paused_until AS paused_until,
    before.first_day AS first_day, before.last_day AS last_day, before.zone AS before_zone,
    (SELECT MIN(looked.first_day) FROM delivery AS looked
        WHERE looked.person = person.id AND looked.letter = 'digest') AS looked_from,
    (SELECT failed.attempts FROM delivery AS failed
        WHERE failed.person = person.id AND failed.letter = 'digest'
            AND failed.occasion = :occasion) AS failures
FROM person
JOIN standing ON standing.person = person.id
LEFT JOIN preference ON preference.person = person.id
LEFT JOIN delivery AS before ON before.id = (SELECT its.id FROM delivery AS its
    WHERE its.person = person.id AND its.letter = 'digest'
        AND its.state IN ('due', 'sending', 'sent') AND its.last_day IS NOT NULL
    ORDER BY its.last_day DESC, its.id LIMIT 1)
WHERE person.zone = :zone AND person.id > :after
    AND person.departed = false AND person.removed = false AND person.guest = false
    AND standing.told_at <= :told_by
    AND (standing.standing = 'accepted' OR standing.standing = :also)
    AND COALESCE(preference.weekday, CAST(:usual_weekday AS BIGINT)) = :weekday
    AND COALESCE(preference.hour, CAST(:usual_hour AS BIGINT)) = :hour
    AND COALESCE(preference.cadence, CAST(:usual_cadence AS TEXT)) = :cadence
    AND COALESCE(preference.changed_at, 0) <= :slot
    AND (CAST(:usual_since AS BIGINT) <= :slot OR (preference.weekday IS NOT NULL
        AND preference.hour IS NOT NULL AND preference.cadence IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.person = person.id
        AND delivery.letter = 'digest' AND delivery.occasion = :occasion
        AND NOT (delivery.state = 'dropped' AND delivery.reason = 'unprepared'
            AND delivery.attempts < :most AND delivery.due_at <= :now))
ORDER BY person.id LIMIT :batch
"""
_AWAITING_WELCOME = """
SELECT person.id AS person, person.zone AS zone
FROM person LEFT JOIN standing ON standing.person = person.id
WHERE person.id > :after AND person.departed = false AND person.removed = false
    AND person.guest = false
    AND (standing.person IS NULL OR standing.standing = 'untold')
    AND NOT EXISTS (SELECT 1 FROM delivery WHERE delivery.person = person.id
        AND delivery.letter = 'welcome'
        AND NOT (delivery.state = 'dropped' AND delivery.doubts <= :most_doubts
            AND (delivery.due_at <= :dropped_by OR delivery.reason = 'declined')))
ORDER BY person.id LIMIT :batch
"""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A zone and a schedule that some people share."""

    zone: str
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody whose digest is due: what the one before covered, of those that went or are going;
    the first day that any ever looked at; how often this one could not be put together, and until
    when they paused."""

    person: PersonId
    before: Period | None
    looked_from: date | None
    failures: int
    paused_until: Instant | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """The digest that is looked for: of which week, due when, for people told by when.

    `usual_since` is when the usual schedule last changed: a moment that a new schedule finds in the
    past never was one.
    """

    name: str
    due_at: Instant
    told_by: Instant
    usual_since: Instant


def rhythms(db: Connection, usual: Schedule) -> list[Rhythm]:
    """Every zone and schedule that anybody has; who chose nothing follows the usual one."""
    rows = db.read(
        _RHYTHMS, {"weekday": usual.weekday, "hour": usual.hour, "cadence": str(usual.cadence)}
    )
    return [
        Rhythm(row["zone"], Schedule(row["weekday"], row["hour"], Cadence(row["cadence"])))
        for row in rows
    ]


def awaiting_digest(
    db: Connection,
    rhythm: Rhythm,
    usual: Schedule,
    occasion: Occasion,
    *,
    by_invitation: bool,
    now: Instant,
    most_failures: int,
    after: str,
    batch: int,
) -> list[Recipient]:
    """People of that rhythm who have no digest of that occasion yet, by id, those after `after`."""
    rows = db.read(
        _AWAITING_DIGEST,
        {
            "zone": rhythm.zone,
            "weekday": rhythm.schedule.weekday,
            "hour": rhythm.schedule.hour,
            "cadence": str(rhythm.schedule.cadence),
            "usual_weekday": usual.weekday,
            "usual_hour": usual.hour,
            "usual_cadence": str(usual.cadence),
            "occasion": occasion.name,
            "slot": occasion.due_at,
            "told_by": occasion.told_by,
            "usual_since": occasion.usual_since,
            "also": "accepted" if by_invitation else "told",
            "now": now,
            "most": most_failures,
            "after": after,
            "batch": batch,
        },
    )
    return [_recipient(row) for row in rows]


def awaiting_welcome(
    db: Connection, dropped_by: Instant, most_doubts: int, after: str, batch: int
) -> list[tuple[PersonId, str]]:
    """People nobody has told yet, with their zones, by id, those after `after`. A welcome that was
    due by `dropped_by` and got dropped does not count: it may be tried again. Nor does one that was
    dropped for a no since undone; but one that was in doubt more than so often does."""
    rows = db.read(
        _AWAITING_WELCOME,
        {"dropped_by": dropped_by, "most_doubts": most_doubts, "after": after, "batch": batch},
    )
    return [(PersonId(row["person"]), row["zone"]) for row in rows]


def _recipient(row: Row) -> Recipient:
    before = None
    if row["last_day"]:
        first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
        before = Period(first, last, row["before_zone"])
    looked_from = date.fromisoformat(row["looked_from"]) if row["looked_from"] else None
    return Recipient(
        PersonId(row["person"]), before, looked_from, row["failures"] or 0, row["paused_until"]
    )
