"""`python -m tests.benchmarks [usage|load|digests|taps|scan]… [--full] [--seconds N]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from tests.benchmarks import acknowledging, digests, load, scanning, usage
from tests.benchmarks.figures import FULL, USUAL, Figure, Said, Scale

BENCHMARKS: Mapping[str, Callable[[Scale, Path, Said], list[Figure]]] = {
    "usage": usage.run,
    "load": load.run,
    "digests": digests.run,
    "taps": acknowledging.run,
    "scan": scanning.run,
}


@click.command()
@click.argument("which", nargs=-1, type=click.Choice(list(BENCHMARKS)))
@click.option("--full", is_flag=True, help="10,000 people, and a gigabyte of logs: takes a while.")
@click.option("--folder", type=click.Path(exists=True), help="A folder on the disk to measure.")
@click.option("--seconds", type=float, help="How long load is sent, a fifth of it at its peak.")
def main(which: Sequence[str], full: bool, folder: str | None, seconds: float | None) -> None:
    """Measure what is asked for, everything when nothing is, and print one table."""
    console, scale = Console(width=None if sys.stdout.isatty() else 120), FULL if full else USUAL
    if seconds is not None:
        scale = replace(scale, seconds=seconds, peak_seconds=seconds / 5)
    with tempfile.TemporaryDirectory(dir=folder) as its:
        figures = [
            figure
            for name in which or BENCHMARKS
            for figure in BENCHMARKS[name](scale, Path(its), _saying(console))
        ]
    console.print(table(figures))


def table(figures: Sequence[Figure]) -> Table:
    """All figures, each with its aim beside it."""
    its = Table(title="How fast the bot is", caption="Measured in one run; ratios are what counts.")
    its.add_column("What")
    for heading in ("Measured", "Beside", "Ratio", "Aim"):
        its.add_column(heading, justify="right")
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
        its.add_row(figure.what, figure.measured, figure.beside, ratio, figure.aim)
    return its


def _saying(console: Console) -> Said:
    return lambda words: console.print(words, style="dim", highlight=False)


if __name__ == "__main__":
    main(prog_name="python -m tests.benchmarks")
