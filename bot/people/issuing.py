"""Tokens made by an operator. A person always learns that one was made for them: a token speaks in
their name."""

from __future__ import annotations

from bot import outbox
from bot.model import Delivery, Letter, PersonId
from bot.people import tokens
from bot.services import Services


def issue(services: Services, person: PersonId) -> str:
    """A new token for a person, who is told, in place of any they had. It is shown now or never."""
    now = services.clock()
    with services.database.transaction() as tx:
        token = tokens.replace(tx, person, now)
        outbox.enqueue(
            tx,
            Delivery(services.new_id(), person, Letter.TOKEN_MADE, occasion=str(now), due_at=now),
        )
    return token
