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
from bot.web.reading import Refused
from storage.engine import CannotOpen, StoreClosed, Unavailable

_log = logging.getLogger("worthwhile.web")
Outcome = TypeVar("Outcome")

AT_ONCE = 8
"""Deliveries read and folded at a time: each may hold 64 MiB twice over."""


@dataclass
class Desk:
    """What the routes share: the services, the counts, and a bound on what is done at a time."""

    services: Services
    counts: Counts
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))


async def deliver(
    desk: Desk, request: Request, work: Callable[[Holder, bytes], Outcome | Refused]
) -> Outcome | Refused:
    """Do the work on a delivery's body, in a thread; or say why not.

    503 is the only refusal worth another try: the store did not answer.
    """
    try:
        return await _deliver(desk, request, work)
    except (Unavailable, StoreClosed, CannotOpen):
        return Refused(503, "the store does not answer; try again")
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
    holder = await bearer.holder(desk.services, request)
    if isinstance(holder, Refused):
        return holder
    async with desk.places:
        packed = await reading.compressed(request)
        if isinstance(packed, Refused):
            return packed
        return await run_in_threadpool(_unpack_and, work, request, holder, packed)


def _unpack_and(
    work: Callable[[Holder, bytes], Outcome | Refused],
    request: Request,
    holder: Holder,
    packed: bytes,
) -> Outcome | Refused:
    body = reading.unzipped(request, packed)
    return body if isinstance(body, Refused) else work(holder, body)
