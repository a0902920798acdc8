"""Digests: how many are prepared and put into words a second, and how much memory that takes."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.delivery.due import prepare_due
from bot.model import Delivery, Instant, Period, PersonId
from bot.reflection import weekly
from bot.services import Services
from tests.benchmarks.figures import Figure, Said, Scale, Spent, peak_mib, timed
from tests.benchmarks.past import services_in, settle

_HERE = Path(__file__).parents[2]
_AIM_MS = 3.0


@dataclass
class Writer:
    """Takes the place of preparing alone: each digest is put into words as soon as it is there."""

    preparing: Spent
    writing: Spent
    digests: int = 0

    def __call__(
        self,
        services: Services,
        person: PersonId,
        period: Period,
        occasion: str,
        due_at: Instant,
        now: Instant,
    ) -> Delivery | None:
        with timed(self.preparing):
            delivery = weekly.prepare(services, person, period, occasion, due_at, now)
        assert delivery, "a digest that was there already measures nothing"
        with timed(self.writing):
            weekly.letter(services, delivery, now)
        self.digests += 1
        return delivery


def everybody(folder: Path) -> dict[str, float]:
    """Prepare and write every digest that is due in a company; what it took."""
    services = services_in(folder)
    writer, whole = Writer(Spent(), Spent()), Spent()
    with timed(whole):
        prepare_due(services, services.clock(), prepare=writer)
    return {
        "digests": writer.digests,
        "seconds": whole.elapsed,
        "work_ms": whole.work / writer.digests * 1_000,
        "preparing_ms": writer.preparing.work / writer.digests * 1_000,
        "writing_ms": writer.writing.work / writer.digests * 1_000,
        "peak_mib": peak_mib(),
    }


def run(scale: Scale, folder: Path, said: Said) -> list[Figure]:
    """The table's lines. Each company is measured in a process of its own, which did not make it:
    a process's peak never sinks again."""
    found = []
    for people in (scale.few, scale.recipients):
        said(f"digests: {people:,} people with 13 weeks of {scale.tasks_a_week} tasks")
        with tempfile.TemporaryDirectory(dir=folder) as its:
            settle(services_in(Path(its)), people, scale.tasks_a_week)
            found.append(_in_a_process_of_its_own(Path(its)))
    few, many = found
    return [
        Figure(
            f"digests prepared and written, {scale.recipients:,} people",
            f"{many['digests'] / many['seconds']:,.0f} /s",
            f"{1_000 / many['work_ms']:,.0f} /s of CPU",
        ),
        Figure(
            "CPU a digest",
            f"{many['work_ms']:.2f} ms",
            f"{_AIM_MS:g} ms",
            many["work_ms"] / _AIM_MS,
            "< 1",
        ),
        Figure("… to prepare it", f"{many['preparing_ms']:.2f} ms"),
        Figure("… to write it", f"{many['writing_ms']:.2f} ms"),
        Figure(
            f"peak memory, {scale.recipients:,} people beside {scale.few:,}",
            f"{many['peak_mib']:.0f} MiB",
            f"{few['peak_mib']:.0f} MiB",
            many["peak_mib"] / few["peak_mib"],
            "about 1",
        ),
    ]


def _in_a_process_of_its_own(folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.digests", str(folder)]
    ended = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=_HERE)
    its: dict[str, float] = json.loads(ended.stdout)
    return its


if __name__ == "__main__":
    print(json.dumps(everybody(Path(sys.argv[1]))))
