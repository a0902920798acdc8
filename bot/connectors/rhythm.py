"""How often a report is asked for, and how much of it again."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model import DAY, HOUR, Instant


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between two rounds, and by how much a round reaches behind the one before: vendors
    tell late, and what is told again changes nothing."""

    every: Instant
    again: Instant


EVENTS = Rhythm(every=HOUR, again=3 * HOUR)
"""For reports of single events, which are there within the hour."""

DAYS = Rhythm(every=6 * HOUR, again=3 * DAY)
"""For reports that add days up: they come up to three days late, and grow meanwhile."""
