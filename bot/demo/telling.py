"""What somebody sees in the terminal while the company comes to life, and afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from bot.demo.calendar import Happening, Moment
from bot.demo.company import NAME
from bot.demo.making import Tell
from bot.demo.stage import Stage

_FIRST_LOOKS = (
    ("Ada Field", "engineer: her week has come, and it asks her something"),
    ("Jonas Berg", "head of Support: say /worthwhile team, and see what a target did"),
    ("Chloe Tan", "head of Engineering: say /worthwhile team Product"),
)

_DOES = {
    Happening.WELCOME: "people are told what is collected",
    Happening.REPORT: "tools report the week",
    Happening.DIGEST: "digests, and answers",
    Happening.REMINDER: "one reminder, and answers",
    Happening.PUBLISH: "a trend is published",
}


def beginning(console: Console, stage: Stage) -> None:
    """What is about to happen, before anything can be seen of it."""
    what = "The life of" if not stage.notes.arrived else "What is left of the life of"
    people = len(stage.company.people)
    console.print(
        f"{what} {NAME}, {people} people and twenty weeks: about a minute.", highlight=False
    )


@contextmanager
def progress(console: Console, moments: int) -> Iterator[Tell]:
    """A bar, with what happens in the company's calendar beside it."""
    bar = Progress(
        SpinnerColumn(),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task(f"{NAME} is founded", total=max(moments, 1))
        yield lambda moment: bar.update(task, advance=1, description=said(moment))


def said(moment: Moment) -> str:
    """ "Friday 31 July · digests, and answers · Berlin, London"."""
    day = datetime.fromtimestamp(moment.at, UTC)
    where = ", ".join(zone.partition("/")[2].replace("_", " ") for zone in moment.zones)
    words = [f"{day:%A} {day.day} {day:%B}", _DOES[moment.happening], where]
    return " · ".join(word for word in words if word)


def welcome(console: Console, stage: Stage) -> None:
    """Where to look, and at whom first."""
    console.print(f"\n[bold]{NAME} is there:[/bold] {stage.sandbox.url}", highlight=False)
    console.print(f"{stage.date()}. Look first at\n", highlight=False)
    for name, why in _FIRST_LOOKS:
        console.print(f"  [bold]{name:<12}[/bold] {why}", highlight=False)
    console.print(
        "\nThe buttons on top of the page let time pass. Ctrl-C ends it; the same command\n"
        "goes on from here, and starts over with --fresh.",
        highlight=False,
    )
