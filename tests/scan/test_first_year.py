"""A first scan brings a year of history: it is kept by day as the scan counts it, and once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from bot.model import DAY
from bot.reflection.days import Days
from bot.retention import LONGEST, look_after
from tests.benchmarks import logs
from tests.scan.machine import Machine, scan

UTC = Days.of("UTC")


@pytest.fixture
def year(machine: Machine) -> Machine:
    """A log or so for every fourth day of a year, up to yesterday."""
    today = UTC.day(machine.company.clock())
    logs.write_days(machine.log.parent, [today - timedelta(days=1 + 4 * n) for n in range(91)])
    return machine


def by_day(machine: Machine) -> Counter[str]:
    """Tokens in and out by the day on which their task began: of tasks, and of what was a task."""
    found: Counter[str] = Counter()
    for task in machine.tasks():
        found[UTC.day(task.started_at).isoformat()] += task.tokens.total
    for row in machine.company.services.database.read("SELECT * FROM daily"):
        found[row["day"]] += row["input_tokens"] + row["output_tokens"]
    return found


def counted(machine: Machine) -> tuple[Counter[str], int]:
    """The scan's own figures by day, and how many lines they are in."""
    _, lines, _ = scan(machine.log.parent)
    found: Counter[str] = Counter()
    for line in lines:
        found[line["at"][:10]] += line.get("input_tokens", 0) + line.get("output_tokens", 0)
    return found, len(lines)


def next_day(machine: Machine) -> None:
    machine.company.clock.forward(DAY)
    look_after(machine.company.services, machine.company.clock(), lambda: True)


def test_a_year_is_kept_by_day_as_it_was_counted(year: Machine) -> None:
    expected, lines = counted(year)
    assert len(expected) == 91
    assert year.push() == (0, f"{lines} accepted, 0 known already, 0 rejected")
    assert by_day(year) == expected
    next_day(year)
    oldest = UTC.begins(UTC.day(year.company.clock()) - timedelta(days=LONGEST.tasks))
    assert min(task.started_at for task in year.tasks()) >= oldest
    assert by_day(year) == expected


@pytest.mark.parametrize("folded", [False, True])
def test_the_same_year_again_changes_nothing(year: Machine, folded: bool) -> None:
    _, lines = counted(year)
    year.push()
    if folded:
        next_day(year)
    before, kept = by_day(year), year.tasks()
    assert year.push() == (0, "0 accepted, 0 known already, 0 rejected")
    year.forget()
    assert year.push() == (0, f"0 accepted, {lines} known already, 0 rejected")
    assert (by_day(year), year.tasks()) == (before, kept)
