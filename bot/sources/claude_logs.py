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
from typing import Annotated

import msgspec
from msgspec import Meta, Raw, Struct

from bot.model import Deed, Instant, Kind, Observation, Tokens
from bot.sources.local_logs import Count, Moment, folder_name, instant, parse_each, remember
from bot.sources.parsed import Parsed
from bot.sources.tools import app_of, deed_of

SOURCE = "claude-code"
_NOT_TYPED = (b'"<command-', b'"<local-command', b'"Caveat: ')
_SYNTHETIC = "<synthetic>"


class Usage(Struct):
    """Tokens of one request so far."""

    input_tokens: Count | None = 0
    cache_creation_input_tokens: Count | None = 0
    cache_read_input_tokens: Count | None = 0
    output_tokens: Count | None = 0


class Message(Struct):
    """What was said, the content not yet looked at."""

    id: str | None = None
    model: str | None = None
    usage: Usage | None = None
    content: Raw = Raw(b"null")


class Entry(Struct, rename="camel"):
    """One line."""

    type: str | None = None
    timestamp: Moment | None = None
    uuid: str | None = None
    session_id: str | None = None
    request_id: str | None = None
    prompt_id: str | None = None
    entrypoint: str | None = None
    cwd: str | None = None
    is_meta: bool | None = None
    is_sidechain: bool | None = None
    tool_denial_kind: str | None = None
    cost: Annotated[float, Meta(ge=0)] | None = msgspec.field(name="costUSD", default=None)
    message: Message | str | None = None


class Block(Struct):
    """A part of a content: of what kind, and which tool's."""

    type: str = ""
    id: str | None = None
    name: str | None = None
    tool_use_id: str | None = None


_entry = msgspec.json.Decoder(Entry).decode
_blocks = msgspec.json.Decoder(list[Block | str]).decode


@dataclass(slots=True)
class Log:
    """A session's file, read on from where it was left: `pending` tools have no result yet."""

    project: str | None = None
    pending: dict[str, str] = field(default_factory=dict)

    def parse(self, lines: Iterable[bytes], first: int = 1) -> Parsed:
        """What further lines say. A line that is not understood is a reject, and no more."""
        return parse_each(lines, first, SOURCE, lambda line, into: self._read(_entry(line), into))

    def _read(self, entry: Entry, into: Parsed) -> None:
        message = entry.message
        if self.project is None:
            self.project = folder_name(entry.cwd)
        if entry.timestamp is None or not isinstance(message, Message):
            return
        at = instant(entry.timestamp)
        blocks = _tools_and_texts(message.content)
        if message.usage is not None:
            _note_call(entry, message, at, into)
        for block in blocks:
            if block.type == "tool_use" and block.id and block.name:
                remember(self.pending, block.id, block.name)
            elif block.type == "tool_result" and block.tool_use_id:
                self._end(entry, block.tool_use_id, at, into)
        if entry.type == "user" and _typed(entry, message, blocks):
            into.observations.append(_seen(entry, at, Kind.TASK, entry.prompt_id or entry.uuid))

    def _end(self, entry: Entry, use: str, at: Instant, into: Parsed) -> None:
        tool = self.pending.pop(use, None)
        if tool is None or entry.tool_denial_kind:
            return
        seen = _seen(entry, at, Kind.TOOL_CALL, use)
        seen.app = app_of(tool)
        seen.deed = Deed.OTHER if seen.app else deed_of(tool)
        into.observations.append(seen)


def _note_call(entry: Entry, message: Message, at: Instant, into: Parsed) -> None:
    usage = message.usage
    if usage is None or message.model == _SYNTHETIC:
        return
    seen = _seen(entry, at, Kind.MODEL_CALL, entry.request_id or message.id or entry.uuid)
    read, written = usage.cache_read_input_tokens or 0, usage.cache_creation_input_tokens or 0
    fresh = usage.input_tokens or 0
    seen.tokens = Tokens(fresh + read + written, read + written, written, usage.output_tokens or 0)
    seen.model = message.model
    seen.cost_usd = entry.cost
    seen.larger_wins = True
    into.observations.append(seen)


def _tools_and_texts(content: Raw) -> list[Block]:
    if not bytes(content).startswith(b"["):
        return []
    return [block for block in _blocks(content) if isinstance(block, Block)]


def _typed(entry: Entry, message: Message, blocks: list[Block]) -> bool:
    """Whether a person typed this, and not a tool, a command, or another agent."""
    if entry.is_meta or entry.is_sidechain or not (entry.prompt_id or entry.uuid):
        return False
    content = bytes(message.content)
    if content.startswith(b'"'):
        return not content.startswith(_NOT_TYPED)
    kinds = {block.type for block in blocks}
    return "text" in kinds and "tool_result" not in kinds


def _seen(entry: Entry, at: Instant, kind: Kind, external_id: str | None) -> Observation:
    return Observation(
        source=SOURCE,
        external_id=external_id or f"{entry.session_id}@{at}",
        at=at,
        kind=kind,
        session=entry.session_id,
        autonomous=(entry.entrypoint or "").startswith("sdk"),
    )
