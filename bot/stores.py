"""Opening both stores and the secret key, in the order that never leaves people without keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.alone import beside_others
from bot.model import Instant
from bot.people.ciphers import WrongSecret
from bot.people.keys import KeyStore, fingerprint, kept_under
from bot.publiclog.anchoring import anchor
from bot.publiclog.writing import take_turn
from bot.secret import following_key, named, secret_key, take_over
from bot.settings import Settings, SettingsError
from storage.engine import CannotOpen, Connection, Database, Migration, migrate
from storage.keystore import has_people
from storage.operations import settings as kept
from storage.personal import people
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite import SqliteDatabase, published


@dataclass(frozen=True)
class Stores:
    """Both stores, open; the walled connection to the first; and what keeps others from replacing
    them meanwhile."""

    database: Database
    keys: KeyStore
    published: Database
    lock: TextIO

    def close(self) -> None:
        """Close every connection, and then let go."""
        for store in (self.published, self.database, self.keys.store, self.lock):
            store.close()


def open_stores(settings: Settings, now: Instant, lock: TextIO | None = None) -> Stores:
    """Open the stores, making them on first use; with a `lock`, undisturbed. Raises SettingsError,
    naming the cure."""
    with ExitStack() as opened:
        lock = lock or beside_others(settings.database)
        opened.callback(lock.close)
        durable = not settings.rehearsal
        database = _open("WORTHWHILE_DATABASE", settings.database, MIGRATIONS, durable=durable)
        opened.callback(database.close)
        keystore = _open(
            "WORTHWHILE_KEYSTORE", settings.keystore, KEYSTORE_MIGRATIONS, durable=durable
        )
        opened.callback(keystore.close)
        _both_or_none(database, keystore)
        make = not (people.anybody(database) or has_people(keystore))
        secret = _secret(settings, database, keystore, now, make=make)
        keys = _unlock(settings, keystore, secret, KeyStore.open)
        with database.transaction() as tx:
            _belong_together(tx, keystore, secret, rehearsal=settings.rehearsal)
            _note_secret(tx, secret, rehearsal=settings.rehearsal, now=now)
        anchor(database, keystore)
        opened.pop_all()
        return Stores(database, keys, published(settings.database), lock)


def look_at(settings: Settings) -> Stores:
    """Open stores that were opened before, as they are and for reading alone: nothing is brought up
    to date, noted or mended, and a change of the secret key that was cut short stays so. Raises
    SettingsError."""
    with ExitStack() as opened:
        lock = beside_others(settings.database)
        opened.callback(lock.close)
        database, keystore = (
            SqliteDatabase(path, looking=True) for path in (settings.database, settings.keystore)
        )
        opened.callback(database.close)
        opened.callback(keystore.close)
        _both_or_none(database, keystore)
        secret, new = secret_key(settings, make=False), following_key(settings)
        if new is not None and kept_under(keystore, new):
            secret = new
        keys = _unlock(settings, keystore, secret, KeyStore.look)
        _belong_together(database, keystore, secret, rehearsal=settings.rehearsal)
        opened.pop_all()
        return Stores(database, keys, published(settings.database, looking=True), lock)


def is_rehearsal(database: Connection) -> bool:
    """Whether this database was made as a rehearsal: it stays one for ever."""
    return kept.fact(database, "rehearsal") == "yes"


def _open(
    name: str, path: Path, migrations: Sequence[Migration], *, durable: bool
) -> SqliteDatabase:
    store = SqliteDatabase(path, durable=durable)
    try:
        migrate(store, migrations)
    except CannotOpen as error:
        store.close()
        raise SettingsError(
            f"{name} ({path}) cannot be opened ({error}): name a file that may be written and that "
            "Worthwhile itself made"
        ) from error
    return store


def announce(database: Connection, secret: bytes, now: Instant) -> None:
    """Begin a change of the secret key: let the database say which one is to follow, so that it is
    known there however far the change came."""
    kept.note(database, "key_fingerprint_next", fingerprint(secret), now)


def follow(settings: Settings, database: Database, secret: bytes, now: Instant) -> None:
    """End a change of the secret key: the key store is kept under this one already."""
    note_fingerprint(database, secret, now)
    if settings.secret is None:
        take_over(settings.secret_file)


def note_fingerprint(database: Connection, secret: bytes, now: Instant) -> None:
    """Let the database say which secret key it belongs to."""
    kept.note(database, "key_fingerprint", fingerprint(secret), now)


def _secret(
    settings: Settings, database: Database, keystore: Connection, now: Instant, *, make: bool
) -> bytes:
    """The secret key; the following one where a change was cut short before it took over."""
    secret, new = secret_key(settings, make=make), following_key(settings)
    if new is None or not kept_under(keystore, new):
        return secret
    mark = kept.fact(database, "key_fingerprint")
    if mark in (fingerprint(secret), fingerprint(new)):
        follow(settings, database, new, now)
    return new


def _both_or_none(database: Connection, keystore: Connection) -> None:
    if people.anybody(database) and not has_people(keystore):
        raise SettingsError(
            "WORTHWHILE_KEYSTORE holds nobody, but the database has people: put it back from its "
            "backup"
        )


def _unlock(
    settings: Settings,
    keystore: Database,
    secret: bytes,
    how: Callable[[Database, bytes], KeyStore],
) -> KeyStore:
    try:
        return how(keystore, secret)
    except WrongSecret as error:
        cure = (
            "put the right file back from its backup"
            if settings.secret is None
            else "put the right one back (after `worthwhile keys rotate` it is the one that "
            "WORTHWHILE_SECRET_NEXT held)"
        )
        raise SettingsError(
            f"{named(settings)} holds another secret key than the one WORTHWHILE_KEYSTORE was made "
            f"with: {cure}"
        ) from error


def _belong_together(
    database: Connection, keystore: Connection, secret: bytes, *, rehearsal: bool
) -> None:
    """The database carries the fingerprint of its key, so that a mixed pair is noticed."""
    mark, following = (
        kept.fact(database, name) for name in ("key_fingerprint", "key_fingerprint_next")
    )
    if mark is None:
        if has_people(keystore):
            raise SettingsError(
                "WORTHWHILE_DATABASE is new, but WORTHWHILE_KEYSTORE has people: put the database "
                "back from its backup, or name a new key store"
            )
    elif fingerprint(secret) not in (mark, following):
        raise SettingsError(
            "WORTHWHILE_DATABASE and WORTHWHILE_KEYSTORE do not belong together: restore both from "
            "the same backup"
        )
    elif rehearsal and not is_rehearsal(database):
        raise SettingsError(
            "WORTHWHILE_REHEARSAL is 1, but this database was not made as a rehearsal: use another "
            "file"
        )


def _note_secret(database: Connection, secret: bytes, *, rehearsal: bool, now: Instant) -> None:
    """Let a new database say which secret key it belongs to; and one in which a change of the key
    was cut short."""
    mark = kept.fact(database, "key_fingerprint")
    if mark == fingerprint(secret):
        return
    note_fingerprint(database, secret, now)
    if mark is None:
        if rehearsal:
            kept.note(database, "rehearsal", "yes", now)
        take_turn(database, now)  # the public log begins, with its pledge
