"""Reading a request's body: so much, so long, and unzipped no further than that."""

from __future__ import annotations

import asyncio
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from starlette.requests import Request

MOST_BYTES = 64 << 20
"""The largest body taken, before and after decompression."""

SECONDS = 60
"""How long a body may take to arrive."""

_SLICE = 64 << 10
_GZIP = 31  # zlib's word for "with a gzip header"


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is not taken: the HTTP status, and why in words that quote nothing of it."""

    status: int
    why: str


async def compressed(request: Request) -> bytes | Refused:
    """The body as it arrives, bounded in size and time."""
    if request.headers.get("content-encoding", "identity").lower() not in ("identity", "gzip"):
        return Refused(415, "content-encoding: only gzip")
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > MOST_BYTES:
        return _too_large()
    try:
        async with asyncio.timeout(SECONDS):
            return await _read(request)
    except TimeoutError:
        return Refused(408, "the body took too long to arrive")


async def _read(request: Request) -> bytes | Refused:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return _too_large()
    return bytes(body)


def unzipped(request: Request, body: bytes) -> bytes | Refused:
    """The body without its compression. What grows too large is refused before it is unpacked."""
    if request.headers.get("content-encoding", "identity").lower() != "gzip":
        return body
    plain = bytearray()
    try:
        for piece in _gunzip(body):
            plain += piece
            if len(plain) > MOST_BYTES:
                return _too_large()
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


def _too_large() -> Refused:
    return Refused(413, "the body is larger than 64 MiB")
