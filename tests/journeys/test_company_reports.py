"""A report of a vendor, from the company's key to somebody's own week and the admin's form."""

from __future__ import annotations

import os
import subprocess
import sys

from bot.people.identity import person_of
from storage.personal import tasks
from tests.connectors import vendors
from tests.journeys.office import Office
from tests.journeys.reading import words

ROWS = [
    vendors.cursor_call("2026-11-02T09:00", "ada@example.com"),
    vendors.cursor_call("2026-11-02T09:10", "ada@example.com"),
    vendors.cursor_call("2026-11-02T09:10", "ghost@example.com"),
]


def test_from_the_companys_key_to_the_admins_form(office: Office) -> None:
    office.hire("UADA")
    eve = office.hire("UEVE", admin=True)
    with vendors.cursor_vendor(ROWS) as vendor:
        office.reports = {
            "WORTHWHILE_CURSOR_KEY": "key_cursor",
            "WORTHWHILE_CURSOR_URL": vendor.address,
        }
        office.open()
        office.at("2026-11-02T10:00")
        assert vendor.asked == [], "sending waits for no vendor"
        assert office.bot
        assert office.bot.tick(steps=office.house.fetching) == []
        services = office.house.services
        [work] = tasks.between(services.database, person_of(services, "UADA") or "", 0, 2**40)
        assert (work.source, work.model_calls) == ("cursor", 2)
        eve.command("/worthwhile", "admin")
        form = words(office.modal(eve, "Worthwhile for everybody"))
        assert "cursor: last fetched whole on 2 November" in form
        assert "at most a few accounts match nobody on the roster" in form
        assert "ghost" not in form
        assert not [line for line in office.log.lines if "ghost" in line]


def test_a_tick_from_the_command_line_fetches_too(office: Office) -> None:
    office.hire("UADA")
    with vendors.cursor_vendor([]) as vendor:
        office.reports = {
            "WORTHWHILE_CURSOR_KEY": "key_cursor",
            "WORTHWHILE_CURSOR_URL": vendor.address,
        }
        office.open()
        office.shut()
        bare = {name: its for name, its in os.environ.items() if not name.startswith("SLACK_")}
        done = subprocess.run(
            [sys.executable, "-m", "bot", "tick"],
            env=bare | office.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert vendor.asked
