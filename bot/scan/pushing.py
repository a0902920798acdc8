"""One round of pushing: what is new in the logs goes out, and marks move on as it arrives.

Where a round ends half-way, for whatever reason, what arrived is not sent again, but for the last
moments before a process is killed outright: those the other side recognises.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.scan import state
from bot.scan.answer import Answer
from bot.scan.once import Scanned
from bot.scan.reading import parts
from bot.scan.state import Marks, State

_LINES = 2_000
"""Lines in one request."""

_SAVED_EVERY = 20
"""Pushes after which marks are kept on disk; a large file of marks takes as long as two pushes."""


@dataclass(slots=True)
class Destination:
    """Where to push to, and the file that says what arrived there already."""

    url: str
    token: str
    kept: Path


def push(
    paths: Sequence[Path],
    to: Destination,
    *,
    labels: bool = False,
    go_on: Callable[[], bool] = lambda: True,
) -> tuple[Scanned, Answer]:
    """Send what is new in these logs, as long as `go_on` says so. Raises NotSent, and Busy where
    another scan does the same."""
    with state.alone(to.kept):
        marks = state.load(to.kept)
        sender = _Sender(to, marks)
        scanned = Scanned()
        try:
            for path, part in parts(paths, marks, labels=labels):
                sender.add(scanned.take(part), {str(path): part.mark} if part.mark else {})
                if not go_on():
                    break
            sender.flush()
        finally:
            marks.forget_deleted(paths)
            marks.save(to.kept)
    return scanned, sender.answer


class _Sender:
    """Gathers lines until they are worth a push; marks move with the lines they stand behind."""

    def __init__(self, to: Destination, marks: State) -> None:
        self.answer = Answer()
        self._to, self._marks = to, marks
        self._lines: list[bytes] = []
        self._moved: Marks = {}
        self._pushes = 0

    def add(self, lines: list[bytes], moved: Marks) -> None:
        self._lines += lines
        self._moved |= moved
        if len(self._lines) >= _LINES:
            self.flush()

    def flush(self) -> None:
        from bot.scan.sending import send  # an HTTP client is a third of all that is loaded

        for start in range(0, len(self._lines), _LINES):
            some = self._lines[start : start + _LINES]
            self.answer += send(self._to.url, self._to.token, some)
        self._marks.move(self._moved)
        self._lines, self._moved = [], {}
        self._pushes += 1
        if self._pushes % _SAVED_EVERY == 0:
            self._marks.save(self._to.kept)
