"""What stands in the public log."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.time import Instant


class Told(StrEnum):
    """What an entry tells of."""

    PLEDGE = "pledge"
    ROSTER = "roster"
    SETTINGS = "settings"
    FROZEN = "frozen"
    RELEASED = "released"
    LOST = "lost"
    RESTORED = "restored"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the public log, numbered from 1 without a gap.

    `kind` is one of Told, and `body` canonical JSON, unless somebody wrote over them: both are kept
    as they were read. `previous` is the hash of the entry before, `hash` that of all of this one
    (SHA-256 in hex).
    """

    seq: int
    at: Instant
    kind: str
    body: str
    previous: str
    hash: str
