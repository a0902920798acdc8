"""From an export to the tasks of a person, and back to what a test compares."""

from __future__ import annotations

from bot.model import FOREVER, PersonId, Task
from bot.people.tokens import Holder
from bot.sources.intake import Taken
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp, receive
from storage.personal import tasks
from tests.company import Company


def deliver(company: Company, person: PersonId, signal: Signal, body: bytes) -> Taken:
    """As it would come over HTTP with the person's own token."""
    read = read_otlp(signal, body, json=True)
    return receive(company.services, Holder(person), read, strict=False)


def tasks_of(company: Company, person: PersonId) -> list[Task]:
    return tasks.between(company.services.database, person, 0, FOREVER)
