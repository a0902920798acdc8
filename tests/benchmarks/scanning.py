"""`worthwhile scan` over many logs, the first time and again, beside ccusage on the same files.

ccusage is a reader of the same logs, written in Rust, that tells tokens by day. It is used where it
is installed (`npm install -g ccusage@20.0.24`), and has to come to the same totals.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import logs
from tests.benchmarks.commands import Took
from tests.benchmarks.commands import run as take
from tests.benchmarks.figures import Figure, Said, Scale
from tests.scan.machine import totals, totals_of_ccusage
from tests.scan.roads import Handler, listening

_SCAN = "import sys; from bot.cli import main; main(['scan', *sys.argv[1:]])"


def run(scale: Scale, folder: Path, said: Said) -> list[Figure]:
    """The table's lines."""
    with tempfile.TemporaryDirectory(dir=folder) as its:
        home = Path(its)
        count = logs.write(home / "logs", scale.log_bytes)
        said(f"scan: {scale.log_bytes >> 20} MiB of logs in {count:,} files")
        printed = _scan(home)
        other = _ccusage(home, said)
        with listening(_Takes) as address:
            first = _scan(home, "--to", address)
            again = _scan(home, "--to", address)
            _grow(home / "logs")
            grown = _scan(home, "--to", address)
    return [*_beside(printed, other), *_further(first, again, grown)]


def _beside(its: Took, other: Took | None) -> list[Figure]:
    told = (
        ("a first scan of all logs, printed", "{0.seconds:.1f} s", "seconds", "< 0.5"),
        ("… of work on any processor", "{0.work:.1f} s", "work", ""),
        ("… memory at its highest", "{0.mib:.0f} MiB", "mib", "< 0.25"),
    )
    return [
        Figure(
            what,
            form.format(its),
            f"ccusage {form.format(other)}" if other else "no ccusage here",
            getattr(its, name) / getattr(other, name) if other else None,
            aim,
        )
        for what, form, name, aim in told
    ]


def _further(first: Took, again: Took, grown: Took) -> list[Figure]:
    beside = f"the first, {first.seconds:.1f} s"
    return [
        Figure("the same, pushed", f"{first.seconds:.1f} s", f"{first.mib:.0f} MiB"),
        Figure("a push with nothing new", f"{again.seconds:.2f} s", "1 s", again.seconds, "< 1"),
        Figure(
            "a push after one log has grown",
            f"{grown.seconds:.2f} s",
            beside,
            grown.seconds / first.seconds,
        ),
    ]


def _scan(home: Path, *more: str) -> Took:
    environment = os.environ | {"XDG_STATE_HOME": str(home / "state"), "WORTHWHILE_TOKEN": "wwp_x"}
    command = [sys.executable, "-c", _SCAN, str(home / "logs"), *more]
    return take(command, environment, home / "printed")


def _ccusage(home: Path, said: Said) -> Took | None:
    """What ccusage takes. Raises AssertionError where it comes to other totals than the scan."""
    program = shutil.which("ccusage")
    if program is None:
        said("scan: no ccusage here; `npm install -g ccusage@20.0.24` to compare")
        return None
    command = [program, "claude", "daily", "--json", "--offline", "--timezone", "UTC"]
    environment = os.environ | {"CLAUDE_CONFIG_DIR": str(home / "logs")}
    took = take(command, environment, home / "ccusage.json")
    report = json.loads((home / "ccusage.json").read_text())
    with (home / "printed").open() as printed:
        assert totals(map(json.loads, printed)) == totals_of_ccusage(report)
    return took


def _grow(folder: Path) -> None:
    """Somebody worked on in one session."""
    some = min(folder.rglob("*.jsonl"))
    with some.open("ab") as file:
        file.write(some.read_bytes().splitlines(keepends=True)[-1])


class _Takes(Handler):
    """A bot that takes everything at once: what it does with it, is measured elsewhere."""

    def do_POST(self) -> None:
        lines = gzip.decompress(self.body).count(b"\n") + 1
        told = {"accepted": lines, "known": 0, "rejected": [], "rejected_in_all": 0}
        self.answer(200, json.dumps(told).encode())
