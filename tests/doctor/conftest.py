"""The company that the doctor looks at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.model import DAY
from bot.people import consent
from bot.people.identity import person_of
from tests.doctor.asking import PEOPLE
from tests.journeys.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A small company by the real clock, that the bot serves, and whose tools report."""
    its = Office(tmp_path, datetime.now(UTC).isoformat())
    for slack_id in PEOPLE:
        its.hire(slack_id)
    its.open()
    services = its.house.services
    for slack_id in PEOPLE:  # a welcome would wait for working hours
        consent.mark_told(services.database, person_of(services, slack_id), its.clock() - 2 * DAY)
    its.tick()
    try:
        yield its
    finally:
        its.close()
