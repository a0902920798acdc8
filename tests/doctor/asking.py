"""Asking the doctor as an operator does, by the real command; and reading what it says."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from click.testing import CliRunner

from bot.cli import main
from bot.model import HOUR
from tests.journeys.office import Office
from tests.journeys.reading import task

PEOPLE = [f"U{name}" for name in ("ADA", "BEN", "CLEO", "DAN", "EVE", "FAY", "GUS")]


def diagnosed(office: Office, **changed: str) -> tuple[int, list[str]]:
    """The exit code, and what was found: each finding as one line, with its cure."""
    bare = dict.fromkeys(name for name in os.environ if name.startswith("SLACK_"))
    runner = CliRunner(env=bare | office.environment() | changed)
    done = runner.invoke(main, ["doctor"], catch_exceptions=False)
    assert done.stderr == ""
    nothing_of_anybody(office, done.stdout)
    return done.exit_code, findings(done.stdout)


def findings(said: str) -> list[str]:
    """What is broken into several lines begins anew at the left edge alone."""
    found: list[str] = []
    for line in said.splitlines():
        if line.startswith(" "):
            found[-1] += line
        else:
            found.append(line)
    return [" ".join(line.split()) for line in found]


def nothing_of_anybody(office: Office, said: str) -> None:
    for its in office.workspace.members():
        if its.id in PEOPLE:
            for word in (its.id, its.real_name, its.email):
                assert not re.search(rf"\b{re.escape(word)}\b", said), said


def about(found: list[str], name: str) -> str:
    """What is said of something."""
    return next(it for it in found if it.startswith(name)).removeprefix(name).strip()


def told(office: Office, source: str, people: int) -> None:
    at = datetime.fromtimestamp(office.clock() - HOUR, UTC).isoformat()
    office.push([task(who, at, source=source) for who in PEOPLE[:people]])
