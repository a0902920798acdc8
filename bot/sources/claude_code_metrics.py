"""Claude Code's metrics: what came out of the work (seen: 2.1.330).

A commit, a pull request, an edit that was accepted (by the person or by their rules) or rejected.
`token.usage` and `cost.usage` repeat the logs and are left alone.

By default deltas: one point for what happened since the export before. Who prefers cumulative ones
(`OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE`) sends running totals: of one series, from one
beginning, the largest counts; after a restart it has another beginning, and adds to the one before.
By how much a total has grown is dated when that was reported, however long its counter is up.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Instant, Kind, Observation, Outcome, Reject
from bot.sources.claude_code import SOURCE, is_ours
from bot.sources.otlp import NANO, Record, Wanted
from bot.sources.parsed import Parsed
from bot.sources.values import claimed, counts, text

_OUTCOMES = {
    "claude_code.commit.count": Outcome.COMMIT,
    "claude_code.pull_request.count": Outcome.PULL_REQUEST,
}
_DECISIONS = "claude_code.code_edit_tool.decision"
_DECIDED = {"accept": Outcome.EDIT_ACCEPTED, "reject": Outcome.EDIT_REJECTED}
NO_BEGINNING = "a running total without its beginning"
_SERIES = ("session.id", "decision", "source", "tool_name", "language")

WANTED = Wanted(
    attributes=frozenset({"service.name", "user.email", *_SERIES}),
    metrics=frozenset({*_OUTCOMES, _DECISIONS}),
)


def parse(records: Iterable[Record]) -> Parsed:
    """Commits, pull requests, and edits that were accepted or rejected."""
    parsed = Parsed()
    for record in records:
        outcome = _OUTCOMES.get(record.name) or _DECIDED.get(text(record, "decision") or "")
        if not is_ours(record) or outcome is None or not counts(record.number):
            continue
        if record.began or record.delta:
            parsed.observations.append(_outcome(record, outcome))
        else:
            parsed.rejects.append(Reject(record.line, NO_BEGINNING, SOURCE))
    return parsed


def dated(record: Record) -> Instant:
    """A delta is of when it began, a running total of when it was reported."""
    return ((record.began if record.delta else 0) or record.at or record.began) // NANO


def _outcome(record: Record, outcome: Outcome) -> Observation:
    series = "|".join(str(record.attributes.get(name, "")) for name in _SERIES)
    until = record.at if record.delta else "total"
    return Observation(
        source=SOURCE,
        external_id=f"{record.name}|{record.began}|{until}|{series}",
        at=dated(record),
        kind=Kind.OUTCOME,
        session=text(record, "session.id"),
        outcome=outcome,
        count=int(record.number),
        claimed=claimed(record),
        larger_wins=not record.delta,
        running=not record.delta,
        line=record.line,
    )
