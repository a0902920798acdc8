"""Whole days of work with a tool, as reports add them up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.model.usage import NO_TOKENS, Outcome, Tokens


@dataclass(frozen=True, slots=True)
class ModelUse:
    """What a report says of one model in a person's day. `cost_usd` is as reported; None where the
    report names no cost: then it is priced."""

    model: str | None = None
    tokens: Tokens = NO_TOKENS
    cost_usd: float | None = None


@dataclass(slots=True)
class DayTotal:
    """A person's whole day with one tool, as a report adds it up: no task can be told from it.

    `source` is the tool, called as its own events call it: where these were heard of that day, they
    are believed and this is not. `report` is the report it stood in. `day` is a UTC day. `requests`
    is how often the tool or a model was asked; None where the report does not say. With nothing
    but its day it says that the tool was used. `claimed` is whom the report names, and `line` where
    in it that stood (1-based).
    """

    source: str
    report: str
    day: date
    requests: int | None = None
    models: tuple[ModelUse, ...] = ()
    outcomes: dict[Outcome, int] = field(default_factory=dict)
    claimed: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class ToolDay:
    """A day with one tool as it is kept of a report: priced, its models added up.

    `cost_usd` is what is known of the cost, and `unpriced` how many models are not in it.
    """

    source: str
    report: str
    day: date
    requests: int | None = None
    tokens: Tokens = NO_TOKENS
    cost_usd: float = 0.0
    unpriced: int = 0
    outcomes: dict[Outcome, int] = field(default_factory=dict)
