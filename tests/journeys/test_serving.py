"""The real program, as an operator runs it: killed, ended, started twice, and beside a tick."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import outbox
from bot.people import issuing
from bot.people.identity import person_of
from storage.personal import preferences
from tests.journeys.conftest import nothing_of_anybody
from tests.journeys.office import Office

PEOPLE = [f"U{n:03}" for n in range(12)]
LETTER = "A new ingest token was made for you"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office that goes by the real clock, as the program does."""
    its = Office(tmp_path, datetime.now(UTC).isoformat())
    for slack_id in PEOPLE:
        its.hire(slack_id)
    its.open()
    try:
        yield its
    finally:
        its.close()


def letters_for_all(office: Office) -> None:
    """A message for everybody that may go at any hour: their operator made them a token."""
    services = office.house.services
    for slack_id in PEOPLE:
        issuing.issue(services, person_of(services, slack_id))


def received(office: Office) -> dict[str, int]:
    """How many of those messages each person got."""
    return {
        slack_id: sum(LETTER in its.text for its in office.workspace.hand(slack_id).messages())
        for slack_id in PEOPLE
    }


@contextmanager
def program(office: Office, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """The command line, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        env={**os.environ, **office.environment()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        out, err = process.communicate()
        office.log.lines += [*out.splitlines(), *err.splitlines()]
        nothing_of_anybody(office)


def serving(process: subprocess.Popen[str]) -> str:
    """Its first line: it serves, and where telemetry goes."""
    line = process.stdout.readline()
    assert line.startswith("Worthwhile is serving; telemetry goes to http://127.0.0.1:"), line
    return line


def test_killed_in_the_middle_of_a_delivery(office: Office) -> None:
    letters_for_all(office)
    office.shut()
    office.workspace.faults.slow("chat.postMessage", 0, times=4)
    office.workspace.faults.slow("chat.postMessage", 0.5)
    with program(office, "serve") as process:
        serving(process)
        office.wait(lambda: sum(received(office).values()) == 4)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert sum(received(office).values()) < len(PEOPLE)
    office.clock.set(datetime.now(UTC).isoformat())
    office.clock.forward(outbox.LEASE + 60)
    office.open()
    assert office.tick() == []
    counts = sorted(received(office).values())
    assert counts[0] == 1, "nobody was lost"
    assert counts[:-1] == [1] * 11, "and at most one message came twice"
    assert counts[-1] <= 2


def test_ended_beside_others_and_started_twice(office: Office) -> None:
    letters_for_all(office)
    office.shut()
    with program(office, "serve") as process:
        serving(process)
        with program(office, "serve") as second, program(office, "tick") as tick:
            out, err = second.communicate(timeout=20)
            assert (second.returncode, out) == (2, "")
            assert err.splitlines() == [
                "WORTHWHILE_DATABASE is already being served: stop the other `worthwhile serve` "
                "first"
            ]
            assert tick.wait(timeout=20) == 0
        office.wait(lambda: set(received(office).values()) == {1})

        with ThreadPoolExecutor(len(PEOPLE)) as hands:
            taps = [
                hands.submit(office.workspace.hand(its).command, "/worthwhile", "pause")
                for its in PEOPLE
            ]
            taps[0].result()
            process.send_signal(signal.SIGTERM)
            acknowledged = [
                its for its, tap in zip(PEOPLE, taps, strict=True) if tap.result().acked
            ]
        assert process.wait(timeout=20) == 0
        assert process.stdout.read() == "Ending: finishing what was begun …\n"
    assert set(received(office).values()) == {1}, "two senders, each message once"
    office.open()
    services = office.house.services
    assert acknowledged
    for slack_id in acknowledged:
        own = preferences.get(services.database, person_of(services, slack_id))
        assert own.paused_until, "what was acknowledged was done"
