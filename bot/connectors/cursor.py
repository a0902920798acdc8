"""Cursor's Admin API: every call of a model, with the team's Admin API key as the user of Basic
authentication. https://cursor.com/docs/account/teams/admin-api#get-usage-events-data

Tokens: `inputTokens` is told without what was read from or written to the cache. `totalCents` is
what the tokens cost; calls that a plan includes may come without tokens, and then cost nothing
here. A call has no id: it is known by its moment (milliseconds, as text), person and model. Cursor
tells no session: calls without a longer gap are one piece of work. Calls come newest first, 20
questions a minute are answered, and the last hour may still be incomplete.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache, partial

import msgspec

from bot.connectors.access import Given, Variable, Way, basic
from bot.connectors.paging import evenly, in_parts, onward
from bot.connectors.report import Page, Span, Wire
from bot.connectors.rhythm import EVENTS as RHYTHM
from bot.connectors.rows import Count, Findings, Text, decoded, look_at, unreadable, with_cache
from bot.connectors.unreached import Unreadable
from bot.model import DAY, NO_TOKENS, Kind, Observation, Reject, Tokens
from bot.sources.parsed import Parsed

__all__ = ["RHYTHM", "VARIABLES", "Cursor", "made_from", "parse", "way_from"]

NAME = SOURCE = "cursor"
_KEY, _URL = "WORTHWHILE_CURSOR_KEY", "WORTHWHILE_CURSOR_URL"
VARIABLES = (
    Variable(_KEY, "an Admin API key of the team's dashboard"),
    Variable(_URL, "another address of Cursor's API", "https://api.cursor.com/"),
)
_PATH = "teams/filtered-usage-events"
_AT_ONCE, _MOST_PAGES = 500, 8


class _Pagination(msgspec.Struct, rename="camel"):
    num_pages: Count = 1
    has_next_page: bool = False


class _Answer(msgspec.Struct, rename="camel"):
    usage_events: list[msgspec.Raw]
    pagination: _Pagination = msgspec.field(default_factory=_Pagination)


class _Usage(msgspec.Struct, rename="camel"):
    input_tokens: Count = 0
    output_tokens: Count = 0
    cache_write_tokens: Count = 0
    cache_read_tokens: Count = 0
    total_cents: float | None = None


class _Row(msgspec.Struct, rename="camel"):
    timestamp: Text | int
    model: Text | None = None
    user_email: Text | None = None
    token_usage: _Usage | None = None


class Cursor:
    """Cursor, a call at a time."""

    name, source = NAME, SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """Parts of a day, or shorter ones where there is much."""

        @lru_cache(maxsize=1)
        def ask(part: Span, number: int) -> _Answer:
            question = {
                "startDate": part.since * 1000,
                "endDate": part.until * 1000,
                "page": number,
                "pageSize": _AT_ONCE,
            }
            return decoded(wire.post(_PATH, question), _Answer)

        def read(part: Span) -> Iterator[Parsed]:
            return map(_said, onward(1, partial(ask, part), _following))

        parts = evenly(span, DAY, lambda part: ask(part, 1).pagination.num_pages, _MOST_PAGES)
        return in_parts(parts, read, span.until)


def _following(answer: _Answer, number: int) -> int | None:
    return number + 1 if answer.pagination.has_next_page and answer.usage_events else None


def made_from(_: Given) -> Cursor:
    """The report."""
    return Cursor()


def way_from(given: Given) -> Way:
    """Cursor's API; the key is the user, and there is no password."""
    return Way(given[_URL], basic(given[_KEY]))


def parse(body: bytes) -> Parsed:
    """What one page of an answer says."""
    try:
        return _said(decoded(body, _Answer))
    except Unreadable:
        return unreadable(SOURCE)


def _said(answer: _Answer) -> Parsed:
    return look_at(answer.usage_events, _Row, SOURCE, _call)


def _call(row: _Row, line: int) -> Findings:
    moment = str(row.timestamp)
    if not moment.isascii() or not moment.isdecimal() or len(moment) > 15:
        yield Reject(line, "timestamp: not as described", SOURCE)
        return
    usage = row.token_usage
    yield Observation(
        source=SOURCE,
        external_id="|".join((moment, (row.user_email or "").lower(), row.model or "")),
        at=int(moment) // 1000,
        kind=Kind.MODEL_CALL,
        model=row.model,
        tokens=_tokens(usage) if usage else NO_TOKENS,
        cost_usd=_dollars(usage.total_cents) if usage else None,
        claimed=row.user_email,
        line=line,
    )


def _tokens(its: _Usage) -> Tokens:
    return with_cache(
        its.input_tokens, its.cache_read_tokens, its.cache_write_tokens, its.output_tokens
    )


def _dollars(cents: float | None) -> float | None:
    return cents / 100 if cents is not None and 0 <= cents <= 10**8 else None
