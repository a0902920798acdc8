"""Sending by the clock: each delivery at its own moment, whatever became of those before."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.benchmarks.load.fleet import Batch

_PATIENCE = 30.0
"""Seconds; a tool gives up after ten."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a delivery. Seconds are counted from when it was to be sent: `late` until it
    was, `answered` until the whole answer was there. `said` is what was not a plain success."""

    events: int
    late: float
    answered: float
    said: str | None


def send(address: str, batches: Sequence[Batch], rate: float) -> list[Sent]:
    """Send these at so many events a second."""
    where = urlsplit(address)
    assert where.hostname == "127.0.0.1", "load goes to this machine alone"
    return asyncio.run(_send(where.port or 80, batches, rate))


async def _send(port: int, batches: Sequence[Batch], rate: float) -> list[Sent]:
    loop, under_way = asyncio.get_running_loop(), list[asyncio.Task[Sent]]()
    due = loop.time()
    for batch in batches:
        await asyncio.sleep(due - loop.time())
        under_way.append(loop.create_task(_deliver(port, batch, due)))
        due += batch.events / rate
    await asyncio.sleep(due - loop.time())
    return await asyncio.gather(*under_way)


async def _deliver(port: int, batch: Batch, due: float) -> Sent:
    loop = asyncio.get_running_loop()
    late = loop.time() - due
    try:
        async with asyncio.timeout(_PATIENCE):
            answer = await _answer(port, batch)
    except OSError as error:  # also what took too long
        return Sent(batch.events, late, loop.time() - due, type(error).__name__)
    head, _, body = answer.partition(b"\r\n\r\n")
    taken = head.startswith(b"HTTP/1.1 200") and not body
    said = None if taken else answer[:200].decode("ascii", "replace")
    return Sent(batch.events, late, loop.time() - due, said)


async def _answer(port: int, batch: Batch) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(
        f"POST /v1/logs HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {batch.token}\r\n"
        "Content-Type: application/x-protobuf\r\nContent-Encoding: gzip\r\nConnection: close\r\n"
        f"Content-Length: {len(batch.body)}\r\n\r\n".encode()
        + batch.body
    )
    try:
        return await reader.read()
    finally:
        writer.close()
