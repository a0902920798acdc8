"""The office every journey starts in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An empty office on Monday 2026-11-02, 08:00 UTC."""
    its = Office(tmp_path, "2026-11-02T08:00")
    yield its
    its.close()
