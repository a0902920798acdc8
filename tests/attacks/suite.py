"""Every attack, in the order of the table; and the table, for the terminal and for the README."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.table import Table

from tests.attacks import (
    test_averaging,
    test_colluders,
    test_counting,
    test_differencing,
    test_dumps,
    test_exported_messages,
    test_forgery,
    test_leaver,
    test_mid_window,
    test_organisation_chart,
    test_public_log,
    test_puppets,
    test_recutting,
    test_small_categories,
    test_unanimous,
    test_watching,
)
from tests.attacks.finding import Finding, Share

Attack = Callable[[int, Path], Iterable[Finding]]

ATTACKS: tuple[Attack, ...] = (
    test_averaging.attack,
    test_mid_window.attack,
    test_differencing.attack,
    test_colluders.attack,
    test_leaver.attack,
    test_unanimous.attack,
    test_counting.attack,
    test_small_categories.attack,
    test_watching.attack,
    test_recutting.attack,
    test_puppets.attack,
    test_dumps.attack,
    test_organisation_chart.attack,
    test_exported_messages.attack,
    test_forgery.attack,
    test_public_log.attack,
)

README = Path(__file__).parents[2] / "README.md"
HEAD = ("attack", "what was tried", "attacker right", "bound", "a naive design", "there", "tries")
NOT_RUN = "–"
"""Stands for the figure of a naive design that falls by what it is, and was not run."""

_ROW = re.compile(r"^\| (.+?) \|$", re.MULTILINE)


def run(effort: int, folder: Path) -> list[Finding]:
    """All findings, in the order of the table."""
    return [finding for attack in ATTACKS for finding in attack(effort, folder)]


def cells(its: Finding) -> tuple[str, ...]:
    """A finding as a row."""
    return (
        its.attack,
        its.tried,
        _rate(its.here, its.bound),
        f"{its.bound:.0%}" if its.bound else "never",
        its.design,
        _rate(its.naive, its.bound) if its.naive else NOT_RUN,
        f"{its.here.of:,}",
    )


def _rate(its: Share, bound: float) -> str:
    return f"{its.rate:.0%}" if bound else f"{its.hits:,} of {its.of:,}"


def for_the_terminal(title: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    """A table to print."""
    table = Table(*head, title=title, title_justify="left")
    for row in rows:
        table.add_row(*row)
    return table


def in_markdown(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """The same for the README."""
    head = tuple(head)
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in lines)


def between(text: str, name: str) -> str:
    """What the README holds between the two marks of a table."""
    return text.partition(_begin(name))[2].partition(_end(name))[0].strip()


def put_between(text: str, name: str, table: str) -> str:
    """The README with a table in place of the one before. Raises ValueError without its marks."""
    before, begin, rest = text.partition(_begin(name))
    _, end, after = rest.partition(_end(name))
    if not begin or not end:
        raise ValueError(f"README.md has no marks for the table of {name}")
    return f"{before}{begin}\n{table}\n{end}{after}"


def rows_of(table: str) -> list[list[str]]:
    """The rows of a table in markdown, without its head."""
    return [its.split(" | ") for its in _ROW.findall(table)][2:]


def _begin(name: str) -> str:
    return f"<!-- {name}: written by python -m tests.attacks -->"


def _end(name: str) -> str:
    return f"<!-- end of {name} -->"
