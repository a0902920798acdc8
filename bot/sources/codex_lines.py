"""What is read of a line of Codex CLI's local logs: of all that it says, what is declared here."""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct

from bot.sources.local_logs import Count, Moment, Name


class Entry(Struct):
    """One line, the payload not yet looked at."""

    timestamp: Moment | None = None
    type: str | None = None
    payload: Raw = Raw(b"null")


class Meta(Struct):
    """`session_meta`: which session this is, or was copied from."""

    id: Name | None = None
    forked_from_id: Name | None = None
    originator: Name | None = None
    cwd: str | None = None


class Context(Struct):
    """`turn_context`: what a turn is answered by."""

    model: Name | None = None


class Usage(Struct):
    """Tokens of a session, or of one answer."""

    input_tokens: Count | None = 0
    cached_input_tokens: Count | None = 0
    cache_write_input_tokens: Count | None = 0
    output_tokens: Count | None = 0

    @property
    def counts(self) -> tuple[int, ...]:
        """The four, in this order."""
        read, written = self.cached_input_tokens or 0, self.cache_write_input_tokens or 0
        return self.input_tokens or 0, read, written, self.output_tokens or 0


class Info(Struct):
    """What a `token_count` tells."""

    model: Name | None = None
    total_token_usage: Usage | None = None
    last_token_usage: Usage | None = None


class Counted(Struct):
    """`token_count`; without `info` it is about limits alone."""

    info: Info | None = None


class Item(Struct):
    """Something that was said or done."""

    type: str | None = None


class Completed(Struct):
    """`item_completed`."""

    item: Item | None = None


class Invocation(Struct):
    """Whose tool was called."""

    server: Name | None = None
    tool: Name | None = None


class Connected(Struct):
    """`mcp_tool_call_begin` and `…_end`: a tool of a connected app."""

    call_id: Name | None = None
    invocation: Invocation | None = None


class Said(Struct):
    """`response_item`: a tool's call or output among them."""

    type: str | None = None
    call_id: Name | None = None
    name: Name | None = None
    namespace: Name | None = None


class Event(Struct):
    """`event_msg`: of which type."""

    type: str | None = None


entry = msgspec.json.Decoder(Entry).decode
meta = msgspec.json.Decoder(Meta).decode
context = msgspec.json.Decoder(Context).decode
event = msgspec.json.Decoder(Event).decode
counted = msgspec.json.Decoder(Counted).decode
completed = msgspec.json.Decoder(Completed).decode
connected = msgspec.json.Decoder(Connected).decode
said = msgspec.json.Decoder(Said).decode
