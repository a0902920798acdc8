"""Claude Code over OTLP (seen: 2.1.330), and Cowork of Claude Desktop (as documented in 2026-07;
Desktop's Code tab is Claude Code, and calls itself so). Cowork sends the same events, as the
service `cowork`, logs alone, and perhaps with a prefix of its own before their names.

Tokens come from the logs alone: `api_request` has `input_tokens` *without* the cache, then
`cache_read_tokens` and `cache_creation_tokens`; the metrics `token.usage` and `cost.usage`, and the
spans, say the same again and are left alone. Cost is reported (`cost_usd`).

Ids: `request_id`, `tool_use_id` and `prompt.id` are also in the local logs, so that one session
heard of both ways counts once. An edit that was refused has no `tool_result`: it never happened.

Autonomous: `query_source` is `sdk` when Claude Code was started by a program (`claude -p`, an SDK,
a CI job) and not in a terminal: nobody sits there and waits for the next line. Of Cowork that says
nothing: it always runs through an SDK, and a person typed the prompt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from bot.model import Deed, Kind, Observation, Reject, Tokens
from bot.sources.otlp import NANO, Record, Wanted
from bot.sources.parsed import Parsed, plain_name
from bot.sources.tools import UNNAMED_APP, app_of, deed_of
from bot.sources.values import claimed, cost, count, text

SOURCE, COWORK = "claude-code", "cowork"
_PREFIX = re.compile(r"^(claude_code|claude_cowork|cowork)\.")
WANTED = Wanted(
    attributes=frozenset(
        {
            "service.name",
            "user.email",
            "event.name",
            "event.sequence",
            "prompt.id",
            "query_source",
            "request_id",
            "model",
            "input_tokens",
            "cache_read_tokens",
            "cache_creation_tokens",
            "output_tokens",
            "cost_usd",
            "tool_use_id",
            "session.id",
            "tool_name",
            "tool_parameters",
            "mcp_server.name",
        }
    ),
    metrics=frozenset(),
)


class _Details(msgspec.Struct):
    """What is read of `tool_parameters`, which also holds commands when details are turned on."""

    mcp_server_name: str | None = None


_details = msgspec.json.Decoder(_Details).decode


def parse(records: Iterable[Record]) -> Parsed:
    """Requests, tool calls and prompts; all other events say nothing that is counted."""
    parsed = Parsed()
    for record in records:
        name = _PREFIX.sub("", str(record.attributes.get("event.name", record.name)))
        if _source(record) and name in _READ:
            seen = _READ[name](record)
            if isinstance(seen, str):
                parsed.rejects.append(Reject(record.line, seen, _source(record)))
            else:
                parsed.observations.append(seen)
    return parsed


def is_ours(record: Record) -> bool:
    """Whether Claude Code reported this."""
    return record.resource.get("service.name") == SOURCE


def _source(record: Record) -> str | None:
    """Which of the two reported it; None where neither did."""
    service = record.resource.get("service.name")
    return str(service) if service in (SOURCE, COWORK) else None


def _api_request(record: Record) -> Observation | str:
    seen = _seen(record, Kind.MODEL_CALL, "request_id")
    counts = [count(record, name) for name in _TOKENS]
    if isinstance(seen, str):
        return seen
    if None in counts:
        return "tokens: not counts"
    fresh, read, written, answer = (number or 0 for number in counts)
    seen.tokens = Tokens(fresh + read + written, read + written, written, answer)
    seen.model = text(record, "model")
    seen.cost_usd = cost(record)
    by_program = record.attributes.get("query_source") == "sdk"
    seen.autonomous = by_program and seen.source == SOURCE
    seen.larger_wins = True
    return seen


def _tool_result(record: Record) -> Observation | str:
    seen = _seen(record, Kind.TOOL_CALL, "tool_use_id")
    if isinstance(seen, str):
        return seen
    tool = text(record, "tool_name") or ""
    seen.app = _named(record) or app_of(tool)
    seen.deed = Deed.OTHER if seen.app else deed_of(tool)
    if seen.app == UNNAMED_APP:
        seen.app = _server(record) or UNNAMED_APP
    return seen


def _user_prompt(record: Record) -> Observation | str:
    return _seen(record, Kind.TASK, "prompt.id")


_TOKENS = ("input_tokens", "cache_read_tokens", "cache_creation_tokens", "output_tokens")
_READ = {"api_request": _api_request, "tool_result": _tool_result, "user_prompt": _user_prompt}


def _seen(record: Record, kind: Kind, id_attribute: str) -> Observation | str:
    """What all events have in common; or what is missing."""
    session, number = text(record, "session.id"), record.attributes.get("event.sequence")
    external_id = text(record, id_attribute)
    if external_id is None and session is not None and number is not None:
        external_id = f"{session}#{number}"
    if external_id is None:
        return "id: missing"
    if not record.at:
        return "time: missing"
    return Observation(
        source=_source(record) or SOURCE,
        external_id=external_id,
        at=record.at // NANO,
        kind=kind,
        session=session,
        claimed=claimed(record),
        line=record.line,
    )


def _named(record: Record) -> str | None:
    """The app as Cowork names it; "custom" stands for a name that is kept back."""
    server = plain_name(text(record, "mcp_server.name") or "")
    return None if server == "custom" else server


def _server(record: Record) -> str | None:
    try:
        server = _details(str(record.attributes.get("tool_parameters", ""))).mcp_server_name
    except msgspec.MsgspecError:
        return None
    return plain_name(server) if server else None
