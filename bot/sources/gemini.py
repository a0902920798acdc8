"""Gemini CLI over OTLP (seen: 0.61.0).

Tokens come from the logs alone, from `gemini_cli.api_response`: `input_token_count` includes
`cached_content_token_count`. Thoughts are answered with, and paid for, like output, but told apart
from it (`thoughts_token_count`); what the model's own tools brought in (`tool_token_count`) is
input and told apart, too. All four add up to `total_token_count`. The metrics (cumulative), the
spans and the events `gen_ai.client.inference.operation.details` say the same again. No cost is
reported: it is priced.

A prompt has an id (`prompt_id`: the session, `########` and a number; with no number where a
program asked, and then the same for every prompt of a session). Nothing else has one: answers go
by session, model and size, as they do in local logs, the rest by session, time and name.

System instructions are sent even with prompt logging off, and the command line is in the
resource's attributes: they are not on the list.

Autonomous: `interactive` is false when Gemini was started by a program (`gemini -p`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.model import Kind, Observation, Reject
from bot.sources.joining import answer_id
from bot.sources.otlp import Record, Wanted
from bot.sources.parsed import Parsed
from bot.sources.reading import NO_COUNTS, Findings, gather, observation, tokens_with_cache
from bot.sources.tools import UNNAMED_APP, used
from bot.sources.values import count, text

SOURCE = "gemini-cli"
_THOUGHTS, _BROUGHT_IN = "thoughts_token_count", "tool_token_count"
_TOKENS = ("input_token_count", "output_token_count", "cached_content_token_count")
WANTED = Wanted(
    attributes=frozenset(
        {
            *("user.email", "event.name", "event.timestamp", "session.id", "prompt_id", "model"),
            *("interactive", "function_name", "tool_type", "mcp_server_name", "duration_ms"),
            *(_THOUGHTS, _BROUGHT_IN, *_TOKENS),
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


def _api_response(record: Record) -> Findings:
    seen = _seen(record, Kind.MODEL_CALL)
    tokens = tokens_with_cache(record, *_TOKENS)
    thoughts, brought_in = count(record, _THOUGHTS), count(record, _BROUGHT_IN)
    if isinstance(seen, Observation):
        if tokens is None or thoughts is None or brought_in is None:
            seen = Reject(record.line, NO_COUNTS, SOURCE)
        else:
            seen.model = text(record, "model")
            seen.tokens = replace(
                tokens, input=tokens.input + brought_in, output=tokens.output + thoughts
            )
            seen.external_id = answer_id(seen.session, seen.model, seen.tokens)
            seen.larger_wins = True  # as in local logs, so that the same is kept of either
    yield seen


def _tool_call(record: Record) -> Findings:
    seen = _seen(record, Kind.TOOL_CALL, "function_name", "duration_ms")
    if isinstance(seen, Observation):
        server = text(record, "mcp_server_name")
        if text(record, "tool_type") == "mcp":
            server = server or UNNAMED_APP
        used(seen, text(record, "function_name") or "", server)
    yield seen


def _user_prompt(record: Record) -> Findings:
    prompt = text(record, "prompt_id") or ""
    if "########" in prompt:
        yield observation(record, SOURCE, Kind.TASK, prompt, text(record, "session.id"))
    else:
        yield _seen(record, Kind.TASK)


_LOOKS = {
    "gemini_cli.api_response": _api_response,
    "gemini_cli.tool_call": _tool_call,
    "gemini_cli.user_prompt": _user_prompt,
}


def _seen(record: Record, kind: Kind, *told_apart_by: str) -> Observation | Reject:
    session, at = text(record, "session.id"), text(record, "event.timestamp") or record.at
    marks = [str(record.attributes.get(name, "")) for name in ("event.name", *told_apart_by)]
    own_id = "|".join((session, str(at), *marks)) if session else None
    seen = observation(record, SOURCE, kind, own_id, session)
    if isinstance(seen, Observation):
        seen.autonomous = record.attributes.get("interactive") is False
    return seen
