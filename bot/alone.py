"""Being the only one at a database: serving it, or changing what everybody there relies on.

Two locks, each an empty file beside the database. One is of whoever serves. The other is shared by
all who have the stores open, and whole in the hands of who puts a backup back or changes the secret
key: what a `tick` or a `forget` wrote meanwhile, under the old keys, would be undone unseen.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.settings import SettingsError

BESIDE = SERVING, IN_USE = (".serving", ".in-use")
"""How the names of the two end."""


def alone(database: Path) -> TextIO:
    """A lock that is held until it is closed, or the process ends. A second `serve` on one SQLite
    file would answer nothing and send in turns. Raises SettingsError."""
    return _locked(
        database,
        SERVING,
        fcntl.LOCK_EX,
        "WORTHWHILE_DATABASE is already being served: stop the other `worthwhile serve` first",
    )


def beside_others(database: Path) -> TextIO:
    """A lock that many can hold at once, until each has closed theirs: as long as somebody has it,
    nobody is `undisturbed`. Raises SettingsError."""
    return _locked(
        database,
        IN_USE,
        fcntl.LOCK_SH,
        "WORTHWHILE_DATABASE is being restored, or its secret key changed, at this moment: wait "
        "until that has ended, then run this again",
    )


@contextmanager
def undisturbed(database: Path) -> Iterator[TextIO]:
    """Nobody serves, and nobody else has the stores open, not even for a moment. Raises
    SettingsError."""
    with (
        alone(database),
        _locked(
            database,
            IN_USE,
            fcntl.LOCK_EX,
            "WORTHWHILE_DATABASE is in use: stop `worthwhile serve`, wait until `tick` or whatever "
            "else is at work has ended, then run this again",
        ) as lock,
    ):
        yield lock


def is_held(database: Path) -> bool:
    """Whether somebody is alone with it now. Looking takes the lock for a moment, shared, and makes
    no file."""
    try:
        with _beside(database, SERVING).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def _locked(database: Path, ending: str, how: int, otherwise: str) -> TextIO:
    path = _beside(database, ending)
    try:
        lock = path.open("w")
    except OSError as error:
        raise SettingsError(
            f"WORTHWHILE_DATABASE ({database}) cannot be opened ({error.strerror}): name a file in "
            "a folder that may be written"
        ) from error
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise SettingsError(otherwise) from error
    return lock


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(database.name + ending)
