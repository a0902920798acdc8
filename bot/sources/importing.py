"""Usage from files: an export, or the history of a platform, for many people at once."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bot.services import Services
from bot.sources import csv_usage, push
from bot.sources.intake import take_all
from bot.sources.naming import Naming
from bot.sources.parsed import Parsed

CHUNK = 20_000
"""Lines read before they are folded: enough that each person's lines come together."""

Progress = Callable[[int], None]
"""Told how many further lines were read."""

Reader = Callable[[BinaryIO], Iterator[tuple[int, Parsed]]]


@dataclass(slots=True)
class Imported:
    """What became of the lines of files. `unmatched` counts lines that name nobody of the roster;
    whom they name is neither kept nor shown."""

    accepted: int = 0
    known: int = 0
    unmatched: int = 0
    causes: Counter[str] = field(default_factory=Counter)

    @property
    def rejected(self) -> int:
        """Lines that were not taken."""
        return self.causes.total()


def run(
    services: Services,
    kind: str,
    paths: Sequence[Path],
    progress: Progress = lambda lines: None,  # noqa: ARG005
) -> Imported:
    """Load usage from files in one of `FORMATS`; the path `-` is standard input.

    Raises KeyError for an unknown format, OSError where a file cannot be read.
    """
    imported, naming = Imported(), Naming(services)
    with _seldom_collecting():
        for path in paths:
            with _opened(path) as file:
                for lines, parsed in FORMATS[kind](file):
                    _fold(services, parsed, naming, imported)
                    progress(lines)
    return imported


def read_push(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Lines of the generic push."""
    first = 1
    while chunk := list(islice(file, CHUNK)):
        yield len(chunk), push.parse_lines(chunk, first)
        first += len(chunk)


FORMATS: dict[str, Reader] = {"push": read_push, "csv": csv_usage.read}
"""What `worthwhile import` reads: the generic push as NDJSON, and the same columns as CSV."""


def _fold(services: Services, parsed: Parsed, naming: Naming, imported: Imported) -> None:
    named = naming.sort(parsed.observations)
    taken = take_all(services, named.by_person, parsed.rejects, history=True)
    imported.accepted += taken.accepted
    imported.known += taken.known
    imported.unmatched += len(named.unmatched)
    imported.causes.update(reject.cause for reject in (*taken.rejected, *named.unmatched))


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Millions of small things without cycles: looking for cycles took a seventh of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
    else:
        with path.open("rb") as file:
            yield file
