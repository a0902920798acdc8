"""What an operator gives for a report, and how its vendor is reached with that."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment: what belongs there, and what holds where it is not set.

    Without `usual` it is needed as soon as another variable of the same report is set. What is
    called `…_URL` must be one.
    """

    name: str
    meaning: str
    usual: str | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Where a vendor's interface begins, and what every question to it carries. Its repr shows no
    key."""

    base: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


Given = Mapping[str, str]
"""Every variable of a report with what holds for it."""


def bearer(key: str) -> dict[str, str]:
    """The key as a bearer token."""
    return {"Authorization": f"Bearer {key}"}


def basic(user: str, password: str = "") -> dict[str, str]:
    """A user and a password; some vendors take the key as the user."""
    plain = base64.b64encode(f"{user}:{password}".encode()).decode()
    return {"Authorization": f"Basic {plain}"}
