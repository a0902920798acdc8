"""Reading a request's body: so much, so long, and unzipped no further than that."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

from bot.web.room import Place

MOST_BYTES = 64 << 20
"""The largest body taken, before and after decompression."""

SECONDS = 60
"""How long a body may take to arrive."""

RETRY_SECONDS = 30
"""When to come back, where nothing is wrong with the request."""

_SLICE = 64 << 10
_GZIP = 31  # zlib's word for "with a gzip header"


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is not taken: the HTTP status, and why in words that quote nothing of it."""

    status: int
    why: str
    retry_after: int | None = None  # seconds


def waiting(refused: Refused) -> dict[str, str] | None:
    """The header that says when to come back, where that is worth it."""
    return {"Retry-After": str(refused.retry_after)} if refused.retry_after else None


async def compressed(request: Request, place: Place) -> bytes | Refused:
    """The body as it arrives, bounded in size and time."""
    if request.headers.get("content-encoding", "identity").lower() not in ("identity", "gzip"):
        return Refused(415, "content-encoding: only gzip")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MOST_BYTES:
        return too_large(MOST_BYTES)
    return await body(request, place, MOST_BYTES, SECONDS)


async def body(request: Request, place: Place, most: int, seconds: float) -> bytes | Refused:
    """What arrives, up to so many bytes, and within so long however it trickles in."""
    try:
        async with asyncio.timeout(seconds):
            return await _read(request, place, most)
    except TimeoutError:
        return Refused(408, "the body took too long to arrive")


async def _read(request: Request, place: Place, most: int) -> bytes | Refused:
    read = bytearray()
    async for chunk in request.stream():
        if len(read) + len(chunk) > most:
            return too_large(most)
        if not place.grow(len(chunk)):
            return Refused(503, "too much is arriving at once; try again", RETRY_SECONDS)
        read += chunk
    return bytes(read)


def unzipped(request: Request, body: bytes) -> bytes | Refused:
    """The body without its compression. What grows too large is refused before it is unpacked."""
    if request.headers.get("content-encoding", "identity").lower() != "gzip":
        return body
    plain = bytearray()
    try:
        for piece in _gunzip(body):
            plain += piece
            if len(plain) > MOST_BYTES:
                return too_large(MOST_BYTES)
    except (zlib.error, EOFError):
        return Refused(400, "the body is not gzip")
    return bytes(plain)


def _gunzip(body: bytes) -> Iterator[bytes]:
    """Unzip in small pieces, whatever a small piece of the body may grow to."""
    unzip = zlib.decompressobj(_GZIP)
    for start in range(0, len(body), _SLICE):
        rest = body[start : start + _SLICE]
        while rest:
            if unzip.eof:
                unzip = zlib.decompressobj(_GZIP)
            yield unzip.decompress(rest, 1 << 20)
            rest = unzip.unconsumed_tail or unzip.unused_data
    if not unzip.eof:
        raise EOFError


def too_large(most: int) -> Refused:
    """The refusal of what would be larger than so many bytes."""
    return Refused(413, f"the body is larger than {most >> 20} MiB")
