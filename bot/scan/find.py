"""Where AI tools keep their logs: a file for each session, sub-agents' in folders beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

VARIABLES = (
    *("CLAUDE_CONFIG_DIR", "CODEX_HOME", "GEMINI_CLI_HOME", "COPILOT_HOME"),
    "XDG_STATE_HOME",
)
"""What says that a tool's logs, or our own marks, are not in their usual place."""

_ANY = "**/*.jsonl"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder (or a single log), and which of its files are logs."""

    folder: Path
    pattern: str = _ANY


def places(home: Path, environment: Mapping[str, str]) -> list[Place]:
    """The usual places that are there, each once."""

    def moved(variable: str, usual: Path) -> Path:
        return Path(environment.get(variable) or usual)

    claude = [home / ".claude", home / ".config" / "claude"]
    if own := environment.get("CLAUDE_CONFIG_DIR"):
        claude.insert(0, Path(own))
    codex = moved("CODEX_HOME", home / ".codex")
    gemini = moved("GEMINI_CLI_HOME", home) / ".gemini" / "tmp"
    copilot = moved("COPILOT_HOME", home / ".copilot") / "session-state"
    usual = [
        *(Place(folder / "projects") for folder in claude),
        Place(codex / "sessions", "**/rollout-*.jsonl"),
        Place(codex / "archived_sessions", "**/rollout-*.jsonl"),
        Place(gemini, "*/chats/**/*.jsonl"),
        Place(copilot, "*/events.jsonl"),
    ]
    there = (Place(it.folder.resolve(), it.pattern) for it in usual if it.folder.is_dir())
    return list(dict.fromkeys(there))


def files(place: Place) -> Iterator[Path]:
    """All logs in a place, in one order."""
    one = place.folder.is_file()
    yield from [place.folder] if one else sorted(place.folder.glob(place.pattern))
