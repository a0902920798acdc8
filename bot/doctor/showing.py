"""The findings, printed as a list: what, how it is, and under what is wrong its cure."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.doctor.findings import Finding, State

_COLOURS = {State.FINE: "green", State.LOOK: "yellow", State.BROKEN: "bold red"}
_WIDE = 120
"""Characters in a line where nobody's window says how many fit: in a file, or a mail of cron's."""


def show(findings: Sequence[Finding]) -> None:
    """Print them, and one line that sums them up."""
    console = Console(width=None if sys.stdout.isatty() else _WIDE, highlight=False)
    table = Table.grid(padding=(0, 2))
    for its in findings:
        said = Text(its.said)
        if its.cure:
            said.append(f"\n→ {its.cure}", style="bold")
        table.add_row(Text(its.about), Text(its.state, style=_COLOURS[its.state]), said)
    console.print(table)
    console.print(Text(summed_up(findings)))


def summed_up(findings: Sequence[Finding]) -> str:
    """The last line."""
    broken = sum(its.state is State.BROKEN for its in findings)
    looks = sum(its.state is State.LOOK for its in findings)
    said = f"{broken} broken" if broken else "Nothing is broken"
    return f"{said}, {looks} to look at." if looks else f"{said}."
