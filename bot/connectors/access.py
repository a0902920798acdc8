"""What an operator gives for a report, and how its vendor is reached with that."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.model import Instant


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment: what belongs there, and what holds where it is not set.

    Without `usual` it is needed as soon as another variable of the same report is set. What is
    called `…_URL` must be one.
    """

    name: str
    meaning: str
    usual: str | None = None


class Grant(Protocol):
    """What is asked of whom for a token, where a vendor takes no key."""

    @property
    def base(self) -> str:
        """Where the one who gives tokens is."""
        ...

    @property
    def path(self) -> str:
        """Where they give them."""
        ...

    def fields(self, now: Instant) -> Mapping[str, str]:
        """The form that is sent. Raises Unreached where what the operator gave cannot be used."""
        ...


@dataclass(frozen=True, slots=True)
class Way:
    """Where a vendor's interface begins, and what every question to it carries: a key in its
    headers, or a token by a grant. Its repr shows neither."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    grant: Grant | None = field(default=None, repr=False)


Given = Mapping[str, str]
"""Every variable of a report with what holds for it."""


def bearer(key: str) -> dict[str, str]:
    """The key as a bearer token."""
    return {"Authorization": f"Bearer {key}"}


def basic(user: str, password: str = "") -> dict[str, str]:
    """A user and a password; some vendors take the key as the user."""
    plain = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {plain}"}
