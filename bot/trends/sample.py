"""Made-up figures, shown as a sample until the first real ones come."""

from __future__ import annotations

from messages.facts import Figure

SAMPLE = (
    (
        Figure("20–49", level=60, low=40, high=80),
        Figure("20–49"),
    ),
    (
        Figure("12–19", level=50, low=20, high=80),
        Figure("20–49", direction="up"),
    ),
    (
        Figure("20–49", level=60, low=40, high=80),
        Figure("20–49"),
    ),
)
"""Worth and use of three windows, the latest first: a group of some forty people."""
