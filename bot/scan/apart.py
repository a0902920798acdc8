"""Reading in two processes beside this one, where there is much to read.

What they are asked for, and what they answer, goes through pipes as a length and a MessagePack. A
pipe that ends is the end of them, however this process came to its own.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import msgspec

from bot.scan.read import Part, read
from bot.scan.state import Mark

Log = tuple[bytes, Mark]
"""A log's path, as the system keeps it, and where to read on."""


class Wanted(msgspec.Struct, array_like=True):
    """Logs to be read."""

    logs: list[Log]
    labels: bool


_LENGTH = 4
_wanted = msgspec.msgpack.Decoder(Wanted).decode
_parts = msgspec.msgpack.Decoder(list[Part]).decode
_packed = msgspec.msgpack.Encoder().encode


class Helper:
    """A process that reads logs, one request after the other."""

    def __init__(self) -> None:
        # Not `-m`, which would look for `bot` in the folder that somebody happens to be in.
        code = f"import sys; sys.path[:] = {sys.path!r}; import bot.scan.apart as its; its.serve()"
        self._process = subprocess.Popen(  # noqa: S603 - it is this program itself
            [sys.executable, "-P", "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def ask(self, wanted: Wanted) -> None:
        """Have it begin."""
        if its := self._process.stdin:
            _write(its, _packed(wanted))

    def answer(self) -> list[Part]:
        """What it was asked for, once it is there. Raises ChildProcessError when it has ended."""
        its = self._process.stdout
        try:
            return _parts(_take(its)) if its else []
        except EOFError as error:
            raise ChildProcessError("a process that helped to read was ended: try again") from error

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.communicate()


@contextmanager
def helpers(count: int) -> Iterator[list[Helper]]:
    """So many of them, until they are no longer needed."""
    with ExitStack() as ended:
        hired = []
        for _ in range(count):
            hired.append(Helper())
            ended.callback(hired[-1].close)
        yield hired


def read_in_turns(
    shares: Iterable[Sequence[Log]], by: Sequence[Helper], labels: bool
) -> Iterator[tuple[Path, Part]]:
    """The parts of all logs, in the order of the logs. A helper begins with its next share before
    anybody looks at what it found in the one before."""
    rest, busy = iter(shares), deque[tuple[Helper, Sequence[Log]]]()

    def begin(helper: Helper) -> None:
        if share := next(rest, None):
            helper.ask(Wanted(list(share), labels))
            busy.append((helper, share))

    for helper in by:
        begin(helper)
    while busy:
        helper, share = busy.popleft()
        parts = helper.answer()
        if left := _left(share, parts):
            helper.ask(Wanted(left, labels))
            busy.appendleft((helper, left))
        else:
            begin(helper)
        yield from ((_path(path), part) for (path, _), part in zip(share, parts, strict=False))


def _left(share: Sequence[Log], parts: Sequence[Part]) -> list[Log]:
    """What is still to be read: the rest of a long log, and those behind it."""
    left, last = list(share[len(parts) :]), parts[-1]
    return [(share[len(parts) - 1][0], last.mark), *left] if last.more and last.mark else left


def serve() -> None:
    """Be a helper: answer until nothing more is asked."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is meant for whoever asks
    gc.disable()  # what is read refers to nothing in circles, and there is a lot of it
    while True:
        try:
            wanted = _wanted(_take(sys.stdin.buffer))
        except EOFError:
            return
        _write(sys.stdout.buffer, _packed(_found(wanted)))


def _found(wanted: Wanted) -> list[Part]:
    """Up to where a log is too long to be read at once."""
    found: list[Part] = []
    for path, mark in wanted.logs:
        found.append(read(_path(path), mark, labels=wanted.labels))
        if found[-1].more:
            break
    return found


def _path(kept: bytes) -> Path:
    return Path(os.fsdecode(kept))


def _write(pipe: IO[bytes], frame: bytes) -> None:
    pipe.write(len(frame).to_bytes(_LENGTH, "big"))
    pipe.write(frame)
    pipe.flush()


def _take(pipe: IO[bytes]) -> bytes:
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    frame = pipe.read(length)
    if not length or len(frame) < length:
        raise EOFError
    return frame
