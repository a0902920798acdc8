"""Usage from files: an export, or the history of a platform, for many people at once."""

from __future__ import annotations

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bot.model import DayTotal, PersonId
from bot.services import Services
from bot.sources import csv_usage, push
from bot.sources.adding_days import DaySums
from bot.sources.day_totals import take_days
from bot.sources.intake import take_all
from bot.sources.naming import Naming
from bot.sources.parsed import Parsed

CHUNK = 20_000
"""Lines read before they are folded: enough that each person's lines come together."""

Progress = Callable[[int], None]
"""Told how many further lines were read."""

Reader = Callable[[BinaryIO], Iterator[tuple[int, Parsed]]]
"""Reads a file a chunk at a time: how many lines, and what they say."""


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: what reads the files of one run, one after the other, and what it is in the
    words of `import --help`."""

    begin: Callable[[], Reader]
    says: str


@dataclass(slots=True)
class Imported:
    """What became of the lines of files. `unmatched` counts lines that name nobody of the roster;
    whom they name is neither kept nor shown.

    `taken` are new lines and known ones alike: nothing is known of who said no, so that a file of
    one person's, loaded twice, would tell by the difference.
    """

    taken: int = 0
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
    formats: Mapping[str, Format] | None = None,
) -> Imported:
    """Load usage from files in one of `formats`; the path `-` is standard input. Rows of one
    person's day with a tool are added up over all files, and kept at the end.

    Raises KeyError for an unknown format, OSError where a file cannot be read.
    """
    read = (FORMATS if formats is None else formats)[kind].begin()
    imported, naming, sums = Imported(), Naming(services), DaySums[PersonId]()
    with _seldom_collecting():
        for path in paths:
            with _opened(path) as file:
                for lines, parsed in read(file):
                    _fold(services, parsed, naming, imported)
                    _add_up(parsed, naming, sums, imported)
                    progress(lines)
        _keep_days(services, sums, imported)
    return imported


def read_push(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Lines of the generic push."""
    first = 1
    while chunk := list(islice(file, CHUNK)):
        yield len(chunk), push.parse_lines(chunk, first)
        first += len(chunk)


FORMATS = {
    "push": Format(lambda: read_push, "the generic push, one JSON object a line"),
    "csv": Format(lambda: csv_usage.read, "the same fields as columns"),
}
"""The generic push as NDJSON, and as CSV. What vendors export is read by the reports' own room."""


def _fold(services: Services, parsed: Parsed, naming: Naming, imported: Imported) -> None:
    named = naming.sort(parsed.observations)
    taken = take_all(services, named.by_person, parsed.rejects, history=True)
    imported.taken += taken.accepted + taken.known
    imported.unmatched += len(named.unmatched)
    imported.causes.update(reject.cause for reject in (*taken.rejected, *named.unmatched))


def _add_up(parsed: Parsed, naming: Naming, sums: DaySums[PersonId], imported: Imported) -> None:
    named = naming.sort(parsed.days)
    for person, theirs in named.by_person.items():
        for its in theirs:
            sums.add(person, its)
    imported.unmatched += len(named.unmatched)
    imported.causes.update(reject.cause for reject in named.unmatched)


def _keep_days(services: Services, sums: DaySums[PersonId], imported: Imported) -> None:
    by_person: dict[PersonId, list[DayTotal]] = {}
    for person, its in sums.days():
        by_person.setdefault(person, []).append(its)
    taken = take_days(services, by_person, history=True)
    imported.taken += taken.accepted + taken.known
    imported.causes.update(taken.rejected_causes())


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
