"""What people tap: who answers which digest, and what they say. They read what stands there."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.demo.cast import CAST, Employee
from bot.demo.chance import chance
from bot.demo.company import Company
from bot.demo.story import Mood, is_played, mood
from bot.model import Rating
from messages import actions

Json = dict[str, Any]

_SOON = 0.85
"""The share of those who answer that do so when the digest comes; the others once reminded."""

_ALONE = "on its own"
_RATINGS = (Rating.WORTH_IT, Rating.PARTLY, Rating.NOT_WORTH_IT, Rating.TRYING)
_TRYING = 0.06


@dataclass(frozen=True, slots=True)
class Row:
    """A question that is open: the row it is answered in, the words above it, and, where it is
    about the week, the degrees one can tap, the least first."""

    block_id: str
    words: str
    degrees: tuple[str, ...] = ()

    @property
    def about_work(self) -> bool:
        """Whether it asks what a piece of work was worth."""
        return not self.degrees

    @property
    def alone(self) -> bool:
        """Whether it is about something an agent did on its own."""
        return _ALONE in self.words


def open_rows(blocks: Iterable[Json]) -> Iterator[Row]:
    """The questions of a message or a modal that can be answered by a tap."""
    words = ""
    for block in blocks:
        if block["type"] == "section":
            words = (block.get("text") or {}).get("text", "")
        elif block["type"] == "actions" and actions.question_of(block.get("block_id", "")):
            offered = {its["action_id"]: its.get("value", "") for its in block["elements"]}
            degrees = tuple(
                value for name, value in offered.items() if actions.ANY_DEGREE.match(name)
            )
            if degrees or any(actions.ANY_RATING.match(name) for name in offered):
                yield Row(block["block_id"], words, degrees)


@dataclass(frozen=True, slots=True)
class Intention:
    """What somebody makes of one digest: whether they answer, and whether a reminder was needed."""

    employee: Employee
    mood: Mood
    luck: random.Random
    answers: bool
    soon: bool

    def taps(self, rows: Sequence[Row]) -> Iterator[tuple[Row, str]]:
        """What they tap: the first question, and perhaps more; the action and its value in one."""
        keen = 0.8 if self.employee.slack_id in CAST else 0.2
        for number, row in enumerate(rows):
            if number == 0 or self.luck.random() < keen:
                yield row, self._rating(row) if row.about_work else self._degree(row)

    def _rating(self, row: Row) -> str:
        worth = min(max(self.mood.worth + (-0.14 if row.alone else 0.10), 0.04), 0.96)
        between = 0.8 * min(worth, 1 - worth)
        shares = (worth - between / 2, between, 1 - worth - between / 2, _TRYING)
        return self.luck.choices(_RATINGS, shares)[0]

    def _degree(self, row: Row) -> str:
        """Rather little than much."""
        return min(self.luck.choice(row.degrees), self.luck.choice(row.degrees))


def intention(company: Company, employee: Employee, sent_at: float) -> Intention:
    """What they will make of the digest that came then. From the day on which the visitor comes in,
    the cast is played by the visitor."""
    day = datetime.fromtimestamp(sent_at, UTC).date()
    its, luck = mood(company, employee, day), chance(employee.slack_id, "answers", day)
    answers = luck.random() < its.answers and not is_played(employee, day)
    return Intention(employee, its, luck, answers, luck.random() < _SOON)
