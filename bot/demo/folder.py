"""What a demo keeps in its folder, so that it goes on where it was."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from bot.alone import BESIDE
from bot.demo.calendar import BEGINNING
from bot.model import Instant

_STORES = ("worthwhile.db", "worthwhile.keys")
_BESIDE_A_STORE = ("", "-wal", "-shm", *BESIDE)
_SECRET, _NOTES, _SLACK = "worthwhile.secret", "demo.json", "workspace.kept"


class Notes(msgspec.Struct):
    """How far the company's life has come: what its clock shows (epoch seconds), the last moment
    that was lived through, up to when tools have reported, whether people are there yet, and the
    tokens their tools report with."""

    now: float = BEGINNING
    lived: Instant = BEGINNING
    reported: Instant = BEGINNING
    arrived: bool = False
    platform_token: str = ""
    tokens: dict[str, str] = {}


class Folder:
    """A demo's folder. It holds secrets, of a company that does not exist."""

    def __init__(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self._path = path
        self.database, self.keystore = (path / name for name in _STORES)
        self.secret = path / _SECRET

    def empty(self) -> None:
        """Remove what a demo made here, and nothing else."""
        for name in (*_made_for_stores(), _SECRET, _NOTES, _SLACK):
            (self._path / name).unlink(missing_ok=True)

    def notes(self) -> Notes:
        """What was noted last; the beginning, when nothing was."""
        kept = self._path / _NOTES
        return msgspec.json.decode(kept.read_bytes(), type=Notes) if kept.exists() else Notes()

    def workspace(self) -> bytes | None:
        """The workspace as it was kept last."""
        kept = self._path / _SLACK
        return kept.read_bytes() if kept.exists() else None

    def keep(self, notes: Notes, workspace: bytes) -> None:
        """Keep both. Whoever is interrupted here finds what was kept before."""
        self._write(_SLACK, workspace)
        self._write(_NOTES, msgspec.json.encode(notes))

    def _write(self, name: str, content: bytes) -> None:
        new = self._path / f"{name}.new"
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        new.replace(self._path / name)


def _made_for_stores() -> list[str]:
    return [store + ending for store in _STORES for ending in _BESIDE_A_STORE]
