"""Reading logs on from where they were left, and folding what is written more than once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

import msgspec

from bot.model import Kind, Observation, Tokens
from bot.scan.labels import label
from bot.scan.state import Mark, State
from bot.scan.which import LOGS, tool_of
from bot.sources.local_logs import Log


@dataclass(slots=True)
class Scanned:
    """What the logs say, each thing once; and what could not be read."""

    seen: dict[tuple[str, str], Observation] = field(default_factory=dict)
    files: int = 0
    not_understood: int = 0
    not_readable: int = 0

    def add(self, observations: Iterable[Observation]) -> None:
        """Take in what was observed: of two sightings of a thing the larger counts."""
        for new in observations:
            key = new.source, new.external_id
            old = self.seen.get(key)
            if old is None or new.tokens.total > old.tokens.total:
                self.seen[key] = new

    def count(self, kind: Kind) -> int:
        """How many things of a kind."""
        return sum(it.kind is kind for it in self.seen.values())

    @property
    def tokens(self) -> Tokens:
        """All tokens together."""
        return sum((it.tokens for it in self.seen.values()), Tokens())


def scan(paths: Iterable[Path], state: State, *, labels: bool = False) -> Scanned:
    """Read what is new in the files since `state`, and move `state` on. With `labels`, everything
    is called by the folder of its project."""
    scanned = Scanned()
    for path in paths:
        try:
            _read(path, state, scanned, labels)
        except OSError:
            scanned.not_readable += 1
    return scanned


def _read(path: Path, state: State, into: Scanned, labels: bool) -> None:
    size = path.stat().st_size
    mark = state.mark(path)
    if mark.offset > size:
        mark = Mark()  # written anew: from the beginning
    if mark.offset == size and size:
        return
    into.files += 1
    with path.open("rb") as file:
        tool = mark.tool or tool_of(file.readline())
        mark, log = _remembering(mark, tool)
        file.seek(mark.offset)
        lines = _Lines(file)
        parsed = log.parse(lines)
    if labels:
        label(parsed.observations, log, path)
    into.add(parsed.observations)
    unfinished = lines.rest and parsed.rejects and parsed.rejects[-1].line == lines.count
    into.not_understood += len(parsed.rejects) - bool(unfinished)
    read = mark.offset + lines.complete
    if read:  # else its only line is still being written: whose it is, is not sure yet
        state.move(path, Mark(read, tool, msgspec.Raw(msgspec.json.encode(log))))


def _remembering(mark: Mark, tool: str) -> tuple[Mark, Log]:
    """The reader as it was left; a new one, from the beginning, where its memory makes no sense."""
    try:
        return mark, msgspec.json.decode(mark.memory, type=LOGS[tool])
    except (msgspec.MsgspecError, KeyError):
        return Mark(), LOGS.get(tool, LOGS["claude-code"])()


class _Lines:
    """The lines of a file. A last one without its end is still being written: it is read now, as
    far as it makes sense, and again next time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.complete = 0
        self.count = 0
        self.rest = False

    def __iter__(self) -> Iterator[bytes]:
        for line in self._file:
            self.count += 1
            self.rest = not line.endswith(b"\n")
            if not self.rest:
                self.complete += len(line)
            yield line
