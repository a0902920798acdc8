"""Reaching vendors over HTTP: the only place where the company's keys leave this machine.

A key goes to its vendor's own address and nowhere else: redirects are not followed. What a vendor
answers is bounded in size and time, and an error is named by a short cause, never by a word of what
was sent or answered. Short waits are waited; a longer one is the next round's.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode, urljoin

import httpx

from bot.connectors.access import Way
from bot.connectors.line import Line
from bot.connectors.report import Query
from bot.connectors.unreached import Unreached
from bot.model import Instant

__all__ = ["LONGEST", "MOST_BYTES", "Unreached", "Web"]

MOST_BYTES = 64 << 20
"""The largest answer that is read."""

LONGEST = 120.0
"""Seconds that one question and its answer may take in all, however steadily it trickles."""

_PAUSES = (0.5, 1.5)
"""Seconds before a question is put again; a vendor that names a time itself is taken at its word,
up to `_SOON`."""

_SOON = 3

_TIMEOUT = httpx.Timeout(20.0, connect=5.0)

_LONGEST_LINE = 1 << 20


class Web:
    """A `Wire`: one vendor's interface, over HTTP."""

    def __init__(
        self,
        way: Way,
        clock: Callable[[], Instant],
        nap: Callable[[float], object] | None = None,
        most: int = MOST_BYTES,
        longest: float = LONGEST,
    ) -> None:
        self._way, self._clock, self._most = way, clock, most
        self._line = Line(longest)
        self._client: httpx.Client | None = None
        self._nap = nap or self._line.ending.wait

    def get(self, path: str, query: Query | None = None) -> bytes:
        """The body of an answer. Raises Unreached."""
        asked = f"{path}?{urlencode(query, doseq=True)}" if query else path
        return self._patiently(lambda: self._body("GET", asked))

    def post(self, path: str, body: Mapping[str, Any]) -> bytes:
        """The same, for a question that has a body."""
        return self._patiently(lambda: self._body("POST", path, body))

    def form(self, path: str, fields: Mapping[str, str]) -> bytes:
        """The same, for a question that is a form: how tokens are asked for."""
        return self._patiently(lambda: self._body("POST", path, form=fields))

    def download(self, url: str) -> Iterator[bytes]:
        """The lines of a file at an address that the vendor gave, without the company's key. It is
        only fetched in the clear where the vendor itself is asked in the clear."""
        if not url.startswith(("https://", self._way.base.partition("//")[0] + "//")):
            raise Unreached("redirected")
        with (
            self._line.question(),
            _understood(),
            httpx.Client(timeout=_TIMEOUT) as client,
            self._asked(client, "GET", url) as answer,
        ):
            self._checked(answer)
            yield from _lines(self._chunks(answer))

    def end(self) -> None:
        """Cut what is being asked, and ask nothing more: whoever waits for it is told at once."""
        self._line.end()

    def _patiently(self, ask: Callable[[], bytes]) -> bytes:
        for pause in _PAUSES:
            try:
                return ask()
            except Unreached as error:
                wait = pause if error.again_in is None else error.again_in
                if not error.passing or wait > _SOON:
                    raise
            self._nap(wait)
        return ask()

    def _body(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
    ) -> bytes:
        url = urljoin(self._way.base.rstrip("/") + "/", path)
        with (
            self._line.question(),
            _understood(),
            self._asked(self._opened(), method, url, json=body, data=form) as answer,
        ):
            self._checked(answer)
            return b"".join(self._chunks(answer))

    def _asked(
        self, client: httpx.Client, method: str, url: str, **more: Any
    ) -> AbstractContextManager[httpx.Response]:
        return client.stream(method, url, extensions={"trace": self._line.trace}, **more)

    def _opened(self) -> httpx.Client:
        if self._client is None:
            self._client = httpx.Client(headers=dict(self._way.headers), timeout=_TIMEOUT)
        return self._client

    def _checked(self, answer: httpx.Response) -> None:
        if not answer.is_success:
            raise Unreached.answered(answer.status_code, self._again_in(answer))

    def _chunks(self, answer: httpx.Response) -> Iterator[bytes]:
        size = 0
        for chunk in answer.iter_bytes():
            size += len(chunk)
            if size > self._most:
                raise Unreached("too large")
            yield chunk

    def _again_in(self, answer: httpx.Response) -> int | None:
        """Seconds after which the vendor wants to be asked again: it says how many, or when."""
        said = answer.headers.get("Retry-After", "").strip()
        if said.isdecimal() and len(said) < 10:
            return int(said)
        try:
            return max(0, int(parsedate_to_datetime(said).timestamp()) - self._clock())
        except (ValueError, OverflowError):
            return None


@contextmanager
def _understood() -> Iterator[None]:
    """What goes wrong on the way, as a cause; the library's own words may hold an address."""
    try:
        yield
    except httpx.TimeoutException:
        raise Unreached("timeout") from None
    except httpx.ConnectError as error:
        secure = isinstance(error.__context__, ssl.SSLError) or "CERTIFICATE" in str(error)
        raise Unreached("certificate" if secure else "unreachable", passing=not secure) from None
    except (httpx.ProtocolError, httpx.ReadError, httpx.WriteError, httpx.DecodingError):
        raise Unreached("cut off", passing=True) from None
    except (httpx.HTTPError, httpx.InvalidURL):
        raise Unreached("unreachable") from None


def _lines(chunks: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from whole
        if len(rest) > _LONGEST_LINE:
            raise Unreached("too large")
    if rest:
        yield rest
