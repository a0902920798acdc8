"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.company import Company, found


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """A company founded on Friday 2026-11-20, 13:00 UTC."""
    its = found(tmp_path)
    yield its
    its.services.database.close()
    its.services.keys.store.close()
    its.published.database.close()
