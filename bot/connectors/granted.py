"""Vendors that take no key but a token that runs out: it is asked for, used until shortly before
its end, and asked for again when it is refused before that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

from bot.connectors.access import Grant, Way, bearer
from bot.connectors.reaching import Web
from bot.connectors.report import Query
from bot.connectors.rows import decoded
from bot.connectors.unreached import Unreached
from bot.model import HOUR, MINUTE, Instant

_EARLY = MINUTE
"""A token is not used for its last minute: the vendor's clock may differ from ours."""

Told = TypeVar("Told")


class _Token(msgspec.Struct):
    access_token: Annotated[str, Meta(min_length=1)]
    expires_in: Annotated[int, Meta(ge=1, le=10**6)] = HOUR


class Granted:
    """A `Wire` that asks a grant for its token."""

    def __init__(
        self,
        way: Way,
        grant: Grant,
        clock: Callable[[], Instant],
        nap: Callable[[float], object] | None = None,
    ) -> None:
        self._way, self._grant, self._clock, self._nap = way, grant, clock, nap
        self._gate = Web(Way(grant.base), clock, nap)
        self._web, self._until, self._ended = Web(way, clock, nap), 0, False

    def get(self, path: str, query: Query | None = None) -> bytes:
        """The body of an answer. Raises Unreached."""
        return self._ask(lambda web: web.get(path, query))

    def post(self, path: str, body: Mapping[str, Any]) -> bytes:
        """The same, for a question that has a body."""
        return self._ask(lambda web: web.post(path, body))

    def download(self, url: str) -> Iterator[bytes]:
        """The lines of a file at an address that the vendor gave, without the token."""
        return self._web.download(url)

    def end(self) -> None:
        """Cut what is being asked, and ask nothing more."""
        self._ended = True
        self._gate.end()
        self._web.end()

    def _ask(self, question: Callable[[Web], Told]) -> Told:
        fresh = self._clock() >= self._until
        if fresh:
            self._renew()
        try:
            return question(self._web)
        except Unreached as error:
            if fresh or not error.cause.startswith("401"):
                raise
        self._renew()
        return question(self._web)

    def _renew(self) -> None:
        now = self._clock()
        token = decoded(self._gate.form(self._grant.path, self._grant.fields(now)), _Token)
        headers = {**self._way.headers, **bearer(token.access_token)}
        self._web = Web(replace(self._way, headers=headers), self._clock, self._nap)
        if self._ended:
            self._web.end()
        self._until = now + token.expires_in - _EARLY
