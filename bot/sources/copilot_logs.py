"""Copilot CLI's local logs: one JSON object a line, in `events.jsonl` of a session's folder (seen:
1.0.102).

Tokens: `session.usage_record` tells of each call. `inputTokens` includes `cacheReadTokens` and
`cacheWriteTokens`. `cost` is in no currency that anybody names: calls are priced. The totals of
`session.shutdown` say the same again.

Joined with telemetry: all of it. Interactions, calls and tool calls have their ids in both (see
`copilot`).

Not told: tokens of versions that kept nothing but totals; whether a program started it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec
from msgspec import Raw, Struct

from bot.model import Instant, Kind, Observation
from bot.sources.local_logs import (
    Count,
    Moment,
    Name,
    folder_name,
    instant,
    parse_each,
    remember,
    tokens_with_cache,
)
from bot.sources.parsed import Parsed
from bot.sources.tools import used

SOURCE = "copilot"
_REFUSED = ("denied", "rejected")


class Entry(Struct):
    """One event, its data not yet looked at."""

    type: str | None = None
    timestamp: Moment | None = None
    id: Name | None = None
    data: Raw = Raw(b"null")


class Where(Struct):
    """Where a session began."""

    cwd: str | None = None


class Start(Struct, rename="camel"):
    """`session.start` and `session.resume`."""

    session_id: Name | None = None
    context: Where | None = None


class Prompt(Struct, rename="camel"):
    """`user.message`; one with a `source` was not typed."""

    interaction_id: Name | None = None
    source: str | None = None


class Usage(Struct, rename="camel"):
    """Tokens of one call."""

    model: Name | None = None
    api_call_id: Name | None = None
    input_tokens: Count | None = 0
    output_tokens: Count | None = 0
    cache_read_tokens: Count | None = 0
    cache_write_tokens: Count | None = 0


class Record(Struct):
    """`session.usage_record`."""

    usage: Usage


class Begun(Struct, rename="camel"):
    """`tool.execution_start`."""

    tool_call_id: Name | None = None
    tool_name: Name | None = None
    mcp_server_name: Name | None = None


class Failure(Struct):
    """Why a tool did nothing."""

    code: str | None = None


class Ended(Struct, rename="camel"):
    """`tool.execution_complete`."""

    tool_call_id: Name | None = None
    error: Failure | None = None


_entry = msgspec.json.Decoder(Entry).decode
_start = msgspec.json.Decoder(Start).decode
_prompt = msgspec.json.Decoder(Prompt).decode
_record = msgspec.json.Decoder(Record).decode
_begun = msgspec.json.Decoder(Begun).decode
_ended = msgspec.json.Decoder(Ended).decode


@dataclass(slots=True)
class Log:
    """A session's file, read on from where it was left: `pending` tools have no result yet."""

    session: str | None = None
    project: str | None = None
    pending: dict[str, str] = field(default_factory=dict)

    def parse(self, lines: Iterable[bytes], first: int = 1) -> Parsed:
        """What further lines say. A line that is not understood is a reject, and no more."""
        return parse_each(lines, first, SOURCE, self._read)

    def _read(self, line: bytes, into: Parsed) -> None:
        entry = _entry(line)
        if entry.timestamp is None:
            return
        at = instant(entry.timestamp)
        if entry.type in ("session.start", "session.resume"):
            self._open(_start(entry.data))
        elif entry.type == "user.message":
            self._prompt(_prompt(entry.data), entry.id, at, into)
        elif entry.type == "session.usage_record":
            self._count(_record(entry.data).usage, entry.id, at, into)
        elif entry.type == "tool.execution_start":
            self._begin(_begun(entry.data))
        elif entry.type == "tool.execution_complete":
            self._end(_ended(entry.data), at, into)

    def _open(self, start: Start) -> None:
        self.session = self.session or start.session_id
        if start.context and not self.project:
            self.project = folder_name(start.context.cwd)

    def _prompt(self, prompt: Prompt, event: str | None, at: Instant, into: Parsed) -> None:
        named = prompt.interaction_id or event
        if named and prompt.source in (None, "user"):
            into.observations.append(self._seen(Kind.TASK, named, at))

    def _count(self, usage: Usage, event: str | None, at: Instant, into: Parsed) -> None:
        named = usage.api_call_id or event
        tokens = tokens_with_cache(
            usage.input_tokens,
            usage.cache_read_tokens,
            usage.cache_write_tokens,
            usage.output_tokens,
        )
        if named and tokens.total:
            seen = self._seen(Kind.MODEL_CALL, named, at)
            seen.tokens, seen.model = tokens, usage.model or None
            into.observations.append(seen)

    def _begin(self, tool: Begun) -> None:
        if tool.tool_call_id and tool.tool_name:
            app, name = tool.mcp_server_name, tool.tool_name
            remember(self.pending, tool.tool_call_id, f"mcp__{app}__{name}" if app else name)

    def _end(self, tool: Ended, at: Instant, into: Parsed) -> None:
        name = self.pending.pop(tool.tool_call_id or "", None)
        if name is None or (tool.error and tool.error.code in _REFUSED):
            return
        seen = self._seen(Kind.TOOL_CALL, tool.tool_call_id or "", at)
        into.observations.append(used(seen, name))

    def _seen(self, kind: Kind, external_id: str, at: Instant) -> Observation:
        return Observation(SOURCE, external_id, at, kind, session=self.session or None)
