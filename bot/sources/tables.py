"""Files with a heading and rows: CSV in UTF-8, a chunk at a time."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import BinaryIO

from bot.model import Reject
from bot.sources.parsed import Parsed

Cells = Mapping[str, str]
"""A row by its headings; empty cells are absent."""

_CHUNK = 20_000
_DAYS = ("%Y-%m-%d", "%m-%d-%Y", "%m/%d/%Y")


def read(
    file: BinaryIO, needed: Sequence[str], take: Callable[[Cells, int, Parsed], None], cure: str
) -> Iterator[tuple[int, Parsed]]:
    """Read a file: how many rows were read, and what they say. A row's number is counted with the
    heading as line 1. Without one of the `needed` columns it is refused, with the `cure`."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    reader = csv.DictReader(text)
    missing = _missing(reader, needed)
    if missing:
        yield 1, Parsed(rejects=[Reject(1, f"the heading has no column {missing}: {cure}")])
        return
    rows = enumerate(_rows(reader), 2)
    while chunk := list(islice(rows, _CHUNK)):
        parsed = Parsed()
        for number, row in chunk:
            if row is None:
                parsed.rejects.append(Reject(number, "not a row of a table"))
            else:
                take(row, number, parsed)
        yield len(chunk), parsed


def day_of(text: str) -> date | None:
    """A day as reports write it: 2026-11-20, 11-20-2026, 11/20/2026; a time behind it is left
    away."""
    for shape in _DAYS:
        try:
            return datetime.strptime(text[:10], shape).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def count_of(text: str) -> int | None:
    """A count, also where a spreadsheet made 3.0 of it; None where it is none."""
    whole, _, rest = text.partition(".")
    plain = whole.isascii() and whole.isdecimal() and len(whole) <= 12 and not rest.strip("0")
    return int(whole) if plain else None


def _missing(reader: csv.DictReader[str], needed: Sequence[str]) -> str | None:
    try:
        there = reader.fieldnames or ()
    except csv.Error:
        there = ()
    return next((name for name in needed if name not in there), None)


def _rows(reader: csv.DictReader[str]) -> Iterator[Cells | None]:
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None
        else:
            yield {
                name: cell.strip()
                for name, cell in row.items()
                if isinstance(name, str) and isinstance(cell, str) and cell.strip()
            }
