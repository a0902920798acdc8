"""What is noted beside the tasks: from which sources somebody was heard, how each source does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from bot.model import Instant, PersonId, Reject
from bot.sources.grouping import Group
from bot.sources.lateness import IN_FUTURE, TOO_OLD
from storage.engine import Connection
from storage.operations import source_health
from storage.personal import heard, untimely

Spans = defaultdict[tuple[PersonId, str, str], list[Instant]]
"""Moments of work, by person, source and platform."""


def note_heard(tx: Connection, parts: Sequence[Group]) -> None:
    """In one order, whoever folds: these rows are what two writers wait for each other at."""
    spans: Spans = defaultdict(list)
    for part in parts:
        whose = part.person, part.source, part.platform
        spans[whose].extend(it.at for it in part.observations)
    _touch(tx, spans)


def note_days_heard(tx: Connection, person: PersonId, days: Sequence[tuple[str, Instant]]) -> None:
    """The same for whole days: each source with a moment of the day it was heard of."""
    spans: Spans = defaultdict(list)
    for source, at in days:
        spans[person, source, ""].append(at)
    _touch(tx, spans)


def _touch(tx: Connection, spans: Spans) -> None:
    heard.touch(
        tx,
        [
            {
                "person": person,
                "source": source,
                "platform": platform,
                "first": min(times),
                "last": max(times),
            }
            for (person, source, platform), times in sorted(spans.items())
        ],
    )


def note_untimely(
    tx: Connection, person: PersonId, rejects: Sequence[Reject], now: Instant
) -> None:
    """Count what was not taken of somebody's because of its date, so that they can be told."""
    counted = Counter((its.source or "", its.cause) for its in rejects)
    told = {"person": person, "day": _day(now)}
    untimely.add(
        tx,
        [
            told | {"source": source, "cause": cause, "records": records}
            for (source, cause), records in sorted(counted.items())
        ],
    )


def note_health(
    tx: Connection, now: Instant, *, received: Counter[str], rejects: Sequence[Reject]
) -> None:
    """Add to what the sources delivered today: lines received, and refused with what causes, about
    whomever. A line whose source could not be read is no source's.

    Lines of people who were not told or said no are counted like all others, and which were known
    already is not told at all: an admin who sends one person's line under a name of its own, once
    or twice, must not find out here what became of it.
    """
    day = _day(now)
    causes = Counter((its.source, its.cause) for its in rejects)
    rejected = Counter(its.source for its in rejects if its.source)
    source_health.note(
        tx,
        [
            {
                "source": source,
                "day": day,
                "accepted": received[source],
                "known": 0,
                "rejected": rejected[source],
                "too_old": causes[source, TOO_OLD],
                "in_future": causes[source, IN_FUTURE],
                "now": now,
            }
            for source in sorted(received.keys() | rejected.keys())
        ],
    )


def _day(now: Instant) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()
