"""What a history tells of was perhaps told as it happened, longer ago than keys are kept.

Somebody's telemetry runs for weeks, then they scan their logs for the first time: the keys of the
first weeks are gone by then. So for every task and session that is heard of as it happens one more
key is kept for as long as tasks are, and what a history says of those is known. (Lines without task
or session have nothing to be recognised by; a history of those should be imported first.)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from bot.model import Instant
from bot.sources.grouping import Group
from bot.sources.lateness import HISTORY_KEPT, TIMELY
from storage.engine import Connection
from storage.personal import seen


def mark(tx: Connection, parts: Sequence[Group], now: Instant) -> None:
    """These were heard of as they happened."""
    seen.prolong(
        tx,
        [
            {"person": part.person, "key": _key(part), "until": now + HISTORY_KEPT}
            for part in parts
            if part.recognisable
        ],
    )


def without_told(tx: Connection, parts: Sequence[Group], now: Instant) -> list[Group]:
    """The parts of a history, without what is old and was told as it happened."""
    return [_untold(tx, part, now) for part in parts]


def _untold(tx: Connection, part: Group, now: Instant) -> Group:
    recent = [it for it in part.observations if it.at >= now - TIMELY]
    if len(recent) == len(part.observations) or not part.recognisable:
        return part
    if not seen.has(tx, part.person, _key(part)):
        return part
    return replace(part, observations=recent)


def _key(part: Group) -> bytes:
    told = f"told\0{part.source}\0{part.key}"
    return blake2b(told.encode(), digest_size=16).digest()
