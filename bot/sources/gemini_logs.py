"""Gemini CLI's local logs: one JSON object a line, in a file for each session (seen: 0.61).

Tokens: `tokens.input` includes `cached`. `thoughts` are answered with, and paid for, like output,
but told apart from it; what the model's own tools brought in (`tool`) is input and told apart, too.
A message is written again, under the same id, whenever something is added to it: the last is the
largest, and counts. No cost is told: it is priced. `$set` says again what was said before, or what
Gemini told itself, and is passed over.

Joined with telemetry: answers, by session, model and size (see `joining`). Not joined, because
nothing that names them is in both: prompts and tool calls, and answers of sub-agents where these
have a session of their own. Whoever reports both ways sees those counted twice.

Not told: calls that Gemini makes for itself (to choose a model, to sum up), which telemetry has;
logs of versions that wrote one JSON document a session; whether a program started it.

A connected app is told by the name that people are shown: `search (tickets MCP Server)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from bot.model import Instant, Kind, Observation
from bot.sources.joining import answer_id
from bot.sources.local_logs import (
    Count,
    Moment,
    Name,
    instant,
    parse_each,
    remember,
    tokens_with_cache,
)
from bot.sources.parsed import Parsed
from bot.sources.tools import UNNAMED_APP, used

SOURCE = "gemini-cli"
_DONE = ("success", "error")
_SERVER = re.compile(r"\((.{1,40}) MCP Server\)$")


class Counts(Struct):
    """Tokens of one answer."""

    input: Count | None = 0
    output: Count | None = 0
    cached: Count | None = 0
    thoughts: Count | None = 0
    tool: Count | None = 0


class Call(Struct, rename="camel"):
    """A tool's use."""

    id: Name | None = None
    name: Name | None = None
    status: str | None = None
    timestamp: Moment | None = None
    display_name: str | None = None


class Entry(Struct, rename="camel"):
    """One line: the session, or a message of it, the content not yet looked at."""

    session_id: Name | None = None
    id: Name | None = None
    timestamp: Moment | None = None
    type: str | None = None
    model: Name | None = None
    tokens: Counts | None = None
    content: Raw = Raw(b"null")
    tool_calls: list[Call] | None = None


class Part(Struct, rename="camel"):
    """A part of a content: whether it is a text or a tool's answer."""

    text: Raw | UnsetType = UNSET
    function_response: Raw | UnsetType = UNSET


_entry = msgspec.json.Decoder(Entry).decode
_parts = msgspec.json.Decoder(list[Part | str]).decode


@dataclass(slots=True)
class Log:
    """A session's file, read on from where it was left: `answers` are told under these ids."""

    session: str | None = None
    project: str | None = None
    answers: dict[str, str] = field(default_factory=dict)

    def parse(self, lines: Iterable[bytes], first: int = 1) -> Parsed:
        """What further lines say. A line that is not understood is a reject, and no more."""
        return parse_each(lines, first, SOURCE, self._read)

    def _read(self, line: bytes, into: Parsed) -> None:
        entry = _entry(line)
        self.session = entry.session_id or self.session
        if entry.timestamp is None or not entry.id:
            return
        at = instant(entry.timestamp)
        if entry.type == "user" and _typed(entry.content):
            into.observations.append(self._seen(Kind.TASK, self._own(entry.id), at))
        elif entry.type == "gemini":
            self._answer(entry, entry.id, at, into)
            for call in entry.tool_calls or ():
                if call.id and call.name and call.status in _DONE:
                    when = instant(call.timestamp) if call.timestamp else at
                    seen = self._seen(Kind.TOOL_CALL, self._own(call.id), when)
                    into.observations.append(used(seen, call.name, _server(call)))

    def _answer(self, entry: Entry, message: str, at: Instant, into: Parsed) -> None:
        its = entry.tokens
        if its is None:
            return
        tokens = tokens_with_cache(its.input, its.cached, 0, its.output)
        tokens = replace(
            tokens,
            input=tokens.input + (its.tool or 0),
            output=tokens.output + (its.thoughts or 0),
        )
        if not tokens.total:
            return
        known = self.answers.get(message) or answer_id(self.session, entry.model, tokens)
        remember(self.answers, message, known)
        seen = self._seen(Kind.MODEL_CALL, known, at)
        seen.tokens, seen.model, seen.larger_wins = tokens, entry.model or None, True
        into.observations.append(seen)

    def _own(self, name: str) -> str:
        return f"{self.session or ''}|{name}"

    def _seen(self, kind: Kind, external_id: str, at: Instant) -> Observation:
        return Observation(SOURCE, external_id, at, kind, session=self.session or None)


def _typed(content: Raw) -> bool:
    """Whether a person typed this, and it is not a tool's answer."""
    if not bytes(content).startswith(b"["):
        return bytes(content).startswith(b'"')
    parts = [part for part in _parts(content) if isinstance(part, Part)]
    answers = any(part.function_response is not UNSET for part in parts)
    return not answers and any(part.text is not UNSET for part in parts)


def _server(call: Call) -> str | None:
    shown = _SERVER.search(call.display_name or "")
    if shown:
        return shown[1]
    return UNNAMED_APP if (call.name or "").startswith("mcp_") else None
