"""UTC days and moments, as reports by day count them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from bot.model import DAY, Instant


def midnight(day: date) -> Instant:
    """When a UTC day begins."""
    return int(datetime.combine(day, time(), tzinfo=UTC).timestamp())


def day_of(at: Instant) -> date | None:
    """The UTC day a moment lies in; None for one that no calendar has."""
    try:
        return datetime.fromtimestamp(at, UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def start_of_day(at: Instant) -> Instant:
    """The midnight before a moment."""
    return at // DAY * DAY
