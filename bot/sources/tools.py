"""What a tool call did, told from the tool's name alone; arguments are never looked at."""

from __future__ import annotations

from functools import lru_cache

from bot.model import Deed
from bot.sources.parsed import plain_name

UNNAMED_APP = "connected app"
"""An app that a source reports without its name (Claude Code unless its details are turned on)."""

_DEEDS = {
    Deed.EDIT: ("Edit", "MultiEdit", "Write", "NotebookEdit", "Update"),
    Deed.READ: ("Read", "Grep", "Glob", "LS", "NotebookRead", "WebFetch", "WebSearch", "LSP"),
    Deed.COMMAND: ("Bash", "BashOutput", "KillBash", "KillShell", "PowerShell", "Monitor"),
}
_DEED_OF = {name: deed for deed, names in _DEEDS.items() for name in names}


def deed_of(tool: str) -> Deed:
    """Edited, read, ran a command, or something else."""
    return _DEED_OF.get(tool, Deed.OTHER)


@lru_cache(maxsize=4096)
def app_of(tool: str) -> str | None:
    """The connected app a tool belongs to: `mcp__slack__post_message` is slack's."""
    if tool == "mcp_tool":
        return UNNAMED_APP
    if not tool.startswith("mcp__"):
        return None
    # An app from a plugin or a hosted connector carries that in front: mcp__claude_ai_Slack__send.
    server = tool.split("__")[1].removeprefix("claude_ai_")
    return plain_name(server) or UNNAMED_APP
