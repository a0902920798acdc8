"""What a benchmark says, how large it is, and how it takes the time."""

from __future__ import annotations

import math
import re
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, beside what, and what it should come to.

    `ratio` is None where a figure only stands beside others.
    """

    what: str
    measured: str
    beside: str = ""
    ratio: float | None = None
    aim: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """How much a run measures."""

    lines: int
    """Usage lines imported."""
    records: int
    """Records received over OTLP."""
    people: int
    """People whose usage comes in."""
    recipients: int
    """People who get a digest."""
    few: int
    """A tenth of them or so, for memory to be compared with."""
    tasks_a_week: int
    tappers: int
    """People who tap; each taps up to three times."""
    fleet: int
    """People whose machines send telemetry by the clock."""
    seconds: float
    """How long they do, and how much of it at their peak."""
    peak_seconds: float
    log_bytes: int
    """Bytes of local logs that are scanned."""


TINY = Scale(400, 60, 4, 12, 3, 6, 2, 30, 1.0, 0.2, 200_000)
USUAL = Scale(60_000, 20_000, 60, 1_500, 150, 20, 60, 10_000, 300, 60, 200 << 20)
FULL = Scale(200_000, 100_000, 200, 10_000, 1_000, 20, 300, 10_000, 300, 60, 1_000 << 20)


class Said(Protocol):
    """Says what is being done; some of it takes a while."""

    def __call__(self, words: str) -> None:
        """In a few words."""
        ...


@dataclass(slots=True)
class Spent:
    """Seconds on the clock, and of this process's work on any processor."""

    elapsed: float = 0.0
    work: float = 0.0


@contextmanager
def timed(spent: Spent) -> Iterator[None]:
    """Adds what the block took."""
    elapsed, work = time.perf_counter(), time.process_time()
    try:
        yield
    finally:
        spent.elapsed += time.perf_counter() - elapsed
        spent.work += time.process_time() - work


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that so many percent of them do not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def peak_mib() -> float:
    """The most memory this process has had. Linux's own `ru_maxrss` begins with what the process
    had that started this one."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        assert found
        return int(found[1]) / 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
