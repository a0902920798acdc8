"""Reading attributes of records: types differ between versions of tools, and nothing is trusted."""

from __future__ import annotations

import math

from bot.sources.otlp import Record

MOST = 10**12
"""More than this of anything is a mistake."""


def text(record: Record, name: str) -> str | None:
    """A text that is there and not empty."""
    value = record.attributes.get(name)
    return value if isinstance(value, str) and value else None


def claimed(record: Record) -> str | None:
    """Whom the payload names: an e-mail address that a tool, or its settings, declared."""
    value = record.attributes.get("user.email") or record.resource.get("user.email")
    return str(value) if value else None


def count(record: Record, name: str) -> int | None:
    """A count, which some versions send as a string; 0 when absent, None when it is none."""
    value = record.attributes.get(name, 0)
    if isinstance(value, str):
        value = int(value) if value.isdecimal() and len(value) < 13 else -1
    return int(value) if counts(value + 1) else None


def counts(number: float) -> bool:
    """Whether a number counts something: at least one, and not absurd."""
    return math.isfinite(number) and 1 <= number <= MOST


def cost(record: Record) -> float | None:
    """The reported cost in USD; None when there is none that can be one."""
    value = record.attributes.get("cost_usd")
    try:
        usd = math.nan if value is None else float(value)
    except ValueError:
        return None
    return usd if 0 <= usd <= 10**6 else None
