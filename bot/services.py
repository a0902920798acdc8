"""What every verb is handed. The only place where the real clock, ids and chance come from."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk import WebClient

from bot.model import Instant
from bot.people.keys import KeyStore
from storage.engine import Database

Clock = Callable[[], Instant]


def real_clock() -> Instant:
    """Now, in whole seconds."""
    return int(time.time())


def new_id() -> str:
    """A random id: 128 bits, as 32 hex digits."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Services:
    """The stores, Slack, the clock, ids and chance; `rehearsal` where the database is one."""

    database: Database
    keys: KeyStore
    slack: WebClient
    clock: Clock = real_clock
    new_id: Callable[[], str] = new_id
    chance: random.Random = field(default_factory=random.SystemRandom)
    rehearsal: bool = False


@dataclass(frozen=True)
class PublishedServices:
    """What code that serves managers and admins is handed: a connection that the database itself
    keeps from every personal table."""

    database: Database
    clock: Clock = real_clock
    rehearsal: bool = False
