"""Adding up what several rows say of one day: some reports have a row for each model or editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from bot.model import NO_TOKENS, DayTotal, ModelUse, Outcome, Tokens

Whose = TypeVar("Whose")

_NANO = 1_000_000_000


class DaySums(Generic[Whose]):
    """Sums of rows, by whose they are, source, report and day. The order of rows does not matter: a
    model's costs are added up where rows tell them, apart from rows that do not."""

    def __init__(self) -> None:
        self._sums: dict[tuple[Whose, str, str, date], _Sum] = {}

    def add(self, whose: Whose, its: DayTotal) -> None:
        """Add a row."""
        key = (whose, its.source, its.report, its.day)
        if key not in self._sums:
            self._sums[key] = _Sum(its)
        self._sums[key].add(its)

    def days(self) -> Iterable[tuple[Whose, DayTotal]]:
        """Each day once, with whose it is; in the order in which they were first heard of."""
        return [(key[0], its.total()) for key, its in self._sums.items()]


def add_up(days: Iterable[DayTotal]) -> list[DayTotal]:
    """One person's rows, each day once."""
    sums = DaySums[None]()
    for its in days:
        sums.add(None, its)
    return [its for _, its in sums.days()]


@dataclass(slots=True)
class _Model:
    """Costs are added as whole billionths of a dollar: any order of rows gives the same sum."""

    tokens: Tokens = NO_TOKENS
    nano_usd: int = 0


@dataclass(slots=True)
class _Sum:
    first: DayTotal
    requests: int | None = None
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    models: dict[tuple[str | None, bool], _Model] = field(default_factory=dict)

    def add(self, its: DayTotal) -> None:
        if its.requests is not None:
            self.requests = (self.requests or 0) + its.requests
        self.outcomes.update(its.outcomes)
        for use in its.models:
            its_sum = self.models.setdefault((use.model, use.cost_usd is not None), _Model())
            its_sum.tokens += use.tokens
            its_sum.nano_usd += round((use.cost_usd or 0.0) * _NANO)

    def total(self) -> DayTotal:
        models = [
            ModelUse(model, its.tokens, its.nano_usd / _NANO if told else None)
            for (model, told), its in sorted(self.models.items(), key=_by_name)
        ]
        return replace(
            self.first,
            requests=self.requests,
            models=tuple(models),
            outcomes=dict(self.outcomes),
        )


def _by_name(its: tuple[tuple[str | None, bool], _Model]) -> tuple[str, bool]:
    (model, told), _ = its
    return model or "", told
