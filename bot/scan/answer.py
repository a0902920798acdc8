"""What comes of a push: what the bot said of it, or why it did not arrive."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


class NotSent(Exception):
    """The push did not arrive; says why and what to do. Where it is `final`, trying again does not
    help, but a person can."""

    def __init__(self, why: str, *, final: bool = False) -> None:
        super().__init__(why)
        self.final = final


@dataclass(slots=True)
class Answer:
    """What the bot said of lines: how many were accepted, known already, and rejected for what."""

    accepted: int = 0
    known: int = 0
    rejected: int = 0
    causes: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: Answer) -> Answer:
        self.accepted += other.accepted
        self.known += other.known
        self.rejected += other.rejected
        self.causes += other.causes
        return self
