"""LiteLLM's table `LiteLLM_SpendLogs` exported: CSV with the columns' names in the first line, or
one JSON object a line. Columns that `litellm_rows` does not name are never looked at; an export is
best made without `messages`, `response` and `proxy_server_request`. Days of tools are sums of
their rows: a day whose rows lie in several files is whole only where all of them are read in one
run; of halves read in two runs the larger is kept.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

import msgspec

from bot.connectors import litellm_tools
from bot.connectors.litellm_rows import SOURCE, Row, tool_day, work
from bot.connectors.rows import Findings, cause_of, put
from bot.model import Reject
from bot.sources.parsed import Parsed

_CHUNK = 20_000
_NEEDED = ("request_id", "startTime")


class Exports:
    """Files of one run. Exports may overlap: a row that was read already is passed over. Work is
    known by its id in the database; days of tools are sums, so their rows are known here, by a hash
    that means nothing outside this process (60 bytes a row)."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def read(self, file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
        """Read a file, a chunk at a time: rows read, and what they say. Lines count from 1."""
        rows = _rows(file)
        while chunk := _some_of(rows):
            parsed = Parsed()
            for line, row in chunk:
                if isinstance(row, Reject):
                    parsed.rejects.append(row)
                else:
                    put(work(row, line), parsed)
                    put(self._tool_day(row, line), parsed)
            yield len(chunk), parsed

    def _tool_day(self, row: Row, line: int) -> Findings:
        for found in tool_day(row, line, litellm_tools.NAME):
            its = hash(row.request_id)
            if its not in self._seen:
                self._seen.add(its)
                yield found


def _some_of(rows: Iterator[tuple[int, Row | Reject]]) -> list[tuple[int, Row | Reject]]:
    """The next rows. A content column may be long: it is passed over, not refused; the limit is the
    whole process's, and other files keep to it."""
    usual = csv.field_size_limit(min(sys.maxsize, 1 << 31))
    try:
        return list(islice(rows, _CHUNK))
    finally:
        csv.field_size_limit(usual)


def _rows(file: BinaryIO) -> Iterator[tuple[int, Row | Reject]]:
    first = file.readline()
    whole = chain([first], file)
    is_json = first.lstrip(b"\xef\xbb\xbf \t").startswith(b"{")
    return _json_rows(whole) if is_json else _cells(whole)


def _json_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | Reject]]:
    for number, text in enumerate(lines, 1):
        plain = text.removeprefix(b"\xef\xbb\xbf") if number == 1 else text
        if not plain or plain.isspace():
            continue
        try:
            yield number, msgspec.json.decode(plain, type=Row)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            yield number, Reject(number, cause_of(error), SOURCE)


def _cells(lines: Iterable[bytes]) -> Iterator[tuple[int, Row | Reject]]:
    """Rows of CSV."""
    text = (line.decode("utf-8-sig", errors="replace") for line in lines)
    reader = csv.DictReader(text)
    missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        cause = f"the heading has no column {missing[0]}: export the table with its columns' names"
        yield 1, Reject(1, cause, SOURCE)
        return
    for row in reader:
        yield reader.line_num, _row(row, reader.line_num)


def _row(cells: dict[str, str], line: int) -> Row | Reject:
    given = {name: cells[name] for name in Row.__struct_encode_fields__ if cells.get(name)}
    try:
        return msgspec.convert(given, Row, strict=False)
    except msgspec.ValidationError as error:
        return Reject(line, cause_of(error), SOURCE)
