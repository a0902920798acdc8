"""What was pushed already, and where to: a small file on the employee's own machine."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

if sys.platform != "win32":
    import fcntl


class Mark(msgspec.Struct, omit_defaults=True):
    """How far a log was read, in bytes; which tool wrote it; and what its reader remembers.

    `size` and `changed` (nanoseconds) are the file's own when it was read to its end: while they
    stay, there is nothing new. `look` is a digest of what it looked like where it was read: a log
    that looks otherwise there is another one under an old name.
    """

    offset: int = 0
    tool: str | None = None
    memory: str = "{}"
    look: str = ""
    size: int = -1
    changed: int = 0

    def up_to_date(self, now: os.stat_result) -> bool:
        """Whether nothing has happened to the file since."""
        return (self.size, self.changed) == (now.st_size, now.st_mtime_ns)


Marks = dict[str, Mark]


class Busy(Exception):
    """Another scan is pushing to the same address."""


class State:
    """Marks by file, for one address that is pushed to."""

    def __init__(self, marks: Marks | None = None) -> None:
        self.marks = marks or {}
        self._kept = True

    def mark(self, path: Path) -> Mark:
        """Where to read on."""
        return self.marks.get(str(path), Mark())

    def move(self, moved: Marks) -> None:
        """So far it has arrived; kept when `save` is called."""
        self.marks |= moved
        self._kept = self._kept and not moved

    def forget_deleted(self, there: Iterable[Path]) -> None:
        """Let go of files that are gone. Where their folder is gone as well, it may be a disk that
        comes back, and sending all of it again would be work for nothing."""
        for name in self.marks.keys() - {str(path) for path in there}:
            path = Path(name)
            if path.parent.is_dir() and not path.exists():
                del self.marks[name]
                self._kept = False

    def save(self, file: Path) -> None:
        """Keep what has changed, all or nothing, for its owner alone."""
        if self._kept:
            return
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_suffix(".new")
        fresh.touch(mode=0o600)
        # A file's name is bytes, and not always a text that can be written down.
        kept = {os.fsencode(name).hex(): mark for name, mark in self.marks.items()}
        fresh.write_bytes(msgspec.json.encode(kept))
        fresh.replace(file)
        self._kept = True


def load(file: Path) -> State:
    """What was kept; nothing, where there is no such file or it is broken: then all is read anew,
    which the other side recognises."""
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=Marks)
        return State({os.fsdecode(bytes.fromhex(name)): mark for name, mark in kept.items()})
    except (OSError, msgspec.MsgspecError, ValueError):
        return State()


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Be the only scan that pushes on from these marks. Raises Busy."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = file.with_suffix(".lock")
    own.touch(mode=0o600)
    with own.open("w") as lock:
        if sys.platform != "win32":  # there, what two scans send twice is known to the other side
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise Busy from error
        yield


def place(home: Path, environment: Mapping[str, str], url: str, token: str) -> Path:
    """The file for an address and a token: another one must be told everything."""
    base = environment.get("XDG_STATE_HOME") or str(home / ".local" / "state")
    name = hashlib.sha256(f"{url}\0{token}".encode()).hexdigest()[:16]
    return Path(base) / "worthwhile" / f"scan-{name}.json"
