"""Opening both stores and the secret key, in the order that never leaves people without keys."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bot.model import Instant
from bot.people.keys import SECRET_BYTES, KeyStore, WrongSecret, fingerprint
from bot.settings import Settings, SettingsError
from storage.directory import people
from storage.engine import Database, migrate
from storage.keystore import has_people
from storage.operations import settings as kept
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite import SqliteDatabase, published


@dataclass(frozen=True)
class Stores:
    """Both stores, open; and the walled connection to the first."""

    database: Database
    keys: KeyStore
    published: Database

    def close(self) -> None:
        """Close every connection."""
        for store in (self.published, self.database, self.keys.store):
            store.close()


def open_stores(settings: Settings, now: Instant) -> Stores:
    """Open the stores, making them on first use. Raises SettingsError, naming the cure."""
    database = SqliteDatabase(settings.database)
    migrate(database, MIGRATIONS)
    keystore = SqliteDatabase(settings.keystore)
    migrate(keystore, KEYSTORE_MIGRATIONS)
    inhabited = bool(people.count(database)) or has_people(keystore)
    secret = _secret(settings.secret_file, make=not inhabited)
    try:
        keys = KeyStore.open(keystore, secret)
    except WrongSecret as error:
        raise SettingsError(
            "WORTHWHILE_SECRET_FILE holds another secret key than the one WORTHWHILE_KEYSTORE was "
            "made with: put the right file back from its backup"
        ) from error
    _belong_together(database, secret, now)
    _note_rehearsal(database, settings, now, fresh=not inhabited)
    return Stores(database, keys, published(settings.database))


def is_rehearsal(database: Database) -> bool:
    """Whether this database was made as a rehearsal: it stays one for ever."""
    return kept.fact(database, "rehearsal") == "yes"


def _secret(path: Path, *, make: bool) -> bytes:
    if not path.exists():
        if not make:
            raise SettingsError(
                f"WORTHWHILE_SECRET_FILE ({path}) is missing, but the database has people: put "
                "it back from its backup; a new key could not read anything"
            )
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(SECRET_BYTES).hex().encode() + b"\n")
    if path.stat().st_mode & 0o077:
        raise SettingsError(
            f"WORTHWHILE_SECRET_FILE ({path}) can be read by others: run chmod 600 on it"
        )
    try:
        secret = bytes.fromhex(path.read_text().strip())
    except ValueError:
        secret = b""
    if len(secret) != SECRET_BYTES:
        raise SettingsError(
            f"WORTHWHILE_SECRET_FILE ({path}) holds no secret key: put it back from its backup"
        )
    return secret


def _belong_together(database: Database, secret: bytes, now: Instant) -> None:
    """The database carries the fingerprint of its key, so that a mixed pair is noticed."""
    mark = kept.fact(database, "key_fingerprint")
    if mark is None:
        kept.note(database, "key_fingerprint", fingerprint(secret), now)
    elif mark != fingerprint(secret):
        raise SettingsError(
            "WORTHWHILE_DATABASE and WORTHWHILE_KEYSTORE do not belong together: restore both from "
            "the same backup"
        )


def _note_rehearsal(database: Database, settings: Settings, now: Instant, *, fresh: bool) -> None:
    if settings.rehearsal and not is_rehearsal(database):
        if not fresh:
            raise SettingsError(
                "WORTHWHILE_REHEARSAL is 1, but this database has real people: use another file"
            )
        kept.note(database, "rehearsal", "yes", now)
