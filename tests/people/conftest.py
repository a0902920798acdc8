"""A company in a Slack, with two people in every table there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.model import Delivery, Letter, PersonId, Place
from bot.people import erasure, places
from bot.sandbox import Hand, Sandbox, Workspace
from bot.services import Services
from storage.personal import deliveries
from tests.company import Company
from tests.people.lives import live, traces
from tests.people.workspace import member


def always() -> bool:
    return True


@dataclass
class Settled:
    """A company in a Slack, with Ada and Ben in every table."""

    company: Company
    workspace: Workspace
    ada: PersonId
    ben: PersonId

    @property
    def services(self) -> Services:
        return self.company.services

    @property
    def hand(self) -> Hand:
        return self.workspace.hand("U0ADA")

    def write(self, letter: Letter, occasion: str) -> None:
        """A message to Ada arrives."""
        services = self.services
        posted = services.slack.chat_postMessage(channel="U0ADA", text=occasion)
        its = Delivery(f"{letter}-{occasion}", self.ada, letter, occasion, 1)
        deliveries.add(services.database, its)
        deliveries.mark_sent(services.database, its.id, self.sealed(posted), 1)

    def sealed(self, posted: Any, file: str | None = None) -> bytes:
        """Where something of Ada's lies, as it is kept."""
        place = Place(posted["channel"], posted["ts"], file)
        return places.sealed(self.services.keys, self.ada, place)

    def finish(self) -> int:
        return erasure.finish(self.services, self.company.clock(), always)

    def ids(self, person: PersonId) -> tuple[str, str]:
        return person, self.services.keys.member_of(person)

    def left(self) -> list[tuple[str, dict[str, Any]]]:
        return list(traces(self.services.database, *self.ids(self.ada)))

    def bytes_of(self, name: str) -> bytes:
        return b"".join(p.read_bytes() for p in sorted(self.company.folder.glob(f"{name}*")))


@pytest.fixture
def home(company: Company) -> Iterator[Settled]:
    workspace = Workspace()
    for slack_id, name in (("U0ADA", "Ada Field"), ("U0BEN", "Ben Okoye")):
        workspace.add_person(member(slack_id, name))
    with Sandbox(workspace) as sandbox:
        its = {"token": workspace.bot_token, "base_url": sandbox.api_url}
        company.with_slack(WebClient(**its, retry_handlers=[]))
        ada = company.hire("U0ADA", "Billing", email="ada@example.com")
        ben = company.hire("U0BEN", "Billing", email="ben@example.com")
        for person, slack_id in ((ada, "U0ADA"), (ben, "U0BEN")):
            live(company.services, person, slack_id)
        yield Settled(company, workspace, ada, ben)
