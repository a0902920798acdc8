"""What the stores hold, as a test compares it."""

from __future__ import annotations

from datetime import date

from bot.model import FOREVER, PersonId, Task, ToolDay
from storage.personal import tasks, tool_days
from tests.company import Company

_USAGE = ("seen", "tool_day", "heard")


def tasks_of(company: Company, person: PersonId) -> list[Task]:
    return tasks.between(company.services.database, person, 0, FOREVER)


def days_of(company: Company, person: PersonId) -> list[ToolDay]:
    return tool_days.between(company.services.database, person, date.min, date.max)


def usage(company: Company) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept of anybody's usage, whichever ids tasks were given."""
    db = company.services.database
    kept = {
        table: sorted((tuple(row) for row in db.read(f"SELECT * FROM {table}")), key=repr)
        for table in _USAGE
    }
    rows = [dict(row) for row in db.read("SELECT * FROM task")]
    kept["task"] = sorted((tuple(row[n] for n in row if n != "id") for row in rows), key=repr)
    return kept


def files(company: Company) -> bytes:
    """Every byte of both stores and of their logs."""
    return b"".join(path.read_bytes() for path in sorted(company.folder.glob("worthwhile.*")))
