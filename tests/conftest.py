"""What every test may ask for."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.company import Company, found

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")  # the same examples every time, however busy the machine is

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium; without one the test is skipped, but in CI it must be there."""
    chromium = shutil.which("chromium")
    if not chromium and os.environ.get("CI") != "true":
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        launched = play.chromium.launch(
            executable_path=chromium or "chromium", args=CHROMIUM_ARGUMENTS
        )
        yield launched
        launched.close()


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Company]:
    """A company founded on Friday 2026-11-20, 13:00 UTC."""
    its = found(tmp_path)
    yield its
    its.services.database.close()
    its.services.keys.store.close()
    its.published.database.close()
