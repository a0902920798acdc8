"""What a tool call did, told from the tool's name alone; arguments are never looked at."""

from __future__ import annotations

from functools import lru_cache

from bot.model import Deed, Observation
from bot.sources.parsed import plain_name

UNNAMED_APP = "connected app"
"""An app that a source reports without its name (Claude Code unless its details are turned on)."""

_DEEDS = {
    Deed.EDIT: (
        *("Edit", "MultiEdit", "Write", "NotebookEdit", "Update", "apply_patch", "write_file"),
        *("replace", "create", "create_file", "edit_file", "edit_files", "edit_notebook_file"),
        *("insert_edit_into_file", "replace_string_in_file", "multi_replace_string_in_file"),
        *("str_replace_editor", "str_replace_based_edit_tool", "create_directory"),
    ),
    Deed.READ: (
        *("Read", "Grep", "Glob", "LS", "NotebookRead", "WebFetch", "WebSearch", "LSP", "view"),
        *("read_file", "read_many_files", "list_directory", "list_dir", "search_file_content"),
        *("grep_search", "grep_files", "file_search", "semantic_search", "search_files", "rg"),
        *("google_web_search", "fetch_webpage", "view_image", "list_code_usages", "get_errors"),
        *("get_changed_files", "codebase", "github_repo", "get_search_view_results"),
    ),
    Deed.COMMAND: (
        *("Bash", "BashOutput", "KillBash", "KillShell", "PowerShell", "Monitor", "shell"),
        *("shell_command", "local_shell", "exec_command", "write_stdin", "unified_exec"),
        *("run_shell_command", "read_bash", "write_bash", "stop_bash", "read_powershell"),
        *("write_powershell", "stop_powershell", "run_in_terminal", "get_terminal_output"),
        *("run_command", "run_task", "run_tests", "run_notebook_cell", "execute_command"),
    ),
}


def _spelt(tool: str) -> str:
    """`read_file`, `readFile` and `ReadFile` are one tool to a person."""
    return tool.replace("_", "").lower()


_DEED_OF = {_spelt(name): deed for deed, names in _DEEDS.items() for name in names}


@lru_cache(maxsize=4096)
def deed_of(tool: str) -> Deed:
    """Edited, read, ran a command, or something else."""
    return _DEED_OF.get(_spelt(tool), Deed.OTHER)


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


def used(seen: Observation, tool: str, server: str | None = None) -> Observation:
    """A tool call, told what it did; `server` is the connected app, where a source names it."""
    seen.app = (plain_name(server) or UNNAMED_APP) if server else app_of(tool)
    seen.deed = Deed.OTHER if seen.app else deed_of(tool)
    return seen
