"""Counts of outcomes in one column: `commit=2,deploy=1`."""

from __future__ import annotations

from collections.abc import Mapping

from bot.model import Outcome


def as_text(outcomes: Mapping[Outcome, int]) -> str:
    """As it is kept: in one order."""
    return ",".join(f"{kind}={count}" for kind, count in sorted(outcomes.items()))


def from_text(text: str) -> dict[Outcome, int]:
    """As it was."""
    pairs = (pair.split("=") for pair in text.split(",") if pair)
    return {Outcome(kind): int(count) for kind, count in pairs}
