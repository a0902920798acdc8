"""What every delivery goes through: the token, the body, the work; and what may go wrong in it."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request

from bot.people.tokens import Holder
from bot.services import Services
from bot.web import bearer, reading
from bot.web.counts import Counts
from bot.web.guessing import Guesses
from bot.web.reading import Refused
from bot.web.room import Room
from storage.engine import CannotOpen, StoreClosed, Unavailable

_log = logging.getLogger("worthwhile.web")
Outcome = TypeVar("Outcome")

AT_ONCE = 8
"""Deliveries unzipped and folded at a time: each may grow to 64 MiB."""


@dataclass
class Desk:
    """What the routes share: the services, the counts, and bounds on what is guessed, held and done
    at a time."""

    services: Services
    counts: Counts
    guesses: Guesses
    room: Room
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


async def deliver(
    desk: Desk, request: Request, work: Callable[[Holder, bytes], Outcome | Refused]
) -> Outcome | Refused:
    """Do the work on a delivery's body, in a thread; or say why not.

    503 and 429 are the refusals worth another try: the store did not answer, or too many wrong
    tokens came.
    """
    try:
        return await _deliver(desk, request, work)
    except (Unavailable, StoreClosed, CannotOpen):
        return Refused(503, "the store does not answer; try again", reading.RETRY_SECONDS)
    except ClientDisconnect:
        return Refused(400, "the sender went away")
    except Exception as error:  # noqa: BLE001 - the edge: whatever else it is must not leak out
        mark = desk.services.new_id()
        # Only where it happened: the message of an error may quote what was sent.
        where = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("%s at %s:%s (%s)", type(error).__name__, where.name, where.lineno, mark)
        return Refused(500, f"this went wrong here; its mark in the log is {mark}")


async def _deliver(
    desk: Desk, request: Request, work: Callable[[Holder, bytes], Outcome | Refused]
) -> Outcome | Refused:
    holder = await bearer.holder(desk.services, desk.guesses, request)
    if isinstance(holder, Refused):
        return holder
    with desk.room.place() as place:
        # Read before a place to work is taken: eight slow senders would keep out everybody else.
        packed = await reading.compressed(request, place)
        if isinstance(packed, Refused):
            return packed
        async with desk.places:
            return await run_in_threadpool(_unpack_and, work, request, holder, packed)


def _unpack_and(
    work: Callable[[Holder, bytes], Outcome | Refused],
    request: Request,
    holder: Holder,
    packed: bytes,
) -> Outcome | Refused:
    body = reading.unzipped(request, packed)
    return body if isinstance(body, Refused) else work(holder, body)
