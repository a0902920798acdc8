"""Claude Code's local logs: one JSON object a line, in a file for each session (seen: 1.0 to 2.1).

Tokens: `message.usage` has `input_tokens` *without* the cache, then `cache_read_input_tokens` and
`cache_creation_input_tokens`. A request is written again and again while its answer streams,
each time with the usage so far, and once more where a session is resumed: of the lines with one
request id the largest counts.

Ids are the ones that telemetry has too: `requestId`, the id of a tool's use, `promptId`. A tool
counts when its result is there and nobody refused it, as in telemetry.

Autonomous: `entrypoint` begins with `sdk` when a program started Claude Code and nobody waits.

The format is nobody's promise. Of a line only what is declared here is decoded; of texts only how
they begin is looked at, to tell what a person typed from what a command printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated, Generic, TypeVar

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from bot.model import Kind, Observation, Tokens
from bot.sources.local_logs import Count, Moment, Name, folder_name, instant, parse_each, remember
from bot.sources.parsed import Parsed
from bot.sources.tools import used

SOURCE = "claude-code"
_NOT_TYPED = (b'"<command-', b'"<local-command', b'"Caveat: ')
_SYNTHETIC = "<synthetic>"


class Usage(Struct, gc=False):
    """Tokens of one request so far."""

    input_tokens: Count | None = 0
    cache_creation_input_tokens: Count | None = 0
    cache_read_input_tokens: Count | None = 0
    output_tokens: Count | None = 0


class Block(Struct, gc=False):
    """A part of a content: of what kind, and which tool's."""

    type: str = ""
    id: Name | None = None
    name: Name | None = None
    tool_use_id: Name | None = None


Blocks = list[Block | str] | None
Content = TypeVar("Content", Blocks, Raw)
"""Parts of several kinds; or a text, which is not looked at yet."""


class Message(Struct, Generic[Content], gc=False):
    """What was said."""

    id: Name | None = None
    model: Name | None = None
    usage: Usage | None = None
    content: Content | UnsetType = UNSET


class Entry(Struct, Generic[Content], rename="camel", gc=False):
    """One line."""

    type: str | None = None
    timestamp: Moment | None = None
    uuid: Name | None = None
    session_id: Name | None = None
    request_id: Name | None = None
    prompt_id: Name | None = None
    entrypoint: Name | None = None
    cwd: str | None = None
    is_meta: bool | None = None
    is_sidechain: bool | None = None
    tool_denial_kind: str | None = None
    cost: Annotated[float, Meta(ge=0, le=10**6)] | None = msgspec.field(
        name="costUSD", default=None
    )
    message: Message[Content] | str | None = None


Calls = dict[str, int]
"""Tokens of the largest sighting of each request, among the lines that are read together."""

AnyEntry = Entry[Blocks] | Entry[Raw]

_with_blocks = msgspec.json.Decoder(Entry[Blocks]).decode
_with_text = msgspec.json.Decoder(Entry[Raw]).decode


@dataclass(slots=True)
class Log:
    """A session's file, read on from where it was left: `pending` tools have no result yet."""

    project: str | None = None
    pending: dict[str, str] = field(default_factory=dict)

    def parse(self, lines: Iterable[bytes], first: int = 1) -> Parsed:
        """What further lines say. A line that is not understood is a reject, and no more."""
        return parse_each(lines, first, SOURCE, partial(self._read, {}))

    def _read(self, calls: Calls, line: bytes, into: Parsed) -> None:
        entry = _entry(line)
        message = entry.message
        if self.project is None:
            self.project = folder_name(entry.cwd)
        if entry.timestamp is None or not isinstance(message, Message):
            return
        if message.usage is not None and message.model != _SYNTHETIC:
            _note_call(entry, message.usage, message.model, message.id, calls, into)
        typed = self._read_content(entry, message.content, into)
        name = entry.prompt_id or entry.uuid
        if typed and name and entry.type == "user" and not (entry.is_meta or entry.is_sidechain):
            into.observations.append(_seen(entry, Kind.TASK, name))

    def _read_content(self, entry: AnyEntry, content: object, into: Parsed) -> bool:
        """Whether a person may have typed this, and not a tool, a command, or another agent."""
        if isinstance(content, Raw):
            return bytes(content).startswith(b'"') and not bytes(content).startswith(_NOT_TYPED)
        text = result = False
        for block in content if isinstance(content, list) else ():
            if not isinstance(block, Block):
                continue
            if block.type == "tool_use" and block.id and block.name:
                remember(self.pending, block.id, block.name)
            elif block.type == "tool_result":
                result = True
                self._end(entry, block.tool_use_id, into)
            elif block.type == "text":
                text = True
        return text and not result

    def _end(self, entry: AnyEntry, use: str | None, into: Parsed) -> None:
        tool = self.pending.pop(use or "", None)
        if use and tool is not None and not entry.tool_denial_kind:
            into.observations.append(used(_seen(entry, Kind.TOOL_CALL, use), tool))


def _entry(line: bytes) -> AnyEntry:
    """One line. A content is nearly always in parts: else, and only then, it may be a text."""
    try:
        return _with_blocks(line)
    except msgspec.ValidationError:
        entry = _with_text(line)
        message = entry.message
        if isinstance(message, Message) and bytes(message.content or b"").startswith(b"["):
            raise
        return entry


def _note_call(
    entry: AnyEntry,
    usage: Usage,
    model: str | None,
    message: str | None,
    calls: Calls,
    into: Parsed,
) -> None:
    name = entry.request_id or message or entry.uuid or _unnamed(entry)
    read, written = usage.cache_read_input_tokens or 0, usage.cache_creation_input_tokens or 0
    asked, answered = (usage.input_tokens or 0) + read + written, usage.output_tokens or 0
    if calls.get(name, -1) >= asked + answered:
        return  # written again, and nothing was added
    seen = _seen(entry, Kind.MODEL_CALL, name)
    calls[name] = asked + answered
    seen.tokens = Tokens(asked, read + written, written, answered)
    seen.model = model or None
    seen.cost_usd = entry.cost
    seen.larger_wins = True
    into.observations.append(seen)


def _unnamed(entry: AnyEntry) -> str:
    return f"{entry.session_id}@{instant(entry.timestamp)}"


def _seen(entry: AnyEntry, kind: Kind, external_id: str) -> Observation:
    return Observation(
        source=SOURCE,
        external_id=external_id,
        at=instant(entry.timestamp),
        kind=kind,
        session=entry.session_id or None,
        autonomous=(entry.entrypoint or "").startswith("sdk"),
    )
