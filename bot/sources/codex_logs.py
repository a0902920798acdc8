"""Codex CLI's local logs: one JSON object a line, in a file for each session (seen: 0.46 to 0.169).

Tokens: `token_count` tells the session's running totals, again and again, so that the difference to
the total before counts. Where there is none before, or a total has become smaller (it began anew),
`last_token_usage` counts, else the total itself. The input includes `cached_input_tokens` and
`cache_write_input_tokens`, the output the reasoning. `token_usage_record` says the same again. No
cost is told: it is priced.

A session that was forked begins with a copy of the other one's lines, all written in the moment of
the fork: of these only the total is taken, to count on from.

Joined with telemetry: tool calls by their own ids; answers by session and size, prompts by session
and second (see `joining`). Not joined: a prompt that the two tell in different seconds, because it
lay at the end of one; and answers between which a total was lost, which are one here.

Not told: searches of the web that the model makes itself; answers of versions before `token_count`.

Autonomous: `originator` is `codex_exec` when Codex was started by a program (`codex exec`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Raw

from bot.model import Instant, Kind, Observation
from bot.sources import codex_lines as read
from bot.sources.joining import answer_id, prompt_id
from bot.sources.local_logs import (
    folder_name,
    instant,
    parse_each,
    remember,
    tokens_with_cache,
)
from bot.sources.parsed import Parsed
from bot.sources.tools import used

SOURCE = "codex"
_COPYING = 2
"""Seconds from a fork in which its copy is written; no answer is as quick."""


@dataclass(slots=True)
class Log:
    """A session's file, read on from where it was left: its totals, and tools without an output."""

    session: str | None = None
    project: str | None = None
    model: str | None = None
    autonomous: bool = False
    copied_until: Instant = 0
    began: Instant = 0
    tells_items: bool = False
    totals: read.Usage | None = None
    pending: dict[str, str] = field(default_factory=dict)

    def parse(self, lines: Iterable[bytes], first: int = 1) -> Parsed:
        """What further lines say. A line that is not understood is a reject, and no more."""
        return parse_each(lines, first, SOURCE, self._read)

    def _read(self, line: bytes, into: Parsed) -> None:
        entry = read.entry(line)
        if entry.timestamp is None:
            return
        at = instant(entry.timestamp)
        if entry.type == "session_meta":
            self._begin(read.meta(entry.payload), at)
        elif entry.type == "turn_context":
            self.model = read.context(entry.payload).model or self.model
        elif entry.type == "event_msg":
            self._happened(entry.payload, at, into)
        elif entry.type == "response_item" and at > self.copied_until:
            self._said(read.said(entry.payload), at, into)

    def _begin(self, meta: read.Meta, at: Instant) -> None:
        if self.session is None and meta.id:
            self.session, self.project, self.began = meta.id, folder_name(meta.cwd), at
            self.autonomous = meta.originator == "codex_exec"
        if meta.forked_from_id or meta.id != self.session:
            self.copied_until = self.began + _COPYING

    def _happened(self, payload: Raw, at: Instant, into: Parsed) -> None:
        kind = read.event(payload).type
        if kind == "token_count":
            self._count(read.counted(payload).info or read.Info(), at, into)
        elif at <= self.copied_until:
            return
        elif kind == "user_message" and not self.tells_items:
            into.observations.append(self._seen(Kind.TASK, prompt_id(self.session, at), at))
        elif kind == "item_completed":
            item = read.completed(payload).item
            if item and item.type == "UserMessage":
                self.tells_items = True  # older versions tell each prompt by `user_message` alone
                into.observations.append(self._seen(Kind.TASK, prompt_id(self.session, at), at))
        elif kind in ("mcp_tool_call_begin", "mcp_tool_call_end"):
            self._connect(read.connected(payload))

    def _count(self, info: read.Info, at: Instant, into: Parsed) -> None:
        grown = self._growth(info)
        if at <= self.copied_until or not (grown[0] or grown[3]):
            return
        tokens, model = tokens_with_cache(*grown), info.model or self.model
        seen = self._seen(Kind.MODEL_CALL, answer_id(self.session or f"@{at}", model, tokens), at)
        seen.tokens, seen.model = tokens, model or None
        into.observations.append(seen)

    def _growth(self, info: read.Info) -> tuple[int, ...]:
        before, total, last = self.totals, info.total_token_usage, info.last_token_usage
        if total is None:
            return last.counts if last else read.Usage().counts
        self.totals = total
        grown = [b - a for a, b in zip((before or read.Usage()).counts, total.counts, strict=True)]
        if last and (before is None or min(grown) < 0):
            return last.counts
        return tuple(grown) if min(grown) >= 0 else total.counts

    def _connect(self, call: read.Connected) -> None:
        told = call.invocation
        if call.call_id and told and told.server:
            remember(self.pending, call.call_id, f"mcp__{told.server}__{told.tool or ''}")

    def _said(self, said: read.Said, at: Instant, into: Parsed) -> None:
        kind, call = said.type or "", said.call_id
        if call and kind.endswith("_call"):
            apart = (said.namespace or "").rstrip("_")
            name = said.name or "local_shell"
            if call not in self.pending:
                named = f"{apart}__{name}" if apart.startswith("mcp__") else name
                remember(self.pending, call, named)
        elif call and kind.endswith("_call_output"):
            tool = self.pending.pop(call, None)
            if tool is not None:
                into.observations.append(used(self._seen(Kind.TOOL_CALL, call, at), tool))

    def _seen(self, kind: Kind, external_id: str, at: Instant) -> Observation:
        its = self.session or None
        return Observation(SOURCE, external_id, at, kind, session=its, autonomous=self.autonomous)
