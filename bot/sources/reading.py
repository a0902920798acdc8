"""What the adapters of OpenTelemetry have in common: from a record to what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.model import Kind, Observation, Reject, Tokens
from bot.sources.otlp import NANO, Record
from bot.sources.parsed import Parsed
from bot.sources.values import claimed, count

NO_ID, NO_TIME, NO_COUNTS = "id: missing", "time: missing", "tokens: not counts"

Findings = Iterable[Observation | Reject]
"""What is made of one record: nothing where it says nothing that is counted."""


def gather(records: Iterable[Record], look: Callable[[Record], Findings]) -> Parsed:
    """Look at each record."""
    parsed = Parsed()
    for record in records:
        for found in look(record):
            if isinstance(found, Reject):
                parsed.rejects.append(found)
            else:
                parsed.observations.append(found)
    return parsed


def observation(
    record: Record, source: str, kind: Kind, external_id: str | None, session: str | None
) -> Observation | Reject:
    """What observations of any kind have in common; or what is missing."""
    if external_id is None:
        return Reject(record.line, NO_ID, source)
    if not record.at:
        return Reject(record.line, NO_TIME, source)
    return Observation(
        source=source,
        external_id=external_id,
        at=record.at // NANO,
        # A clock that was set back in the meantime must not make work end before it began.
        ended_at=max(record.at, record.ended) // NANO if record.ended else None,
        kind=kind,
        session=session,
        claimed=claimed(record),
        line=record.line,
    )


def tokens_with_cache(
    record: Record, sent: str, answered: str, read: str, written: str | None = None
) -> Tokens | None:
    """Tokens, where attributes of these names tell an input that includes what was cached.

    Some tools send it without: an input smaller than its cached part cannot include it. None where
    one of them is no count.
    """
    counts = [count(record, name) if name else 0 for name in (sent, answered, read, written)]
    if None in counts:
        return None
    asked, answer, hit, kept = (number or 0 for number in counts)
    cached = hit + kept
    return Tokens(asked if cached <= asked else asked + cached, cached, kept, answer)
