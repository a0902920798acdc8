"""Reading a log on from where it was left, a part at a time: however long, it takes little room."""

from __future__ import annotations

import stat
import struct
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO

import msgspec

from bot.model import Kind, Observation
from bot.scan.labels import label
from bot.scan.state import Mark
from bot.scan.which import LOGS, tool_of
from bot.sources import push
from bot.sources.local_logs import Log
from bot.sources.parsed import Parsed

MOST = 4 << 20
"""Bytes of a log that are read at once; and what is left of the line in which they end."""

_size = struct.Struct(">4Q").pack

_BEGINNING, _END = 1024, 256
"""Bytes by which a log is known again: its first, and the last that were read of it."""


class Told(msgspec.Struct, array_like=True, gc=False):
    """One thing as it would leave the machine. `name` is its source and id; `size` its tokens: in,
    cached, of which written, out, eight bytes each."""

    name: str
    kind: Kind
    line: bytes
    size: bytes = b""


class Part(msgspec.Struct, array_like=True):
    """What a part of a log says: each thing once, in order of time. `mark` is where to go on: at
    once where there is `more`, else when the log has grown. Without it nothing was there to read.
    """

    told: list[Told] = []
    not_understood: int = 0
    mark: Mark | None = None
    more: bool = False
    readable: bool = True


def read(path: Path, mark: Mark, *, labels: bool = False) -> Part:
    """What a log says from `mark` on, `MOST` bytes at most. With `labels`, everything is called by
    the folder of its project."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return Part(readable=False)  # to open a pipe is to wait for whoever writes to it
        with path.open("rb") as file:
            return _read(path, file, mark, labels)
    except OSError:
        return Part(readable=False)


def _read(path: Path, file: BinaryIO, mark: Mark, labels: bool) -> Part:
    now = path.stat()
    if mark.offset and _look(file, mark.offset) != mark.look:
        mark = Mark()  # written anew
    file.seek(0)
    tool = mark.tool or tool_of(file.readline())
    mark, log = _remembering(mark, tool)
    file.seek(mark.offset)
    lines = file.readlines(MOST)
    rest = b"" if not lines or lines[-1].endswith(b"\n") else lines[-1]
    read = mark.offset + sum(map(len, lines)) - len(rest)
    parsed = log.parse(lines)
    if labels:
        label(parsed.observations, log, path)
    # A last line without its end is still being written: it is read now, as far as it makes sense,
    # and again next time.
    unfinished = rest and parsed.rejects and parsed.rejects[-1].line == len(lines)
    part = Part(_told(parsed), len(parsed.rejects) - bool(unfinished))
    if read:  # else its only line is still being written: whose it is, is not sure yet
        part.mark = Mark(read, tool, msgspec.json.encode(log).decode(), _look(file, read))
        part.more = not rest and read - mark.offset >= MOST
        if not part.more:
            part.mark.size, part.mark.changed = now.st_size, now.st_mtime_ns
    return part


def _look(file: BinaryIO, read: int) -> str:
    """A digest of where a log begins and where it was left. Of one that was cut off since, there is
    less to take it from."""
    file.seek(0)
    digest = blake2b(file.read(min(read, _BEGINNING)), digest_size=8)
    file.seek(max(0, read - _END))
    digest.update(file.read(min(read, _END)))
    return digest.hexdigest()


def _remembering(mark: Mark, tool: str) -> tuple[Mark, Log]:
    """The reader as it was left; a new one, from the beginning, where its memory makes no sense."""
    try:
        return mark, msgspec.json.decode(mark.memory, type=LOGS[tool])
    except (msgspec.MsgspecError, KeyError):
        return Mark(), LOGS.get(tool, LOGS["claude-code"])()


def _told(parsed: Parsed) -> list[Told]:
    """Each thing once: of two sightings the larger counts."""
    seen: dict[str, Observation] = {}
    for new in parsed.observations:
        name = f"{new.source}\0{new.external_id}"
        old = seen.get(name)
        if old is None or new.tokens.total > old.tokens.total:
            seen[name] = new
    return [_tell(name, it) for name, it in sorted(seen.items(), key=lambda its: its[1].at)]


def _tell(name: str, seen: Observation) -> Told:
    told = Told(name, seen.kind, push.write(seen))
    if seen.kind is Kind.MODEL_CALL:
        its = seen.tokens
        told.size = _size(its.input, its.cached, its.cache_written, its.output)
    return told
