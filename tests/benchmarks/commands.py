"""What a command takes: time on the clock, work on any processor, and memory, with its children."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.02
_PAGES_MIB = resource.getpagesize() / 2**20


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds, and MiB at the highest: of all its processes at one moment, pages that they share
    counted for each. Where the machine has no `/proc`, no memory is told."""

    seconds: float
    work: float
    mib: float


def run(command: Sequence[str], environment: Mapping[str, str], out: Path) -> Took:
    """Run it to its end, its output into a file."""
    before, began, mib = _work(), time.perf_counter(), 0.0
    with out.open("wb") as file:
        process = subprocess.Popen(command, env=environment, stdout=file, stderr=subprocess.DEVNULL)
        while process.poll() is None:
            mib = max(mib, sum(_mib(pid) for pid in _family(process.pid)))
            with suppress(subprocess.TimeoutExpired):
                process.wait(_LOOK)
    assert process.returncode == 0, f"{command} ended with {process.returncode}"
    return Took(time.perf_counter() - began, _work() - before, mib)


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            for child in (thread / "children").read_text().split():
                yield from _family(int(child))


def _mib(pid: int) -> float:
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGES_MIB
    return 0.0
