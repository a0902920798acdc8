"""What every adapter returns."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.model import DayTotal, Observation, Reject

_NAME = re.compile(r"[a-z0-9][a-z0-9 ._/-]{0,39}")


@dataclass(slots=True)
class Parsed:
    """What was understood of a payload: single things, whole days; and what was not."""

    observations: list[Observation] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    days: list[DayTotal] = field(default_factory=list)


@lru_cache(maxsize=4096)
def plain_name(text: str) -> str | None:
    """A tool's or an app's name in lower case; None where it is no name but a text.

    Names are the only words of a payload that are kept as they are, so they are kept short and
    simple: whatever else somebody puts there must not get into a table.
    """
    name = text.strip().lower()
    return name if _NAME.fullmatch(name) else None
