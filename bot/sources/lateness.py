"""What comes too late, and how long it is remembered that something came."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.model import DAY, Instant, Observation, Reject

TIMELY = 14 * DAY
"""How old usage may be when it arrives. Its key is kept as long: then it is known, or too old."""

HISTORY_KEPT = 91 * DAY
"""How long the keys of a first scan or import are: as long as tasks, which is 13 weeks. Those of a
running total are as long after its last report: with a sender that slept it comes back."""

CLOCK_SKEW = DAY
"""How far in the future a tool's clock may be."""


TOO_OLD, IN_FUTURE = "too old", "in the future"
"""Why something is not taken because of its date."""


def split_by_time(
    observations: Sequence[Observation], now: Instant, history: bool
) -> tuple[Sequence[Observation], list[Reject]]:
    """What can be taken, and what cannot because of its date."""
    earliest, latest = 0 if history else now - TIMELY, now + CLOCK_SKEW
    if all(earliest <= it.at and (it.ended_at or it.at) <= latest for it in observations):
        return observations, []
    timely, untimely = [], []
    for it in observations:
        if it.at < earliest:
            untimely.append(Reject(it.line, TOO_OLD, it.source))
        elif (it.ended_at or it.at) > latest:
            untimely.append(Reject(it.line, IN_FUTURE, it.source))
        else:
            timely.append(it)
    return timely, untimely


def key_kept_until(now: Instant, history: bool) -> Callable[[Observation], Instant]:
    """How long the key of an observation is kept."""
    if history:
        end = now + HISTORY_KEPT
        return lambda _: end
    # Until what has this date is refused as too old; whole days, so that the index stays compact.
    return lambda it: (it.at + (HISTORY_KEPT if it.running else TIMELY)) // DAY * DAY + 2 * DAY
