"""Questions, and what people answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.model.people import PersonId
from bot.model.time import Instant, Window


class Item(StrEnum):
    """What is asked: of one task whether it was worth it, or one thing about the week."""

    WORTH = "worth"
    CHECKING = "checking"
    OWNING = "owning"
    RUSTY = "rusty"
    DEMAND = "demand"
    PRESSURE = "pressure"
    FOR_SHOW = "for_show"
    TOLD_HOW = "told_how"

    @classmethod
    def sensitive_in(cls, window: Window) -> Item:
        """The sensitive one a window asks: the same of everybody, and each in turn. Were each
        person asked another one, a group of thirty would have too few answers to any of them."""
        return SENSITIVE_ITEMS[window.index % len(SENSITIVE_ITEMS)]


WEEKLY_ITEMS = (Item.CHECKING, Item.OWNING, Item.RUSTY, Item.DEMAND)

SENSITIVE_ITEMS = (Item.PRESSURE, Item.FOR_SHOW, Item.TOLD_HOW)
"""Counted over larger groups only, and the single answers are deleted when that is done."""

NO, IN_A_WAY, YES = 1, 3, 5
SENSITIVE_DEGREES = (NO, IN_A_WAY, YES)
"""The degrees a sensitive item takes."""


class Rating(StrEnum):
    """Was it worth it? Trying out counts neither way; the last two say nothing of worth."""

    WORTH_IT = "worth_it"
    PARTLY = "partly"
    NOT_WORTH_IT = "not_worth_it"
    TRYING = "trying"
    CANT_PLACE = "cant_place"
    SKIPPED = "skipped"

    @property
    def worth(self) -> float | None:
        """1, ½ or 0; None where the answer is no statement about worth."""
        return _WORTH.get(self)


_WORTH = {Rating.WORTH_IT: 1.0, Rating.PARTLY: 0.5, Rating.NOT_WORTH_IT: 0.0}


class WithoutAI(StrEnum):
    """Without AI I would have …"""

    ANYWAY = "anyway"
    SMALLER = "smaller"
    SKIPPED = "skipped"
    ASKED = "asked"
    NOT_SURE = "not_sure"


class NetTime(StrEnum):
    """Net time after checking and fixing; a self-report, never summed into hours saved."""

    LOST_OVER_30 = "lost_over_30"
    LOST_SOME = "lost_some"
    EVEN = "even"
    SAVED_UNDER_15 = "saved_under_15"
    SAVED_15_TO_60 = "saved_15_to_60"
    SAVED_OVER_60 = "saved_over_60"
    CANT_TELL = "cant_tell"


class Fixing(StrEnum):
    """How much fixing the result needed."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    THROWN_AWAY = "thrown_away"


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person was asked, about the work of `day` (their own date).

    `delivery` is the message it stands in; None for a task rated in Home: that counts for the
    person's own picture only and never for a group.
    """

    id: str
    person: PersonId
    item: Item
    task: str | None
    day: date
    asked_at: Instant
    delivery: str | None = None

    @property
    def window(self) -> Window:
        """The window its answer counts for: that of the work, not that of the tap."""
        return Window.of(self.day)


@dataclass(frozen=True, slots=True)
class Answer:
    """Said of a task: `rating`; of the week: `degree` (1 not at all … 5 very much; of a sensitive
    item 1 no, 3 in a way, 5 yes)."""

    question: str
    at: Instant
    rating: Rating | None = None
    degree: int | None = None
    without_ai: WithoutAI | None = None
    net_time: NetTime | None = None
    fixing: Fixing | None = None
    note: str | None = None
