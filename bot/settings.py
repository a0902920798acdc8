"""The only reader of the environment. What is missing or malformed stops the program at start,
with one line that names the variable and the cure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

OURS = "WORTHWHILE_"
SLACK_API = "https://slack.com/api/"
_PORT = re.compile(r"[0-9]{1,5}")
_SECRET = re.compile(r"[0-9a-fA-F]{64}")
_SLACK_ID = re.compile(r"[UW][A-Z0-9]+")


class SettingsError(ValueError):
    """A setting is missing or malformed. The text names the variable and the cure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment, read once. Its repr shows no secret."""

    bot_token: str | None
    app_token: str | None
    signing_secret: str | None
    api_url: str
    database: Path
    keystore: Path
    secret_file: Path
    host: str
    port: int
    public_url: str | None
    admins: frozenset[str]
    rehearsal: bool
    secret: bytes | None = None
    """The secret key itself, where it does not lie in a file."""
    secret_next: bytes | None = None
    """The one that is to follow, where the secret key does not lie in a file."""
    given: Mapping[str, str] = field(default_factory=dict)
    """All variables of the bot's own as they are: reports of vendors look for theirs here."""

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Settings:
        """Read and check every variable. Raises SettingsError."""
        given = {name: value.strip() for name, value in environment.items()}
        database = _file("WORTHWHILE_DATABASE", given, Path("worthwhile.db"))
        host, port = _listen(given.get("WORTHWHILE_LISTEN") or "127.0.0.1:4318")
        return cls(
            bot_token=_token("SLACK_BOT_TOKEN", "xoxb-", given),
            app_token=_token("SLACK_APP_TOKEN", "xapp-", given),
            signing_secret=given.get("SLACK_SIGNING_SECRET") or None,
            api_url=_url("SLACK_API_URL", given.get("SLACK_API_URL") or SLACK_API),
            database=database,
            keystore=_file("WORTHWHILE_KEYSTORE", given, _beside(database, ".keys")),
            secret_file=_file("WORTHWHILE_SECRET_FILE", given, _beside(database, ".secret")),
            host=host,
            port=port,
            public_url=_public(given.get("WORTHWHILE_PUBLIC_URL")),
            admins=_admins(given.get("WORTHWHILE_ADMINS") or ""),
            rehearsal=_switch("WORTHWHILE_REHEARSAL", given),
            secret=_secret("WORTHWHILE_SECRET", given),
            secret_next=_secret("WORTHWHILE_SECRET_NEXT", given),
            given={name: its for name, its in given.items() if name.startswith(OURS) and its},
        )._kept_apart()

    def for_slack(self) -> Settings:
        """The same settings, checked for reaching Slack at all. Raises SettingsError."""
        if not self.bot_token:
            raise SettingsError(
                "SLACK_BOT_TOKEN is not set: put the app's bot token (xoxb-…) there"
            )
        return self

    def for_serving(self) -> Settings:
        """The same settings, checked for serving. Raises SettingsError."""
        if not self.app_token and not self.signing_secret:
            raise SettingsError(
                "SLACK_APP_TOKEN is not set: put an app-level token (xapp-…) there for Socket Mode "
                "or set SLACK_SIGNING_SECRET to serve Slack over HTTP"
            )
        return self.for_slack()

    def _kept_apart(self) -> Settings:
        """The same settings, checked for three files that are three."""
        if self.keystore.resolve() == self.database.resolve():
            raise SettingsError("WORTHWHILE_KEYSTORE is the database itself: name another file")
        if self.secret_file.resolve() in (self.database.resolve(), self.keystore.resolve()):
            raise SettingsError("WORTHWHILE_SECRET_FILE is one of the stores: name another file")
        return self

    def __repr__(self) -> str:
        return f"Settings(database={str(self.database)!r}, listen={self.host}:{self.port})"


def _token(name: str, prefix: str, environment: Mapping[str, str]) -> str | None:
    value = environment.get(name) or None
    if value and not value.startswith(prefix):
        raise SettingsError(f"{name} does not look right: it begins with {prefix}")
    return value


def _secret(name: str, environment: Mapping[str, str]) -> bytes | None:
    value = environment.get(name) or None
    if value and not _SECRET.fullmatch(value):
        raise SettingsError(
            f"{name} is no secret key: write 64 hex digits, such as `openssl rand -hex 32` gives"
        )
    return bytes.fromhex(value) if value else None


def _public(value: str | None) -> str | None:
    """Where people's tools reach the HTTP side, when that is not where it listens (a proxy)."""
    return _url("WORTHWHILE_PUBLIC_URL", value).rstrip("/") if value else None


def _url(name: str, value: str) -> str:
    if not is_url(value):
        raise SettingsError(f"{name} is not a URL: write one such as {SLACK_API}")
    return value if value.endswith("/") else value + "/"


def is_url(value: str) -> bool:
    """Whether this is an address that can be asked over HTTP."""
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, or brackets left open
        return False


def _file(name: str, environment: Mapping[str, str], usual: Path) -> Path:
    value = environment.get(name)
    if value and "://" in value:
        raise SettingsError(f"{name} names a server: this version keeps its stores in SQLite files")
    path = Path(value) if value else usual
    if not path.absolute().parent.is_dir():
        raise SettingsError(f"{name} lies in a folder that is not there: make {path.parent} first")
    if path.is_dir():
        raise SettingsError(f"{name} is a folder: name a file in it")
    return path


def _beside(database: Path, ending: str) -> Path:
    return database.with_name(database.stem + ending)


def _listen(value: str) -> tuple[str, int]:
    host, _, port = value.rpartition(":")
    if not host or not _PORT.fullmatch(port) or int(port) > 65_535:
        raise SettingsError("WORTHWHILE_LISTEN is not host:port: write one such as 127.0.0.1:4318")
    return host.strip("[]"), int(port)


def _admins(value: str) -> frozenset[str]:
    ids = frozenset(part.strip() for part in value.split(",") if part.strip())
    if not all(_SLACK_ID.fullmatch(its) for its in ids):
        raise SettingsError("WORTHWHILE_ADMINS holds something other than Slack ids: write U…,U…")
    return ids


def _switch(name: str, environment: Mapping[str, str]) -> bool:
    value = environment.get(name) or "0"
    if value not in ("0", "1"):
        raise SettingsError(f"{name} is neither 0 nor 1: write 1, or leave it out")
    return value == "1"
