"""A person's days with a tool, as reports of its maker add them up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.model import PersonId, Tokens, ToolDay
from storage.engine import Connection, Row
from storage.outcomes import as_text, from_text

_COLUMNS = """source, report, day, requests, input_tokens, cached_tokens, cache_written,
    output_tokens, cost_usd, unpriced, outcomes"""
_KEEP = f"""
INSERT INTO tool_day (person, {_COLUMNS}, outcome_count)
VALUES (:person, :source, :report, :day, CAST(:requests AS BIGINT), :input, :cached, :written,
    :output, :cost, :unpriced, :outcomes, :outcome_count)
ON CONFLICT (person, source, day, report) DO UPDATE SET
    requests = excluded.requests, input_tokens = excluded.input_tokens,
    cached_tokens = excluded.cached_tokens, cache_written = excluded.cache_written,
    output_tokens = excluded.output_tokens, cost_usd = excluded.cost_usd,
    unpriced = excluded.unpriced, outcomes = excluded.outcomes,
    outcome_count = excluded.outcome_count
WHERE (excluded.input_tokens + excluded.output_tokens, COALESCE(excluded.requests, 0),
        excluded.cost_usd, excluded.outcome_count, excluded.outcomes)
    > (tool_day.input_tokens + tool_day.output_tokens, COALESCE(tool_day.requests, 0),
        tool_day.cost_usd, tool_day.outcome_count, tool_day.outcomes)
"""
# Ten of something are less than nine where texts are compared: text decides between equals only.

_BETWEEN = f"""
SELECT {_COLUMNS} FROM tool_day WHERE person = :person AND day >= :first AND day <= :last
ORDER BY day, source, report
"""
_LATEST = "SELECT source, MAX(day) AS day FROM tool_day WHERE person = :person GROUP BY source"
_FORGET_BEFORE = """
DELETE FROM tool_day WHERE (person, source, day, report) IN (
    SELECT person, source, day, report FROM tool_day WHERE day < :first LIMIT :most
)
"""


def keep(db: Connection, person: PersonId, days: Sequence[ToolDay]) -> int:
    """Keep days; of two versions of one the larger, whichever came first. How many are new or have
    grown."""
    return db.change_many(_KEEP, [_parameters(person, its) for its in days])


def between(db: Connection, person: PersonId, first: date, last: date) -> list[ToolDay]:
    """A person's days from `first` to `last`, both included, oldest first."""
    facts = {"person": person, "first": first.isoformat(), "last": last.isoformat()}
    return [_day(row) for row in db.read(_BETWEEN, facts)]


def latest(db: Connection, person: PersonId) -> dict[str, date]:
    """The last day that a report tells of, by source."""
    rows = db.read(_LATEST, {"person": person})
    return {row["source"]: date.fromisoformat(row["day"]) for row in rows}


def forget_before(db: Connection, first: date, most: int) -> int:
    """Delete at most so many days before that one; how many."""
    return db.change(_FORGET_BEFORE, {"first": first.isoformat(), "most": most})


def _day(row: Row) -> ToolDay:
    return ToolDay(
        source=row["source"],
        report=row["report"],
        day=date.fromisoformat(row["day"]),
        requests=row["requests"],
        tokens=Tokens(
            row["input_tokens"], row["cached_tokens"], row["cache_written"], row["output_tokens"]
        ),
        cost_usd=row["cost_usd"],
        unpriced=row["unpriced"],
        outcomes=from_text(row["outcomes"]),
    )


def _parameters(person: PersonId, its: ToolDay) -> dict[str, object]:
    return {
        "person": person,
        "source": its.source,
        "report": its.report,
        "day": its.day.isoformat(),
        "requests": its.requests,
        "input": its.tokens.input,
        "cached": its.tokens.cached,
        "written": its.tokens.cache_written,
        "output": its.tokens.output,
        "cost": its.cost_usd,
        "unpriced": its.unpriced,
        "outcomes": as_text(its.outcomes),
        "outcome_count": sum(its.outcomes.values()),
    }
