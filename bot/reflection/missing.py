"""What was not taken because of its date, for its own person to know."""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Untimely
from bot.sources.lateness import IN_FUTURE
from messages.facts import Missed


def missed(untimely: Iterable[Untimely]) -> list[Missed]:
    """The most first."""
    told = [Missed(its.source, its.records, its.cause == IN_FUTURE) for its in untimely]
    return sorted(told, key=lambda its: (-its.records, its.tool))
