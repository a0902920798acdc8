"""Acknowledgements: how long a tap spins, with nothing else to do and in the busiest hour.

Slack shows an error after three seconds. Everything runs in one process, Slack's stand-in and
the import too, which is harder on the bot than life is.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.model import DAY
from bot.sandbox import Hand
from bot.sources import importing
from messages import actions
from tests.benchmarks.figures import Figure, Said, Scale, percentile
from tests.benchmarks.reported import events, write_lines
from tests.journeys.office import Office
from tests.journeys.reading import task

_AIM_SECONDS = 0.1
_TAPPERS_ZONE, _OTHERS_ZONE = "Europe/Helsinki", "Europe/Berlin"
"""An hour apart: the first have their digests when those of the others go out."""
_OTHERS = 3
"""People whose digests go out meanwhile, for each who taps."""
_WORTH_IT = f"{actions.ANSWER_RATE}:worth_it"


class Over(Exception):
    """The taps are over: what ran beside them may end."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A row of buttons somebody is going to use."""

    hand: Hand
    row: str

    def open(self) -> bool:
        """Whether it still waits for an answer."""
        blocks = self.hand.last().blocks
        return any(_rates(block) for block in blocks if block.get("block_id") == self.row)


def run(scale: Scale, folder: Path, said: Said) -> list[Figure]:
    """The table's lines."""
    said(f"acknowledgements: {scale.tappers} people tap, {_OTHERS * scale.tappers} get digests")
    with tempfile.TemporaryDirectory(dir=folder) as its:
        office = Office(Path(its), "2026-11-02T08:00")
        try:
            taps = _friday(office, scale.tappers)
            half = len(taps) // 2
            idle = _seconds(office, taps[:half])
            with _busy(office, scale.lines):
                busy = _seconds(office, taps[half:])
        finally:
            office.close()
    half, worst = (_Beside(percentile(busy, of), percentile(idle, of)) for of in (50, 99))
    return [
        Figure(f"{len(busy)} taps beside a delivery and an import, p50", str(half)),
        Figure(
            "… p99 (Slack waits 3 s)",
            str(worst),
            _ms(_AIM_SECONDS),
            worst.busy / _AIM_SECONDS,
            "< 1",
        ),
    ]


@dataclass(frozen=True, slots=True)
class _Beside:
    busy: float
    idle: float

    def __str__(self) -> str:
        return f"{_ms(self.busy)}, {_ms(self.idle)} when idle"


def _ms(seconds: float) -> str:
    return f"{seconds * 1_000:.0f} ms"


def _friday(office: Office, tappers: int) -> list[Tap]:
    """The first Friday at noon, when those who tap have just got their first digest."""
    theirs = [f"UT{number:05}" for number in range(tappers)]
    others = [f"UO{number:05}" for number in range(_OTHERS * tappers)]
    hands = [office.hire(its, zone=_TAPPERS_ZONE) for its in theirs]
    for its in others:
        office.hire(its, zone=_OTHERS_ZONE)
    office.open()
    office.tick()
    office.clock.set("2026-11-06T11:00")
    for its in (*theirs, *others):
        office.push([task(its, f"2026-11-0{day}T09:00") for day in (3, 4, 5)])
    office.at("2026-11-06T12:00")
    return [Tap(hand, block["block_id"]) for hand in hands for block in _open_rows(hand)]


def _open_rows(hand: Hand) -> Iterator[dict[str, Any]]:
    return (block for block in hand.last().blocks if _rates(block))


def _rates(block: dict[str, Any]) -> bool:
    return any(part.get("action_id") == _WORTH_IT for part in block.get("elements", []))


def _seconds(office: Office, taps: Sequence[Tap]) -> list[float]:
    """How long each tap took to be acknowledged. The next comes once its message shows the one
    before: people look at what they have done."""
    found = []
    for tap in taps:
        found.append(tap.hand.press(_WORTH_IT, block_id=tap.row).seconds)
        office.wait(lambda tap=tap: not tap.open())
    return found


@contextmanager
def _busy(office: Office, lines: int) -> Iterator[None]:
    """The others' digests go out at full speed, and usage of everybody is imported."""
    file = _usage(office, lines)
    office.clock.set("2026-11-06T13:00")
    enough = threading.Event()
    with ThreadPoolExecutor(2) as beside:
        running = [
            beside.submit(_deliver, office, enough),
            beside.submit(_import, office, file, enough),
        ]
        try:
            yield
        finally:
            enough.set()
        for its in running:
            its.result()


def _deliver(office: Office, enough: threading.Event) -> None:
    def wait(until: int) -> bool:
        office.clock.now = max(office.clock.now, until)
        return not enough.is_set()

    assert office.bot
    while not enough.is_set():
        office.bot.tick(wait)


def _usage(office: Office, lines: int) -> Path:
    people = [member.id for member in office.workspace.members()]
    file = office.folder / "usage.ndjson"
    write_lines(file, events(people, lines, office.clock() - 60 * DAY, 59))
    return file


def _import(office: Office, file: Path, enough: threading.Event) -> None:
    def stop_when_over(_: int) -> None:
        if enough.is_set():
            raise Over

    try:
        while not enough.is_set():
            importing.run(office.house.services, "push", [file], stop_when_over)
    except Over:
        return
