"""All logs, one after the other: here, or by helpers where there is much to read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.scan import apart
from bot.scan.read import Part, read
from bot.scan.state import Mark, State

_WORTH_HELP = 48 << 20
"""Bytes: what one process reads in less than the time that others need to start."""

_SHARE = 2 << 20
"""Bytes that a helper is asked to read at once."""

_MOST_HELPERS = 2
"""More would take more memory than a scan in the background should."""


def parts(
    paths: Iterable[Path], state: State, *, labels: bool = False, worth_help: int = _WORTH_HELP
) -> Iterator[tuple[Path, Part]]:
    """What is new in the logs since `state`, in the order of the paths, long logs in several parts.
    From `worth_help` bytes on, helpers read."""
    found = list(_grown(paths, state))
    count = min(_MOST_HELPERS, os.cpu_count() or 1)
    if count < 2 or sum(new for _, _, new in found) < worth_help:
        for path, mark, _ in found:
            yield from _whole(path, mark, labels)
        return
    with apart.helpers(count) as hired:
        yield from apart.read_in_turns(_shares(found), hired, labels)


def _grown(paths: Iterable[Path], state: State) -> Iterator[tuple[Path, Mark, int]]:
    """Logs in which there may be something new, and how many bytes of it."""
    for path in paths:
        mark = state.mark(path)
        try:
            now = path.stat()
        except OSError:
            yield path, mark, 0  # reading it will tell
            continue
        if not mark.up_to_date(now):
            yield path, mark, max(now.st_size - mark.offset, 0)


def _whole(path: Path, mark: Mark, labels: bool) -> Iterator[tuple[Path, Part]]:
    while True:
        part = read(path, mark, labels=labels)
        yield path, part
        if not part.more or part.mark is None:
            return
        mark = part.mark


def _shares(found: Sequence[tuple[Path, Mark, int]]) -> Iterator[list[apart.Log]]:
    """Logs for one helper at a time; a long one comes alone, or last."""
    share: list[apart.Log] = []
    room = _SHARE
    for path, mark, new in found:
        share.append((os.fsencode(path), mark))
        room -= new
        if room <= 0:
            yield share
            share, room = [], _SHARE
    if share:
        yield share
