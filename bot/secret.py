"""The secret key: from the environment, or from a file that is made once, for its owner's eyes
alone."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from bot.people.keys import SECRET_BYTES
from bot.settings import Settings, SettingsError

_WRITTEN = re.compile(rb"\s*[0-9a-fA-F]{%d}\s*" % (2 * SECRET_BYTES))


def secret_key(settings: Settings, *, make: bool) -> bytes:
    """The secret key, from where it is kept. Raises SettingsError."""
    path, secret = settings.secret_file, settings.secret
    if secret is None:
        return read_secret(path, make=make)
    if path.exists() and read_secret(path, make=False) != secret:
        raise SettingsError(
            f"WORTHWHILE_SECRET and WORTHWHILE_SECRET_FILE ({path}) hold two different keys: take "
            "away the one that is not in use"
        )
    return secret


def following_key(settings: Settings) -> bytes | None:
    """The key that is to follow, if there is one yet. Raises SettingsError."""
    if settings.secret is not None:
        return settings.secret_next
    path = following(settings.secret_file)
    return read_secret(path, make=False) if path.exists() else None


def make_following_key(settings: Settings) -> bytes:
    """The key that is to follow from here on; in a file it is made. Raises SettingsError."""
    if settings.secret is None:
        return make_following(settings.secret_file)
    if settings.secret_next in (None, settings.secret):
        raise SettingsError(
            "WORTHWHILE_SECRET_NEXT does not hold the key that is to follow: write 64 hex digits "
            "there, such as `openssl rand -hex 32` gives, and run this again"
        )
    return settings.secret_next


def named(settings: Settings) -> str:
    """The variable that says what the secret key is."""
    return "WORTHWHILE_SECRET_FILE" if settings.secret is None else "WORTHWHILE_SECRET"


def read_secret(path: Path, *, make: bool) -> bytes:
    """The secret key. Where there is none it is made if it may be. Raises SettingsError."""
    if not path.exists():
        if not make:
            raise SettingsError(
                f"WORTHWHILE_SECRET_FILE ({path}) is missing, but there are people: put it back "
                "from its backup; a new key could not read anything"
            )
        _make(path)
    try:
        with path.open("rb") as file:
            mode, text = os.fstat(file.fileno()).st_mode, file.read()
    except OSError as error:
        raise SettingsError(
            f"WORTHWHILE_SECRET_FILE ({path}) cannot be read: make its owner the one who runs this"
        ) from error
    if mode & 0o077:
        raise SettingsError(
            f"WORTHWHILE_SECRET_FILE ({path}) can be read by others: run chmod 600 on it"
        )
    if not _WRITTEN.fullmatch(text):
        raise SettingsError(
            f"WORTHWHILE_SECRET_FILE ({path}) holds no secret key: put it back from its backup"
        )
    return bytes.fromhex(text.decode())


def following(path: Path) -> Path:
    """Where the secret key lies that is to follow the one at `path`."""
    return path.with_name(path.name + ".new")


def make_following(path: Path) -> bytes:
    """Make the secret key that is to follow; one that was made before and never used goes."""
    following(path).unlink(missing_ok=True)
    return read_secret(following(path), make=True)


def take_over(path: Path) -> None:
    """Put the following secret key in the place of the one before; nothing if that is done."""
    try:
        following(path).replace(path)
    except FileNotFoundError:
        return
    _keep(path.parent)


def _make(path: Path) -> None:
    """Appear whole or not at all, and only once: of several processes that start together the
    first one's key is everybody's."""
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=path.name)  # made readable by us alone
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(os.urandom(SECRET_BYTES).hex().encode() + b"\n")
            file.flush()
            os.fsync(handle)
        os.link(draft, path)
        _keep(path.parent)
    except FileExistsError:
        pass
    except OSError as error:
        raise SettingsError(
            f"WORTHWHILE_SECRET_FILE ({path}) cannot be made: name a folder that may be written"
        ) from error
    finally:
        Path(draft).unlink()


def _keep(folder: Path) -> None:
    """A key that a power cut took away again would leave people that nobody can read."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
