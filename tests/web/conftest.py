"""A real HTTP server on a free port, and a person with a token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from bot.model import FOREVER, PersonId, Task
from bot.people import tokens
from bot.web.server import HttpServer, http_app
from storage.personal import tasks
from tests.company import Company


@dataclass
class Door:
    """The HTTP side of a company, with Ada's own token."""

    company: Company
    ada: PersonId
    token: str
    client: httpx.Client

    def post(self, path: str, body: bytes, token: str | None = None, **headers: str):
        usual = {"authorization": f"Bearer {token or self.token}"}
        return self.client.post(path, content=body, headers=usual | headers)

    def tasks(self, person: PersonId | None = None) -> list[Task]:
        return tasks.between(self.company.services.database, person or self.ada, 0, FOREVER)


@pytest.fixture
def door(company: Company) -> Iterator[Door]:
    company.clock.set("2026-11-22T09:00:00")
    ada = company.hire("U0ADA", email="dev@example.com")
    server = HttpServer(http_app(company.services), "127.0.0.1", 0)
    server.start()
    with httpx.Client(base_url=server.address, timeout=20) as client:
        yield Door(company, ada, tokens.make(company.services, ada), client)
    server.stop()
