"""Usage as CSV: a row a line of the generic push, its columns named like the push's fields.

Tokens mean the same as there. Columns of other names are never looked at; empty cells are absent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

import msgspec

from bot.model import Reject
from bot.sources import push
from bot.sources.parsed import Parsed
from bot.sources.push import Line

_CHUNK = 20_000
NO_CSV = "no CSV from here on: are all quotes closed?"
_NEEDED = ("id", "source", "at", "kind")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


def read(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Read a file with a heading, UTF-8, a chunk at a time: rows read, and what they say.

    A row's number is counted with the heading as line 1.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    reader = csv.DictReader(text)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        cause = f"the heading has no column {missing[0]}: name the fields of the push, with commas"
        yield 1, Parsed(rejects=[Reject(1, cause)])
        return
    rows = enumerate(_rows(reader), 2)
    while chunk := list(islice(rows, _CHUNK)):
        parsed = Parsed()
        for number, row in chunk:
            _take(row, number, parsed)
        yield len(chunk), parsed


def _rows(reader: csv.DictReader[str]) -> Iterator[dict[str, str] | None]:
    """The rows, up to where it is no CSV any more: there None."""
    try:
        yield from reader
    except csv.Error:
        yield None


def _take(row: dict[str, str] | None, number: int, into: Parsed) -> None:
    if row is None:
        into.rejects.append(Reject(number, NO_CSV))
        return
    cells: dict[str, object] = {
        name: row[name].strip() for name in Line.__struct_fields__ if (row.get(name) or "").strip()
    }
    if "autonomous" in cells:
        said = str(cells["autonomous"]).lower()
        cells["autonomous"] = _YES_NO.get(said, said)
    try:
        line = msgspec.convert(cells, Line, strict=False)
    except msgspec.ValidationError as error:
        into.rejects.append(Reject(number, push.cause_of(error)))
    else:
        push.take(line, number, into)
