"""Answers as they are kept: sealed under the key of the one who gave them."""

from __future__ import annotations

import msgspec

from bot.model import Answer, PersonId
from bot.services import Services


def seal(services: Services, person: PersonId, answer: Answer) -> bytes:
    """Seal an answer, bound to its question. Raises KeyDestroyed."""
    return services.keys.seal(person, _purpose(answer.question), msgspec.json.encode(answer))


def unseal(services: Services, person: PersonId, question: str, sealed: bytes) -> Answer:
    """The answer again. Raises KeyDestroyed, WrongSecret."""
    plain = services.keys.unseal(person, _purpose(question), sealed)
    return msgspec.json.decode(plain, type=Answer)


def _purpose(question: str) -> str:
    return f"answer:{question}"
