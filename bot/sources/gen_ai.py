"""Any tool that follows OpenTelemetry's conventions for generative AI: its spans `chat` (a call of
a model), `execute_tool` and `invoke_agent` (a run), told apart by `gen_ai.operation.name`; and its
events `gen_ai.client.inference.operation.details`, which say of one call what its span says.

**Which signal counts** where several say the same. A span and an event of one call have one id, and
count once, whichever comes first: so both are read. Metrics have no ids: nobody could tell which
calls are in them. They are left alone, unless a tool that sends nothing else says so of itself with
the resource attribute `worthwhile.signal=metrics` (see `gen_ai_metrics`); then they alone count,
and what spans and events come from it all the same are left alone. `counts` decides it.

Tokens come from the calls alone: `gen_ai.usage.input_tokens` includes what was cached; the same
attributes on `invoke_agent` add up its calls. A call without tokens failed, and says nothing. No
cost is reported: it is priced.

This is how agent platforms report. A run of an agent is autonomous. What shares a conversation is
cut into tasks by its gaps, as sessions are; without one, a trace is a task. The source is what the
platform calls itself (`service.name`). Runs are named by the app they acted on: it is told by
`worthwhile.app` on a span, or by the tools' names (`mcp__slack__post`, `tickets.close`).

A call is known by the answer's id (`gen_ai.response.id`), a tool call by its own
(`gen_ai.tool.call.id`), else by the span: two libraries that tell of one call are counted once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.model import Deed, Kind, Observation, Reject
from bot.sources.otlp import Record, Wanted
from bot.sources.parsed import Parsed, plain_name
from bot.sources.reading import NO_COUNTS, Findings, gather, observation, tokens_with_cache
from bot.sources.tools import UNNAMED_APP, used
from bot.sources.values import text

READ_ELSEWHERE = frozenset(
    {
        *("claude-code", "cowork", "gemini-cli", "github-copilot", "copilot-chat"),
        *("codex", "codex-cli", "codex_cli_rs", "codex-tui", "codex_exec", "codex_vscode"),
        *("codex desktop", "codex_sdk_ts", "codex-app-server", "codex_mcp_server"),
    }
)
"""Services, in small letters, that other adapters read: by their logs, or their own spans, whose
operations have the same names. Whole names: an agent that somebody calls `codex-reviewer` is none
of them. (Codex calls itself after the surface that started it.)"""

NO_SERVICE = "service.name: missing or not a plain name"
DETAILS = "gen_ai.client.inference.operation.details"
SIGNAL, METRICS = "worthwhile.signal", "metrics"
_APP = "worthwhile.app"
_USAGE = ("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens")
_READ = "gen_ai.usage.cache_read.input_tokens"
_WRITTEN = ("gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_write.input_tokens")
AGENTS = ("gen_ai.agent.id", "gen_ai.agent.name")
_KINDS = {
    "chat": Kind.MODEL_CALL,
    "generate_content": Kind.MODEL_CALL,
    "text_completion": Kind.MODEL_CALL,
    "execute_tool": Kind.TOOL_CALL,
    "invoke_agent": Kind.TASK,
}
_NAMESPACED = re.compile(r"([A-Za-z][\w -]{1,39})[.:/]\w")
_NO_APPS = frozenset({"functions", "multi_tool_use", "tool", "tools"})
"""What model providers put before the name of any tool."""

ATTRIBUTES = frozenset(
    {
        *("service.name", "user.email", "gen_ai.operation.name", "gen_ai.conversation.id"),
        *("gen_ai.request.model", "gen_ai.response.model", "gen_ai.response.id"),
        *("gen_ai.tool.name", "gen_ai.tool.call.id", _READ, *_USAGE, *_WRITTEN),
    }
)
WANTED = Wanted(ATTRIBUTES | {SIGNAL, _APP, *AGENTS}, frozenset())
OF_EVENTS = Wanted(WANTED.attributes | {"event.name"}, frozenset())


def parse(records: Iterable[Record]) -> Parsed:
    """Calls, tool calls and runs of all that no other adapter reads, by their spans."""
    return gather(records, _look)


def parse_events(records: Iterable[Record]) -> Parsed:
    """Calls of the same tools, by their events."""
    return gather(records, lambda record: _look(record) if _is_details(record) else ())


def counts(record: Record, *, metric: bool = False) -> bool:
    """Whether this signal is the one that counts, of a tool that no other adapter reads."""
    service = str(record.resource.get("service.name", ""))
    by_metrics = record.resource.get(SIGNAL) == METRICS
    return metric == by_metrics and service.lower() not in READ_ELSEWHERE


def source_of(record: Record) -> str | None:
    """What a tool calls itself; None where that is no name."""
    return plain_name(str(record.resource.get("service.name", "")))


def observe(record: Record, source: str, session: str | None) -> Observation | Reject | None:
    """What a span of one of the three operations says; None where it says nothing."""
    kind = _KINDS.get(str(record.attributes.get("gen_ai.operation.name")))
    if kind is None or (kind is Kind.MODEL_CALL and not _answered(record)):
        return None
    seen = observation(record, source, kind, _own_id(record, kind), session)
    if isinstance(seen, Observation) and kind is Kind.MODEL_CALL:
        return _call(record, seen)
    if isinstance(seen, Observation) and kind is Kind.TOOL_CALL:
        used(seen, text(record, "gen_ai.tool.name") or "")
    return seen


def _look(record: Record) -> Findings:
    if not counts(record):
        return
    source, session = source_of(record), text(record, "gen_ai.conversation.id")
    seen = observe(record, source or "", session)
    if seen is None:
        return
    if source is None:
        seen = Reject(record.line, NO_SERVICE)
    if isinstance(seen, Observation):
        seen.task = None if session else record.trace or None
        seen.autonomous = seen.kind is Kind.TASK or any(text(record, name) for name in AGENTS)
        _name_app(record, seen)
    yield seen


def _is_details(record: Record) -> bool:
    return record.attributes.get("event.name", record.name) == DETAILS


def _name_app(record: Record, seen: Observation) -> None:
    told = text(record, _APP)
    if told:
        seen.app = plain_name(told) or UNNAMED_APP
    elif seen.kind is Kind.TOOL_CALL and not seen.app and seen.deed is Deed.OTHER:
        before = _NAMESPACED.match(text(record, "gen_ai.tool.name") or "")
        if before and before[1].lower() not in _NO_APPS:
            seen.app = plain_name(before[1])


def _answered(record: Record) -> bool:
    return any(name in record.attributes for name in _USAGE)


def _own_id(record: Record, kind: Kind) -> str | None:
    if kind is Kind.TASK:
        return record.trace or None  # agents that an agent calls are part of its run
    named = "gen_ai.response.id" if kind is Kind.MODEL_CALL else "gen_ai.tool.call.id"
    return text(record, named) or (f"{record.trace}|{record.span}" if record.span else None)


def _call(record: Record, seen: Observation) -> Observation | Reject:
    written = next((name for name in _WRITTEN if name in record.attributes), None)
    tokens = tokens_with_cache(record, *_USAGE, _READ, written)
    if tokens is None:
        return Reject(record.line, NO_COUNTS, seen.source)
    seen.tokens = tokens
    seen.model = text(record, "gen_ai.response.model") or text(record, "gen_ai.request.model")
    return seen
