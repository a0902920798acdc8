"""Codex CLI over OTLP (seen: 0.169.0).

Tokens come from the logs alone, from `codex.sse_event` with `event.kind` `response.completed`: each
answer is told twice, and the one with `input_token_count` counts. Numbers are strings. The input
includes `cached_token_count` and `cache_write_token_count`, the output the reasoning.
`tool_token_count` is the sum of both and has nothing to do with tools. The metrics and the spans
say the same again. No cost is reported: it is priced.

`timeUnixNano` is "0": the time is when a record was observed, else `event.timestamp`. `eventName`
is a place in the source; the name is the attribute `event.name`. Logs know no task, only the
session (`conversation.id`). Nothing has an id but tool calls: answers go by session and size,
prompts by session and second, so that local logs, which write both a little later, name them alike.

`codex.tool_result` always carries the tool's arguments and its output: they are not on the list.

Autonomous: `originator` is `codex_exec` when Codex was started by a program (`codex exec`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.model import Kind, Observation, Reject
from bot.sources.joining import answer_id, prompt_id
from bot.sources.otlp import NANO, Record, Wanted
from bot.sources.parsed import Parsed
from bot.sources.reading import NO_COUNTS, Findings, gather, observation, tokens_with_cache
from bot.sources.tools import used
from bot.sources.values import text

SOURCE = "codex"
_TOKENS = (
    *("input_token_count", "output_token_count"),
    *("cached_token_count", "cache_write_token_count"),
)
WANTED = Wanted(
    attributes=frozenset(
        {
            *("user.email", "event.name", "event.kind", "event.timestamp", "conversation.id"),
            *("originator", "model", "call_id", "tool_name", "mcp_server", *_TOKENS),
        }
    ),
    metrics=frozenset(),
)


def parse(records: Iterable[Record]) -> Parsed:
    """Answers, tool calls and prompts; all other events say nothing that is counted."""
    return gather(records, _look)


def _look(record: Record) -> Findings:
    look = _LOOKS.get(str(record.attributes.get("event.name", "")))
    return look(record) if look else ()


def _answer(record: Record) -> Findings:
    completed = text(record, "event.kind") == "response.completed"
    if completed and "input_token_count" in record.attributes:
        seen = _seen(record, Kind.MODEL_CALL)
        tokens = tokens_with_cache(record, *_TOKENS)
        if isinstance(seen, Observation):
            if tokens is None:
                seen = Reject(record.line, NO_COUNTS, SOURCE)
            else:
                seen.tokens, seen.model = tokens, text(record, "model")
                seen.external_id = answer_id(seen.session, seen.model, tokens)
        yield seen


def _tool_result(record: Record) -> Findings:
    seen = _seen(record, Kind.TOOL_CALL, text(record, "call_id"))
    if isinstance(seen, Observation):
        used(seen, text(record, "tool_name") or "", text(record, "mcp_server"))
    yield seen


def _user_prompt(record: Record) -> Findings:
    seen = _seen(record, Kind.TASK)
    if isinstance(seen, Observation):
        typed_at = _nanoseconds(text(record, "event.timestamp")) or record.at
        seen.external_id = prompt_id(seen.session, typed_at // NANO)
    yield seen


_LOOKS = {
    "codex.sse_event": _answer,
    "codex.tool_result": _tool_result,
    "codex.user_prompt": _user_prompt,
}


def _seen(record: Record, kind: Kind, own_id: str | None = None) -> Observation | Reject:
    session, at = text(record, "conversation.id"), text(record, "event.timestamp")
    record.at = record.at or _nanoseconds(at)
    name = str(record.attributes["event.name"])
    if session is not None and (at or record.at):
        own_id = own_id or f"{session}|{at or record.at}|{name}"
    seen = observation(record, SOURCE, kind, own_id, session)
    if isinstance(seen, Observation):
        seen.autonomous = text(record, "originator") == "codex_exec"
    return seen


def _nanoseconds(timestamp: str | None) -> int:
    try:
        at = datetime.fromisoformat(timestamp or "")
    except ValueError:
        return 0
    return int(at.timestamp()) * NANO if at.tzinfo else 0
