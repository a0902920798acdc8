"""Where Claude Code keeps its logs: a file for each session, sub-agents' in folders beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path


def folders(home: Path, environment: Mapping[str, str]) -> list[Path]:
    """The usual places that are there, each once."""
    own = environment.get("CLAUDE_CONFIG_DIR")
    places = [Path(own)] if own else []
    places += [home / ".claude", home / ".config" / "claude"]
    projects = (place / "projects" for place in places)
    return list(dict.fromkeys(its.resolve() for its in projects if its.is_dir()))


def files(folder: Path) -> Iterator[Path]:
    """All logs in a folder, however deep, in one order; or the file itself."""
    yield from [folder] if folder.is_file() else sorted(folder.rglob("*.jsonl"))
