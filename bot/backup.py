"""Backups of both stores, apart, and putting them back.

The database is copied before the key store: whoever joins in between is then a key without rows,
which does no harm, and never rows without a key. The secret key is in no backup. Backups of the key
store are to be kept 30 days at most: until then the key of somebody who was erased is in them, and
no longer is it known who that was.

Putting one back brings back no erased person, as far as the key store that was there can tell, and
draws no window a second time. It is told in the public log.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot import carried_over
from bot.alone import beside_others, undisturbed
from bot.carried_over import Forgotten
from bot.model import DAY, Instant
from bot.people.erasure import REMEMBERED
from bot.people.keys import KeyStore, fingerprint
from bot.secret import following, following_key, named, secret_key
from bot.settings import Settings, SettingsError
from storage import keystore
from storage.engine import CannotOpen, Database
from storage.operations import settings as kept
from storage.sqlite import SqliteDatabase, copy

DATABASE, KEYS = Path("database") / "worthwhile.db", Path("keys") / "worthwhile.keys"


@dataclass(frozen=True, slots=True)
class Restored:
    """When the backup was made that was put back, and who was erased since and stays so: None where
    no key store was there to tell, so that they are back."""

    made_at: Instant
    forgotten: Forgotten | None


def back_up(settings: Settings, folder: Path, now: Instant) -> None:
    """Copy both stores, in use or not, into two folders of a new folder. Raises SettingsError, also
    for two that do not belong together: of these nothing is left there."""
    if (folder / DATABASE).exists() or (folder / KEYS).exists():
        raise SettingsError(f"{folder} holds a backup already: name a new folder")
    for file in (DATABASE, KEYS):
        (folder / file).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with beside_others(settings.database):
        with _store(settings.keystore) as its:
            log_head = keystore.fact(its, keystore.LOG_HEAD)
        copy(settings.database, folder / DATABASE)
        copy(settings.keystore, folder / KEYS)
    with _store(folder / KEYS) as its:
        keystore.set_fact(its, keystore.BACKED_UP, str(now))
        # What the public log came to must be what the copied database has of it.
        if log_head is not None:
            keystore.set_fact(its, keystore.LOG_HEAD, log_head)
    if _mark(folder) is None:
        for file in (DATABASE, KEYS):
            (folder / file).unlink()
        raise SettingsError(
            "WORTHWHILE_DATABASE and WORTHWHILE_KEYSTORE do not belong together: if a change of "
            "the secret key was cut short, `worthwhile log verify` ends it; then back up again"
        )


def restore(settings: Settings, folder: Path, now: Instant, *, old: bool = False) -> Restored:
    """Put a backup in place of what there is; who was erased since stays erased, and what was drawn
    since is not drawn again. Raises SettingsError while anybody has the stores open, for two halves
    that do not belong together, or not to the secret key; and, if not `old`, for keys from before
    the earliest erasure that is still known of."""
    with (
        undisturbed(settings.database),
        TemporaryDirectory(dir=settings.keystore.parent) as draft,
    ):
        secret = _fit(settings, folder)
        draft_keys = Path(draft) / KEYS.name
        copy(folder / KEYS, draft_keys)
        with _store(draft_keys) as store, _if_there(settings.keystore) as present:
            keys = KeyStore.open(store, secret)
            made_at = _made_at(store, folder, now, old=old)
            secrets = (secret, following_key(settings))
            before = carried_over.predecessor(present, secrets, keys) if present else None
            forgotten = carried_over.forget_again(before, keys) if before else None
            carried_over.draw_no_more(before, store, now)
            newest = carried_over.newest_known(before)
            # In this order, too: cut short, it leaves keys without rows.
            copy(folder / DATABASE, settings.database)
            with _store(settings.database) as database:
                carried_over.tell(database, store, newest, now)
        copy(draft_keys, settings.keystore)
        for path in (settings.database, settings.keystore):
            with _store(path) as its:
                its.truncate_log()
    return Restored(made_at, forgotten)


def _fit(settings: Settings, folder: Path) -> bytes:
    """The secret key that both halves of a backup belong to."""
    for file in (DATABASE, KEYS):
        if not (folder / file).exists():
            raise SettingsError(f"{folder} holds no backup: {file} is missing in it")
    mark, secret = _mark(folder), secret_key(settings, make=False)
    if mark is None:
        raise SettingsError(f"the two halves in {folder} do not belong together")
    if mark != fingerprint(secret):
        beside = (
            following(settings.secret_file) if not settings.secret else "WORTHWHILE_SECRET_NEXT"
        )
        raise SettingsError(
            f"{named(settings)} holds another secret key than the one the backup in {folder} was "
            f"made with: put a copy of that one back first, and the present one into {beside}, or "
            "messages to those who are being erased stay in Slack"
        )
    return secret


def _mark(folder: Path) -> str | None:
    """The fingerprint that both halves of a backup carry; None if not the same."""
    with _store(folder / DATABASE) as database, _store(folder / KEYS) as keys:
        mark = kept.fact(database, "key_fingerprint")
        return mark if mark == keystore.fact(keys, "fingerprint") else None


def _made_at(store: Database, folder: Path, now: Instant, *, old: bool) -> Instant:
    made_at = int(keystore.fact(store, keystore.BACKED_UP) or 0)
    if made_at < now - REMEMBERED and not old:
        day = datetime.fromtimestamp(made_at, UTC).date()
        raise SettingsError(
            f"the keys in {folder} are of {day}, and who was erased is known for "
            f"{REMEMBERED // DAY} days: those who were erased before would come back. Take a newer "
            "backup; if there is none, add --erased-may-return, and erase them again afterwards"
        )
    return made_at


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
    """A store; None where there is no such file, as on a new machine, or nothing in it."""
    if not path.exists() or not path.stat().st_size:
        yield None
        return
    with _store(path) as store:
        yield store
