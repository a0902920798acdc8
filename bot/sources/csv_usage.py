"""Usage as CSV: a row a line of the generic push, its columns named like the push's fields.

Tokens mean the same as there. Columns of other names are never looked at; empty cells are absent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from bot.model import Reject
from bot.sources import push, tables
from bot.sources.parsed import Parsed
from bot.sources.push import Line

_NEEDED = ("id", "source", "at", "kind")
_YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}


def read(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Read a file with a heading, UTF-8, a chunk at a time: rows read, and what they say."""
    return tables.read(file, _NEEDED, _take, "name the fields of the push, with commas")


def _take(row: tables.Cells, number: int, into: Parsed) -> None:
    cells: dict[str, object] = {name: row[name] for name in Line.__struct_fields__ if name in row}
    if "autonomous" in cells:
        said = str(cells["autonomous"]).lower()
        cells["autonomous"] = _YES_NO.get(said, said)
    try:
        line = msgspec.convert(cells, Line, strict=False)
    except msgspec.ValidationError as error:
        into.rejects.append(Reject(number, push.cause_of(error)))
    else:
        push.take(line, number, into)
