"""The stores as files: there, whole, up to date, for their owner's eyes alone, with room to grow.

Nothing is made or mended here: a look must not change what it looks at.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.alone import is_held
from bot.doctor.findings import Finding, broken, fine, look
from bot.settings import Settings
from storage.engine import Migration
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite_health import Damaged, NoStore, migrations_of

_MIB, _GIB = 1 << 20, 1 << 30
_LARGE_LOG = 256 * _MIB
"""A WAL is emptied at every 4 MiB or so, unless somebody goes on reading from it for hours."""

_LITTLE_ROOM, _NO_ROOM = _GIB, 100 * _MIB
_BACK = "put it back from its backup"
_MAKE = "`worthwhile roster FILE.csv` and `worthwhile serve` make it"


def check(settings: Settings) -> Iterator[Finding]:
    """Both stores and the secret key, before anybody opens them."""
    for name, path, migrations in (
        ("database", settings.database, MIGRATIONS),
        ("key store", settings.keystore, KEYSTORE_MIGRATIONS),
    ):
        yield from _store(name, path, migrations)
    yield from _secret(settings)
    yield _room(settings.database.absolute().parent)
    yield _served(settings.database)
    yield fine("backup", "when the last one was made is not noted here: `worthwhile backup DIR`"
               " copies both stores, apart")  # fmt: skip


def _store(name: str, path: Path, migrations: Sequence[Migration]) -> Iterator[Finding]:
    if not path.exists():
        yield broken(name, f"{path} is not there", f"{_BACK}, or, new: {_MAKE}")
        return
    try:
        yield _up_to_date(name, migrations_of(path), migrations)
    except NoStore:
        yield broken(name, f"{path} is no SQLite database, or cannot be read", _BACK)
    except Damaged:
        yield broken(name, "is damaged (PRAGMA quick_check)", "stop `serve`, and restore a backup")
    yield from _open_to_others(name, path)
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size > _LARGE_LOG:
        said = f"its log holds {log.stat().st_size // _MIB} MiB: something reads on and on"
        yield look(name, said, "end what else has it open; `worthwhile tick` then empties it")


def _up_to_date(name: str, done: frozenset[str], migrations: Sequence[Migration]) -> Finding:
    if not done:
        return broken(name, "is empty", f"{_BACK}, or, new: {_MAKE}")
    known = {its for its, _ in migrations}
    if done - known:
        return broken(name, "was made by a newer version", "update this installation to it")
    if known - done:
        # It is not opened here: opening would bring it up to date, in the middle of somebody's day.
        cure = "back it up, and start `worthwhile serve` anew: that updates it"
        return broken(name, "is of an older version", cure)
    return fine(name, "whole, and up to date")


def _open_to_others(name: str, path: Path) -> Iterator[Finding]:
    files = (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm"))
    loose = [its for its in files if its.exists() and its.stat().st_mode & 0o077]
    if loose:
        names = " ".join(map(str, loose))
        yield look(name, "other accounts of this machine may read it", f"run chmod 600 {names}")


def _secret(settings: Settings) -> Iterator[Finding]:
    if settings.secret:
        yield fine("secret key", "comes from the environment")
        return
    path = settings.secret_file
    if not path.exists():
        if settings.keystore.exists():
            yield broken("secret key", f"{path} is not there", _BACK)
    elif path.stat().st_mode & 0o077:
        yield broken("secret key", f"{path} can be read by others", f"run chmod 600 {path}")
    else:
        yield fine("secret key", "for its owner's eyes alone")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    said = f"{free / _GIB:,.1f} GiB free beside the database"
    if free < _NO_ROOM:
        return broken("disk", said, "make room: nothing can be taken in when it is full")
    if free < _LITTLE_ROOM:
        return look("disk", said, "make room before it is full")
    return fine("disk", said)


def _served(database: Path) -> Finding:
    if is_held(database):
        return fine("serve", "runs on this database")
    return look("serve", "does not run on this database", "start `worthwhile serve`")
