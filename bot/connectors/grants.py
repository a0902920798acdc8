"""Who gives tokens for what: Microsoft Entra for Graph, Google for its service accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from bot.connectors.signing import NotAKey, signed
from bot.connectors.unreached import Unreached
from bot.model import HOUR, Instant


@dataclass(frozen=True, slots=True)
class ClientSecret:
    """An application of Microsoft Entra: its own id and secret, for Microsoft Graph."""

    base: str
    tenant: str
    client: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """Where its tenant gives tokens."""
        return f"{self.tenant}/oauth2/v2.0/token"

    def fields(self, now: Instant) -> Mapping[str, str]:  # noqa: ARG002
        """The form of a client-credentials grant."""
        return {
            "grant_type": "client_credentials",
            "client_id": self.client,
            "client_secret": self.secret,
            "scope": "https://graph.microsoft.com/.default",
        }


class _Account(msgspec.Struct):
    client_email: str
    private_key: str


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """A service account of Google Cloud that may act for an administrator: `key_file` is what
    Google hands out as JSON, `admin` the administrator's e-mail address."""

    base: str
    key_file: Path
    admin: str
    path = "token"

    def fields(self, now: Instant) -> Mapping[str, str]:
        """The form of a signed assertion, good for an hour and for reading audit logs alone."""
        try:
            account = msgspec.json.decode(self.key_file.read_bytes(), type=_Account)
            assertion = signed(self._claims(account.client_email, now), account.private_key)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError, NotAKey):
            raise Unreached("key file not usable") from None
        return {
            "grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer",
            "assertion": assertion,
        }

    def _claims(self, email: str, now: Instant) -> Mapping[str, str | int]:
        return {
            "iss": email,
            "sub": self.admin,
            "scope": "https://www.googleapis.com/auth/admin.reports.audit.readonly",
            "aud": f"{self.base.rstrip('/')}/{self.path}",
            "iat": now,
            "exp": now + HOUR,
        }
