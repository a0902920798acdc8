"""Which tool wrote a log: told from the names in its first line, wherever somebody copied it to."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from bot.sources import claude_logs, codex_logs, copilot_logs, gemini_logs
from bot.sources.local_logs import Log

LOGS: Mapping[str, type[Log]] = {
    its.SOURCE: its.Log for its in (claude_logs, codex_logs, copilot_logs, gemini_logs)
}
"""How a tool's log is read."""


class _First(Struct, rename="camel"):
    type: str | UnsetType = UNSET
    payload: Raw | UnsetType = UNSET
    data: Raw | UnsetType = UNSET
    project_hash: Raw | UnsetType = UNSET


_first = msgspec.json.Decoder(_First).decode


def tool_of(line: bytes) -> str:
    """The tool's name; Claude Code where nothing speaks for another."""
    try:
        first = _first(line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return claude_logs.SOURCE
    if first.payload is not UNSET:
        return codex_logs.SOURCE
    if first.project_hash is not UNSET:
        return gemini_logs.SOURCE
    dotted = first.type is not UNSET and "." in first.type
    return copilot_logs.SOURCE if dotted and first.data is not UNSET else claude_logs.SOURCE
