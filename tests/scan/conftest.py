"""A machine, and the bot's own HTTP side for it to push to."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.web.server import HttpServer, http_app
from tests.company import Company
from tests.scan.machine import Machine


@pytest.fixture
def machine(company: Company, tmp_path: Path):
    server = HttpServer(http_app(company.services), "127.0.0.1", 0)
    server.start()
    yield Machine(company, tmp_path, server.address)
    server.stop()
