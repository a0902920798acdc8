"""Being the only one at a database: serving it, or changing what those who serve it rely on."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import TextIO

from bot.settings import SettingsError


def alone(database: Path) -> TextIO:
    """A lock that is held until it is closed, or the process ends. A second `serve` on one SQLite
    file would answer nothing and send in turns. Raises SettingsError."""
    lock = database.with_name(database.name + ".serving").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise SettingsError(
            "WORTHWHILE_DATABASE is already being served: stop the other `worthwhile serve` first"
        ) from error
    return lock


def is_held(database: Path) -> bool:
    """Whether somebody is alone with it now. Looking takes the lock for a moment, shared, and makes
    no file."""
    try:
        with database.with_name(database.name + ".serving").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False
