"""What is noted beside the tasks: from which sources somebody was heard, how each source does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.model import Instant, PersonId
from bot.sources.grouping import Group
from storage.engine import Connection
from storage.operations import source_health
from storage.personal import heard


def note_heard(tx: Connection, parts: Sequence[Group]) -> None:
    """In one order, whoever folds: these rows are what two writers wait for each other at."""
    spans: dict[tuple[PersonId, str], list[Instant]] = {}
    for part in parts:
        spans.setdefault((part.person, part.source), []).extend(it.at for it in part.observations)
    _touch(tx, spans)


def note_days_heard(tx: Connection, person: PersonId, days: Sequence[tuple[str, Instant]]) -> None:
    """The same for whole days: each source with a moment of the day it was heard of."""
    spans: dict[tuple[PersonId, str], list[Instant]] = {}
    for source, at in days:
        spans.setdefault((person, source), []).append(at)
    _touch(tx, spans)


def _touch(tx: Connection, spans: Mapping[tuple[PersonId, str], Sequence[Instant]]) -> None:
    heard.touch(
        tx,
        [
            {"person": person, "source": source, "first": min(times), "last": max(times)}
            for (person, source), times in sorted(spans.items())
        ],
    )


def note_health(
    tx: Connection,
    now: Instant,
    *,
    received: Counter[str],
    rejected: Counter[str],
) -> None:
    """Add to what the sources delivered today: lines received and refused, about whomever.

    Lines of people who were not told or said no are counted like all others, and which were known
    already is not told at all: an admin who sends one person's line under a name of its own, once
    or twice, must not find out here what became of it.
    """
    day = datetime.fromtimestamp(now, UTC).date().isoformat()
    source_health.note(
        tx,
        [
            {
                "source": source,
                "day": day,
                "accepted": received[source],
                "known": 0,
                "rejected": rejected[source],
                "now": now,
            }
            for source in sorted(received.keys() | rejected.keys())
        ],
    )
