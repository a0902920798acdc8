"""Copilot over OTLP: the CLI (seen: 1.0.102) and VS Code's chat (as documented in 2026-09), by the
spans `chat`, `execute_tool` and `invoke_agent`.

Tokens as everywhere under these conventions (see `gen_ai`). `github.copilot.cost` is in no currency
that anybody names: calls are priced. The metrics (cumulative) and the events say the same
again; what VS Code says there of accepted and rejected edits names no session, so that nobody
could tell whose task they came out of.

The session is `gen_ai.conversation.id`, or VS Code's older names for it. A prompt is an
interaction: the CLI names it (`github.copilot.interaction_id`) on each of its calls, and the first
of them says that the user began it; in VS Code it is a trace, with `copilot_chat.turn_count` on its
`invoke_agent`. Ids of interactions, answers and tool calls are in the CLI's local logs too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.model import NO_TOKENS, Kind, Observation
from bot.sources import gen_ai
from bot.sources.otlp import Record, Wanted
from bot.sources.parsed import Parsed
from bot.sources.reading import Findings, gather
from bot.sources.tools import UNNAMED_APP, used
from bot.sources.values import text

SOURCE = "copilot"
SERVICES = ("github-copilot", "copilot-chat")
_SESSIONS = ("gen_ai.conversation.id", "copilot_chat.session_id", "copilot_chat.chat_session_id")
_INTERACTION, _INITIATOR = "github.copilot.interaction_id", "github.copilot.initiator"
_TURNS, _TOOL_TYPE = "copilot_chat.turn_count", "gen_ai.tool.type"
_SERVER = "github.copilot.tool.parameters.mcp_server_name"
WANTED = Wanted(
    gen_ai.ATTRIBUTES | {*_SESSIONS, _INTERACTION, _INITIATOR, _TURNS, _TOOL_TYPE, _SERVER},
    frozenset(),
)


def parse(records: Iterable[Record]) -> Parsed:
    """Calls, tool calls and prompts of Copilot's own services."""
    return gather(records, _look)


def _look(record: Record) -> Findings:
    if record.resource.get("service.name") not in SERVICES:
        return
    session = next(filter(None, (text(record, name) for name in _SESSIONS)), None)
    seen = gen_ai.observe(record, SOURCE, session)
    if not isinstance(seen, Observation):
        if seen is not None:
            yield seen
        return
    if seen.kind is Kind.TASK and _TURNS not in record.attributes:
        return  # the CLI's: its calls name the interaction
    if seen.kind is Kind.TOOL_CALL:
        _name_app(record, seen)
    yield seen
    interaction = text(record, _INTERACTION)
    if seen.kind is Kind.MODEL_CALL and interaction and text(record, _INITIATOR) == "user":
        yield replace(seen, external_id=interaction, kind=Kind.TASK, model=None, tokens=NO_TOKENS)


def _name_app(record: Record, seen: Observation) -> None:
    server = text(record, _SERVER)
    if server or text(record, _TOOL_TYPE) == "extension":
        used(seen, text(record, "gen_ai.tool.name") or "", server or UNNAMED_APP)
