"""Chance of the made-up company's own: the same words always give the same chance.

So a demo that was interrupted goes on as it would have, and every first visitor reads one story.
"""

from __future__ import annotations

import random

SEED = "larkmoor"


def chance(*words: object) -> random.Random:
    """Chance for one thing, named by words: a person and a day, a person and a digest."""
    return random.Random("\0".join(map(str, (SEED, *words))))  # noqa: S311 - made-up data
