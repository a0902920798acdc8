"""LiteLLM's spend logs over its interface: what in-house agents, apps and scripts do through the
company's gateway, a call at a time. What a row means stands in `litellm_rows`.

`/spend/logs/v2` answers with the key of a proxy admin, in pages of at most 100, for a span in whole
seconds of UTC, both ends included. Rows are written within a minute of the call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache, partial

import msgspec

from bot.connectors.access import Given, Variable, Way, bearer
from bot.connectors.litellm_rows import SOURCE, Row, work
from bot.connectors.paging import evenly, in_parts, onward
from bot.connectors.report import Page, Span, Wire
from bot.connectors.rhythm import EVENTS as RHYTHM
from bot.connectors.rows import Count, decoded, look_at, unreadable
from bot.connectors.unreached import Unreadable
from bot.model import DAY, Instant
from bot.sources.parsed import Parsed

__all__ = ["RHYTHM", "VARIABLES", "LiteLlm", "SpendLogs", "made_from", "parse", "way_from"]

NAME = "litellm"
_KEY, _URL = "WORTHWHILE_LITELLM_KEY", "WORTHWHILE_LITELLM_URL"
VARIABLES = (
    Variable(_URL, "the address of the company's LiteLLM proxy"),
    Variable(_KEY, "a key of one of its proxy admins"),
)
_PATH = "spend/logs/v2"
_AT_ONCE, MOST_PAGES = 100, 20


class SpendLogs(msgspec.Struct):
    """A page of an answer."""

    data: list[msgspec.Raw]
    total_pages: Count = 1


Ask = Callable[[Span, int], SpendLogs]
"""Asks for a page of a part."""


class LiteLlm:
    """What nobody else reports, a call at a time."""

    name, source = NAME, SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """Parts of a day, or shorter ones where there is much."""
        ask = asking(wire)
        return in_parts(parts(ask, span), lambda part: map(_said, pages_of(ask, part)), span.until)


def asking(wire: Wire) -> Ask:
    """Asks for a page of a part; the newest answer is kept, since parts are counted first."""

    @lru_cache(maxsize=1)
    def ask(part: Span, number: int) -> SpendLogs:
        question: dict[str, str | int] = {
            "start_date": _second(part.since),
            "end_date": _second(part.until),
            "page": number,
            "page_size": _AT_ONCE,
        }
        return decoded(wire.get(_PATH, question), SpendLogs)

    return ask


def parts(ask: Ask, span: Span) -> Iterator[Span]:
    """Parts of a span that have few pages each."""
    return evenly(span, DAY, lambda part: ask(part, 1).total_pages, MOST_PAGES)


def pages_of(ask: Ask, part: Span) -> Iterator[SpendLogs]:
    """The pages of a part."""

    def following(answer: SpendLogs, number: int) -> int | None:
        return number + 1 if answer.data and number < answer.total_pages else None

    return onward(1, partial(ask, part), following)


def made_from(_: Given) -> LiteLlm:
    """The report."""
    return LiteLlm()


def way_from(given: Given) -> Way:
    """The company's own proxy."""
    base = given[_URL]
    return Way(base if base.endswith("/") else base + "/", bearer(given[_KEY]))


def parse(body: bytes) -> Parsed:
    """What one page of an answer says of work that nobody else reports."""
    try:
        return _said(decoded(body, SpendLogs))
    except Unreadable:
        return unreadable(SOURCE)


def _said(answer: SpendLogs) -> Parsed:
    return look_at(answer.data, Row, SOURCE, work)


def _second(at: Instant) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%d %H:%M:%S}"
