"""The file with the secret key: made once, for its owner's eyes alone."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

from bot.people.keys import SECRET_BYTES
from bot.settings import SettingsError

_WRITTEN = re.compile(rb"\s*[0-9a-fA-F]{%d}\s*" % (2 * SECRET_BYTES))


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
