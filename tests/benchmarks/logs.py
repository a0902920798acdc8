"""Claude Code's logs, as many as are wanted: real ones again and again, under new ids and on other
days. Their texts were taken out, so that hardly a line is without something to count: in logs as
they are on people's machines there is less to do in each gigabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.samples import SAMPLES

_DAYS = 300
_WRITTEN = Path(__file__).parents[1] / "payloads" / "claude-code"
_UUID = re.compile(rb"\b[0-9a-f]{8}(?=-[0-9a-f]{4}-)")
_ID = re.compile(rb'"(req_|msg_|toolu_|(?:req|msg|tool|p|u|s)-)(?=\w)')
_STAMP = re.compile(rb'("timestamp": ?")(\d{4}-\d\d-\d\d)')


@dataclass(frozen=True, slots=True)
class Session:
    """One log, with gaps where a copy says which one it is and when."""

    name: str
    text: bytes
    days: tuple[bytes, ...]

    def copy(self, number: int, earlier: int) -> bytes:
        """The same, as if it had happened so many days before."""
        text = self.text.replace(b"@COPY@", b"%08x" % number)
        for day in self.days:
            moved = date.fromisoformat(day.decode()) - timedelta(days=earlier)
            text = text.replace(b"@" + day, moved.isoformat().encode())
        return text


def write(folder: Path, size: int) -> int:
    """So many bytes of logs, or a little more; how many files they are."""
    for number, (name, text) in enumerate(_copies(folder)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text)
        size -= len(text)
        if size <= 0:
            return number + 1
    raise AssertionError("copies have no end")


def write_days(folder: Path, days: Sequence[date]) -> None:
    """A log for each of these days: of sessions that began and ended on one, by turns."""
    sessions = [it for it in _sessions() if len(it.days) == 1]
    for number, day in enumerate(days):
        session = sessions[number % len(sessions)]
        earlier = date.fromisoformat(session.days[0].decode()) - day
        (folder / f"{number:04}.jsonl").write_bytes(session.copy(number, earlier.days))


def _copies(folder: Path) -> Iterator[tuple[str, bytes]]:
    sessions = list(_sessions())
    number = 0
    while True:
        for session in sessions:
            yield (
                f"projects/p{number}/{number:08x}-{session.name}",
                session.copy(number, number % _DAYS),
            )
        number += 1


def _sessions() -> Iterator[Session]:
    real = SAMPLES / "real-usage"
    for path in sorted((real if real.is_dir() else _WRITTEN).rglob("*.jsonl")):
        text = _UUID.sub(b"@COPY@", path.read_bytes())
        text = _ID.sub(rb'"\1@COPY@', text)
        days = tuple(sorted({day for _, day in _STAMP.findall(text)}))
        yield Session(path.name, _STAMP.sub(rb"\1@\2", text), days)
