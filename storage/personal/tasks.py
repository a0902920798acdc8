"""Tasks: what usage is folded into."""

from __future__ import annotations

from collections.abc import Sequence

from bot.model import FOREVER, Instant, PersonId, Task, Tokens
from storage.engine import Connection, Parameters, Row
from storage.outcomes import as_text, from_text

_COLUMNS = """
id, person, source, task_key, started_at, ended_at, autonomous, prompts, model_calls, edits, reads,
commands, other_calls, input_tokens, cached_tokens, cache_written, output_tokens, cost_usd,
unpriced_calls, apps, outcomes, sealed_label
"""
OUTCOME_ALONE = """(outcomes <> '' AND SUBSTR(task_key, 1, 1) <> 't'
    AND prompts + model_calls + edits + reads + commands + other_calls = 0)"""
"""True of a row that is nothing but an outcome whose source named no task."""

_BETWEEN = f"""
SELECT {_COLUMNS} FROM task
WHERE person = :person AND started_at >= :start AND started_at < :end ORDER BY started_at, id
"""
_GET = f"SELECT {_COLUMNS} FROM task WHERE id = :id AND person = :person"
_NEAR = f"""
SELECT {_COLUMNS} FROM task
WHERE person = :person AND source = :source AND task_key = :key
    AND +started_at <= :latest AND ended_at >= :earliest
"""
# The plus keeps SQLite from searching by time through all of a person's tasks: the key is narrower.
_SAVE = f"""
INSERT INTO task ({_COLUMNS}) VALUES (
    :id, :person, :source, :key, :started_at, :ended_at, :autonomous, :prompts, :model_calls,
    :edits, :reads, :commands, :other_calls, :input, :cached, :written, :output, :cost,
    :unpriced, :apps, :outcomes, :label
)
ON CONFLICT (id) DO UPDATE SET
    started_at = excluded.started_at, ended_at = excluded.ended_at,
    autonomous = excluded.autonomous, prompts = excluded.prompts,
    model_calls = excluded.model_calls, edits = excluded.edits, reads = excluded.reads,
    commands = excluded.commands, other_calls = excluded.other_calls,
    input_tokens = excluded.input_tokens, cached_tokens = excluded.cached_tokens,
    cache_written = excluded.cache_written, output_tokens = excluded.output_tokens,
    cost_usd = excluded.cost_usd, unpriced_calls = excluded.unpriced_calls,
    apps = excluded.apps, outcomes = excluded.outcomes, sealed_label = excluded.sealed_label
"""
_MOVE_QUESTIONS = """
UPDATE question SET task = :survivor WHERE person = :person AND task = :vanished
"""
_DELETE = "DELETE FROM task WHERE id = :vanished AND person = :person"
_BEFORE = f"""
SELECT {_COLUMNS} FROM task
WHERE person = :person AND started_at < :before ORDER BY started_at, id LIMIT :most
"""
_FORGET = "DELETE FROM task WHERE person = :person"


def between(db: Connection, person: PersonId, start: Instant, end: Instant) -> list[Task]:
    """A person's tasks that started in start ≤ t < end, oldest first."""
    rows = db.read(_BETWEEN, {"person": person, "start": start, "end": end})
    return [_task(row) for row in rows]


def get(db: Connection, person: PersonId, task: str) -> Task | None:
    """One task of this person; None if it is not theirs, or gone."""
    rows = db.read(_GET, {"id": task, "person": person})
    return _task(rows[0]) if rows else None


def near(
    db: Connection,
    person: PersonId,
    source: str,
    key: str,
    earliest: Instant = 0,
    latest: Instant = FOREVER,
) -> list[Task]:
    """The tasks under a key that touch the time from `earliest` to `latest`, both included."""
    facts = {"person": person, "source": source, "key": key}
    return [_task(row) for row in db.read(_NEAR, facts | {"earliest": earliest, "latest": latest})]


def save(db: Connection, tasks: Sequence[Task]) -> None:
    """Keep tasks as they now are, new ones and known ones."""
    db.change_many(_SAVE, [_parameters(task) for task in tasks])


def merge(db: Connection, person: PersonId, vanished: str, survivor: str) -> None:
    """Delete a task that turned out to be part of another, and point its questions to that one."""
    facts = {"person": person, "vanished": vanished, "survivor": survivor}
    db.change(_MOVE_QUESTIONS, facts)
    db.change(_DELETE, facts)


def before(db: Connection, person: PersonId, moment: Instant, most: int) -> list[Task]:
    """At most so many of a person's tasks that started before then, oldest first."""
    rows = db.read(_BEFORE, {"person": person, "before": moment, "most": most})
    return [_task(row) for row in rows]


def delete(db: Connection, tasks: Sequence[Task]) -> None:
    """Delete tasks. Questions about them stay."""
    db.change_many(_DELETE, [{"vanished": its.id, "person": its.person} for its in tasks])


def _task(row: Row) -> Task:
    return Task(
        id=row["id"],
        person=PersonId(row["person"]),
        source=row["source"],
        key=row["task_key"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        autonomous=bool(row["autonomous"]),
        prompts=row["prompts"],
        model_calls=row["model_calls"],
        edits=row["edits"],
        reads=row["reads"],
        commands=row["commands"],
        other_calls=row["other_calls"],
        tokens=Tokens(
            row["input_tokens"], row["cached_tokens"], row["cache_written"], row["output_tokens"]
        ),
        cost_usd=row["cost_usd"],
        unpriced_calls=row["unpriced_calls"],
        apps=frozenset(row["apps"].split(",")) if row["apps"] else frozenset(),
        outcomes=from_text(row["outcomes"]),
        sealed_label=None if row["sealed_label"] is None else bytes(row["sealed_label"]),
    )


def _parameters(task: Task) -> Parameters:
    tokens = task.tokens
    return {
        "id": task.id,
        "person": task.person,
        "source": task.source,
        "key": task.key,
        "started_at": task.started_at,
        "ended_at": task.ended_at,
        "autonomous": task.autonomous,
        "prompts": task.prompts,
        "model_calls": task.model_calls,
        "edits": task.edits,
        "reads": task.reads,
        "commands": task.commands,
        "other_calls": task.other_calls,
        "input": tokens.input,
        "cached": tokens.cached,
        "written": tokens.cache_written,
        "output": tokens.output,
        "cost": task.cost_usd,
        "unpriced": task.unpriced_calls,
        "apps": ",".join(sorted(task.apps)),
        "outcomes": as_text(task.outcomes),
        "label": task.sealed_label,
    }


def forget(db: Connection, person: PersonId) -> None:
    """Delete everything here of a person."""
    db.change(_FORGET, {"person": person})
