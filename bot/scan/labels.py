"""What a task is called where its owner asks for it: the name of the project's folder, no more."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from bot.model import Observation
from bot.sources.local_logs import Log, folder_name

_HASH = re.compile(r"[0-9a-f]{64}")


def label(observations: Iterable[Observation], log: Log, path: Path) -> None:
    """Call what a log says by its project, where that is known."""
    name = log.project or _above_chats(path)
    for it in observations:
        it.label = name


def _above_chats(path: Path) -> str | None:
    """Gemini names the folder of a project's chats after it; older versions by a digest."""
    folders = path.parts[:-1]
    if "chats" not in folders[1:]:
        return None
    name = folders[folders.index("chats", 1) - 1]
    return None if _HASH.fullmatch(name) else folder_name(_as_text(name))


def _as_text(name: str) -> str:
    """Of a name that is no UTF-8, what can be written down."""
    return os.fsencode(name).decode(errors="replace")
