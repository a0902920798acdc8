"""Totals of a person's day with one source: what is left of tasks that are no longer kept."""

from __future__ import annotations

from collections.abc import Sequence

from storage.engine import Connection, Parameters

_ADD = """
INSERT INTO daily (person, source, day, tasks, autonomous, seconds, input_tokens, cached_tokens,
    output_tokens, cost_usd)
VALUES (:person, :source, :day, :tasks, :autonomous, :seconds, :input, :cached, :output, :cost)
ON CONFLICT (person, source, day) DO UPDATE SET
    tasks = daily.tasks + excluded.tasks, autonomous = daily.autonomous + excluded.autonomous,
    seconds = daily.seconds + excluded.seconds,
    input_tokens = daily.input_tokens + excluded.input_tokens,
    cached_tokens = daily.cached_tokens + excluded.cached_tokens,
    output_tokens = daily.output_tokens + excluded.output_tokens,
    cost_usd = daily.cost_usd + excluded.cost_usd
"""


def add(db: Connection, rows: Sequence[Parameters]) -> None:
    """Add to the totals of `person`, `source`, `day`: `tasks`, `autonomous` (of them), `seconds`,
    `input`, `cached`, `output` (tokens), `cost` (US dollars)."""
    db.change_many(_ADD, rows)
