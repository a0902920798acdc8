"""Backups of both stores, apart, and putting them back.

The database is copied before the key store: whoever joins in between is then a key without rows,
which does no harm, and never rows without a key. The secret key is in no backup. Backups of the key
store are to be kept 30 days at most: until then the key of somebody who was erased is in them.

Putting one back brings back no erased person, and draws no window a second time. It is told in the
public log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import carried_over
from bot.alone import alone
from bot.model import Instant
from bot.people.keys import fingerprint
from bot.secret import named, secret_key
from bot.settings import Settings, SettingsError
from storage import keystore
from storage.engine import CannotOpen, Database
from storage.operations import settings as kept
from storage.sqlite import SqliteDatabase, copy

DATABASE, KEYS = Path("database") / "worthwhile.db", Path("keys") / "worthwhile.keys"


def back_up(settings: Settings, folder: Path) -> None:
    """Copy both stores, in use or not, into two folders of a new folder. Raises SettingsError."""
    if (folder / DATABASE).exists() or (folder / KEYS).exists():
        raise SettingsError(f"{folder} holds a backup already: name a new folder")
    for file in (DATABASE, KEYS):
        (folder / file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _store(settings.keystore) as its:
        log_head = keystore.fact(its, keystore.LOG_HEAD)
    copy(settings.database, folder / DATABASE)
    copy(settings.keystore, folder / KEYS)
    with _store(folder / KEYS) as its:
        # What the public log came to must be what the copied database has of it.
        if log_head is not None:
            keystore.set_fact(its, keystore.LOG_HEAD, log_head)


def restore(settings: Settings, folder: Path, now: Instant) -> int:
    """Put a backup in place of what there is; who was erased since stays erased, and what was drawn
    since is not drawn again. How many were erased. Raises SettingsError for two halves that do not
    belong together, or not to the secret key."""
    with alone(settings.database), TemporaryDirectory(dir=settings.keystore.parent) as draft:
        _fit(settings, folder)
        draft_keys = Path(draft) / KEYS.name
        copy(folder / KEYS, draft_keys)
        with _store(draft_keys) as keys, _if_there(settings.keystore) as present:
            erased = carried_over.forget_again(present, keys) if present else 0
            carried_over.draw_no_more(present, keys, now)
            newest = carried_over.newest_known(present)
            # In this order, too: cut short, it leaves keys without rows.
            copy(folder / DATABASE, settings.database)
            with _store(settings.database) as database:
                carried_over.tell(database, keys, newest, now)
        copy(draft_keys, settings.keystore)
        for path in (settings.database, settings.keystore):
            with _store(path) as its:
                its.truncate_log()
    return erased


def _fit(settings: Settings, folder: Path) -> None:
    for file in (DATABASE, KEYS):
        if not (folder / file).exists():
            raise SettingsError(f"{folder} holds no backup: {file} is missing in it")
    with _store(folder / DATABASE) as database, _store(folder / KEYS) as keys:
        marks = kept.fact(database, "key_fingerprint"), keystore.fact(keys, "fingerprint")
    if marks[0] is None or marks[0] != marks[1]:
        raise SettingsError(f"the two halves in {folder} do not belong together")
    if marks[1] != fingerprint(secret_key(settings, make=False)):
        raise SettingsError(
            f"{named(settings)} holds another secret key than the one the backup in {folder} was "
            "made with: put that one back first"
        )


@contextmanager
def _store(path: Path) -> Iterator[Database]:
    store = SqliteDatabase(path)
    try:
        yield store
    except CannotOpen as error:
        raise SettingsError(f"{path} is no store that Worthwhile made") from error
    finally:
        store.close()


@contextmanager
def _if_there(path: Path) -> Iterator[Database | None]:
    """A store; None where there is no such file, as on a new machine."""
    if not path.exists():
        yield None
        return
    with _store(path) as store:
        yield store
