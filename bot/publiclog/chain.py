"""The chain itself: what an entry's hash is made of, and whether one follows from another. Pure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from enum import StrEnum

from bot.model import Instant, LogEntry, Told

NOTHING = "0" * 64
"""What stands before the first entry."""

_SHORT = 8


class Fault(StrEnum):
    """What can be wrong with an entry."""

    MISSING = "it is missing"
    CHANGED = "it is not what was written, or does not follow from the one before"
    NO_PLEDGE = "the pledge stands first, and only there"
    PAGES = "a team's name leads to another group, or by other floors, than was fixed"
    FIGURES = "what is published is not what was locked"


def entry(before: LogEntry | None, kind: Told, body: object, now: Instant) -> LogEntry:
    """The entry that follows."""
    seq, previous = (before.seq + 1, before.hash) if before else (1, NOTHING)
    unsigned = LogEntry(seq, now, str(kind), canonical(body), previous, "")
    return replace(unsigned, hash=digest(unsigned))


def fault(its: LogEntry, before: LogEntry | None) -> Fault | None:
    """Why an entry cannot be the one that followed; None where it is."""
    seq, previous = (before.seq + 1, before.hash) if before else (1, NOTHING)
    if its.seq != seq:
        return Fault.MISSING
    if its.previous != previous or its.hash != digest(its):
        return Fault.CHANGED
    return Fault.NO_PLEDGE if (its.seq == 1) != (its.kind == Told.PLEDGE) else None


def digest(its: LogEntry) -> str:
    """SHA-256, in hex, over the canonical JSON of number, time, kind, body and the hash before."""
    return sha256(canonical([its.seq, its.at, its.kind, its.body, its.previous]))


def short(digest: str) -> str:
    """As much of a hash as people compare."""
    return digest[:_SHORT]


def canonical(value: object) -> str:
    """JSON that is the same for the same value: keys sorted, no spaces, nothing escaped that need
    not be."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def sha256(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()
