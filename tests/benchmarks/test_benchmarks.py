"""Each benchmark at a size that takes a moment: figures come out, however fast anything was."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks.__main__ import BENCHMARKS, table
from tests.benchmarks.figures import TINY, percentile


@pytest.mark.parametrize("name", BENCHMARKS)
def test_figures_come_out(name: str, tmp_path: Path) -> None:
    figures = BENCHMARKS[name](TINY, tmp_path, lambda words: None)

    ratios = [figure.ratio for figure in figures if figure.ratio is not None]
    assert ratios
    assert min(ratios) > 0
    with (console := Console(width=150)).capture() as printed:
        console.print(table(figures))
    assert all(figure.measured in printed.get() for figure in figures)
    assert not list(tmp_path.iterdir()), "what was made for measuring is gone again"


def test_a_percentile_is_a_value_that_was_measured() -> None:
    assert percentile([3.0, 1.0, 2.0], 50) == 2.0
    assert percentile([float(n) for n in range(1, 101)], 99) == 99.0
    assert percentile([0.5], 99) == 0.5
