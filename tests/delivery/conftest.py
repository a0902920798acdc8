"""A company, and the Slack it lives in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from slack_sdk import WebClient

from bot import outbox
from bot.delivery.due import prepare_due
from bot.delivery.send import Sent, send_due
from bot.model import Delivery, DeliveryState, Letter, PersonId
from bot.sandbox import Member, Sandbox, Workspace
from messages import Rendered
from storage.operations import settings as kept
from storage.personal import deliveries, people, preferences
from tests.company import Company

CHART = {
    "type": "data_visualization",
    "title": "Your weeks",
    "chart": {
        "type": "bar",
        "series": [{"name": "tasks", "data": [{"label": "W46", "value": 3}]}],
        "axis_config": {"categories": ["W46"]},
    },
}


def plain_letter(_services, delivery: Delivery, _now, *, charts: bool) -> Rendered:
    """Any message: these tests are about its way, not about its words."""
    text = f"{delivery.letter} {delivery.occasion}"
    section = {"type": "section", "text": {"type": "mrkdwn", "text": text}}
    return Rendered(text, [section, CHART] if charts else [section])


def plain_week(services, person, period, occasion, due_at, _now) -> Delivery | None:
    """A digest put together from nothing."""
    week = Delivery(services.new_id(), person, Letter.DIGEST, occasion, due_at, period=period)
    with services.database.transaction() as tx:
        return week if outbox.enqueue(tx, week) else None


@dataclass
class Post:
    """A company's outgoing post, as its tests see it."""

    company: Company
    workspace: Workspace | None = None

    @property
    def db(self):
        return self.company.services.database

    def hire(self, slack_id: str, **about) -> PersonId:
        """Somebody new, in the roster and in Slack."""
        if self.workspace:
            name = slack_id.lower()
            zone = about.get("zone", "Europe/Berlin")
            self.workspace.add_person(Member(slack_id, name, name, f"{name}@example.com", zone))
        return self.company.hire(slack_id, **about)

    def change(self, person: PersonId, **changes) -> None:
        """What the roster holds of somebody becomes something else."""
        people.save(self.db, [replace(people.get(self.db, person), **changes)])

    def prefer(self, person: PersonId, **wishes) -> None:
        preferences.save(self.db, person, replace(preferences.get(self.db, person), **wishes))

    def decide(self, **settings) -> None:
        """The admin changes the workspace's settings."""
        changed = replace(kept.load(self.db), **settings)
        kept.save(self.db, changed, self.company.clock())

    def prepare(self, prepare=plain_week) -> int:
        return prepare_due(self.company.services, self.company.clock(), prepare=prepare)

    def send(self, sender: str = "a", write=plain_letter) -> Sent:
        """Send until the pace or Slack asks to wait."""
        return send_due(self.company.services, sender, write=write)

    def send_all(self, sender: str = "a", write=plain_letter) -> int:
        """Send everything, the clock moving on wherever there is to wait; how many arrived."""
        count = 0
        while True:
            sent = self.send(sender, write)
            count += sent.count
            if sent.wait_until is None:
                return count
            self.company.clock.now = max(self.company.clock(), sent.wait_until)

    def enqueue(self, person: PersonId, letter=Letter.DIGEST, occasion="2026-W47", **about) -> str:
        delivery_id = f"{letter}-{person}-{occasion}"
        about.setdefault("due_at", self.company.clock())
        outbox.enqueue(self.db, Delivery(delivery_id, person, letter, occasion, **about))
        return delivery_id

    def of(self, person: PersonId, letter=Letter.DIGEST) -> list[Delivery]:
        """A person's messages of a kind, the latest first."""
        return [its for its in deliveries.of_person(self.db, person) if its.letter is letter]

    def occasions(self, person: PersonId, letter=Letter.DIGEST) -> list[str]:
        """What is waiting for a person or was sent, oldest first."""
        alive = (DeliveryState.DUE, DeliveryState.SENDING, DeliveryState.SENT)
        return [its.occasion for its in reversed(self.of(person, letter)) if its.state in alive]

    def state(self, delivery_id: str) -> tuple[DeliveryState, str | None]:
        its = deliveries.get(self.db, delivery_id)
        return its.state, its.reason

    def inbox(self, slack_id: str) -> list[str]:
        """What arrived in somebody's Slack."""
        return [message.text for message in self.workspace.hand(slack_id).messages()]


@pytest.fixture
def post(company: Company) -> Post:
    """The post of a company without Slack: for what is due."""
    return Post(company)


@pytest.fixture
def slack_post(company: Company) -> Iterator[Post]:
    """The post of a company that lives in a Slack."""
    workspace = Workspace()
    with Sandbox(workspace) as sandbox:
        company.with_slack(WebClient(token=workspace.bot_token, base_url=sandbox.api_url))
        yield Post(company, workspace)
