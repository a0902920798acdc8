"""What the engines raise when a store does not answer: locked too long, disk full, server gone."""

from __future__ import annotations

import sqlite3

AWAY: tuple[type[Exception], ...] = (sqlite3.OperationalError,)
"""Worth another try later; everything else is our own mistake."""
