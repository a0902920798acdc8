"""The HTTP side in a process of its own (see `serving`), and what it used."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

_HERE = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds on the clock and of work on any core; memory at most."""

    elapsed: float = 0.0
    work: float = 0.0
    peak_mib: float = 0.0

    def __sub__(self, before: Used) -> Used:
        return Used(self.elapsed - before.elapsed, self.work - before.work, self.peak_mib)

    def __add__(self, more: Used) -> Used:
        most = max(self.peak_mib, more.peak_mib)
        return Used(self.elapsed + more.elapsed, self.work + more.work, most)


class Receiver:
    """The process, for the length of a block."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.load.serving", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_HERE,
        )
        self.address = self._line()

    def used(self) -> Used:
        """What it used since it began."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return Used(**json.loads(self._line()))

    def __enter__(self) -> Receiver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._process.communicate(timeout=60)

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()
