"""What was pushed already, and where to: a small file on the employee's own machine."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec


class Mark(msgspec.Struct):
    """How far a file was read, in bytes; which tool wrote it; and what its reader remembers."""

    offset: int = 0
    tool: str | None = None
    memory: msgspec.Raw = msgspec.Raw(b"{}")


Marks = dict[str, Mark]


class State:
    """Marks by file, for one address that is pushed to."""

    def __init__(self, marks: Marks | None = None) -> None:
        self.marks = marks or {}

    def mark(self, path: Path) -> Mark:
        """Where to read on."""
        return self.marks.get(str(path.resolve()), Mark())

    def move(self, path: Path, mark: Mark) -> None:
        """Read so far; kept when `save` is called, after the push arrived."""
        self.marks[str(path.resolve())] = mark

    def save(self, file: Path) -> None:
        """Keep it, all or nothing, for its owner alone."""
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_bytes(msgspec.json.encode(self.marks))
        fresh.replace(file)


def load(file: Path) -> State:
    """What was kept; nothing, where there is no such file or it is broken: then all is read anew,
    which the other side recognises."""
    try:
        return State(msgspec.json.decode(file.read_bytes(), type=Marks))
    except (OSError, msgspec.MsgspecError):
        return State()


def place(home: Path, environment: Mapping[str, str], url: str, token: str) -> Path:
    """The file for an address and a token: another one must be told everything."""
    base = environment.get("XDG_STATE_HOME") or str(home / ".local" / "state")
    name = hashlib.sha256(f"{url}\0{token}".encode()).hexdigest()[:16]
    return Path(base) / "worthwhile" / f"scan-{name}.json"
