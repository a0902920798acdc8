"""Anthropic's Claude Enterprise Analytics API: a person's day with each of Claude's products, with
a key that has the scope `read:analytics` (made at claude.ai by the primary owner).
https://platform.claude.com/docs/en/api/admin/analytics/usage/list_by_user

Tokens: `uncached_input_tokens` are told without what was read from or written to the cache; what
was written is told apart by how long it is kept. Costs are another report, in fractions of cents
after discount: both are asked for, by product and model, and joined. Tokens whose cost is told in
dollars have that cost; those without are priced, or their cost is unknown. Claude in Slack names
the person by their Slack id (`claude_tag_user_id`), all else by e-mail address; deleted accounts by
neither. Days are UTC days; a row comes within a day and may be corrected for a month.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

import msgspec

from bot.connectors.access import Given, Variable, Way
from bot.connectors.anthropic_pages import Rows, keyed, tokened
from bot.connectors.paging import by_day, in_one, in_parts
from bot.connectors.report import Page, Query, Span, Wire
from bot.connectors.rhythm import DAYS as RHYTHM
from bot.connectors.rows import (
    Count,
    Findings,
    Text,
    decoded,
    look_at,
    moment,
    together,
    unreadable,
    with_cache,
)
from bot.connectors.unreached import Unreadable
from bot.model import DAY, NO_TOKENS, DayTotal, ModelUse, Reject, Tokens
from bot.sources.parsed import Parsed

__all__ = ["RHYTHM", "VARIABLES", "ClaudeEnterprise", "made_from", "parse", "way_from"]

NAME, SOURCE = "claude-enterprise", "claude"
_KEY, _URL = "WORTHWHILE_CLAUDE_ENTERPRISE_KEY", "WORTHWHILE_CLAUDE_ENTERPRISE_URL"
VARIABLES = (
    Variable(_KEY, "an Analytics API key of Claude Enterprise, with the scope read:analytics"),
    Variable(_URL, "another address of Anthropic's API", "https://api.anthropic.com/"),
)
_PATHS = (
    "v1/organizations/analytics/user_usage_report",
    "v1/organizations/analytics/user_cost_report",
)
_MOST_ROWS = 1000
_SOURCES = {
    "claude_code": "claude-code",
    "cowork": "cowork",
    "office_agent": "claude-office",
    "claude_in_chrome": "claude-chrome",
    "claude_design": "claude-design",
    "claude-tag": "claude-slack",
}
"""What the products are called here; chat, and whatever comes later, is Claude."""


class _Actor(msgspec.Struct):
    email: Text | None = None
    deleted: bool | None = None


class _Written(msgspec.Struct):
    ephemeral_1h_input_tokens: Count = 0
    ephemeral_5m_input_tokens: Count = 0


class _Row(msgspec.Struct):
    actor: _Actor
    starting_at: Text
    product: Text | None = None
    model: Text | None = None
    claude_tag_user_id: Text | None = None
    requests: Count | None = None
    uncached_input_tokens: Count = 0
    cache_read_input_tokens: Count = 0
    cache_creation: _Written = msgspec.field(default_factory=_Written)
    output_tokens: Count = 0
    amount: Text | None = None
    currency: str | None = None


class ClaudeEnterprise:
    """Claude's products, a person's day at a time."""

    name, source = NAME, SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """A page a day: what was used, and what it cost."""
        return in_parts(by_day(span), lambda day: in_one(_pages_of(wire, day), joined), span.until)


def made_from(_: Given) -> ClaudeEnterprise:
    """The report."""
    return ClaudeEnterprise()


def way_from(given: Given) -> Way:
    """Anthropic's API, with the Analytics key."""
    return Way(given[_URL], keyed(given[_KEY]))


def parse(body: bytes) -> Parsed:
    """What one page of either report says."""
    try:
        return _said(decoded(body, Rows))
    except Unreadable:
        return unreadable(SOURCE)


def joined(pages: Iterable[Parsed]) -> Parsed:
    """Both reports of a day: tokens that a row of costs is there for have their cost from it."""
    whole = together(pages)
    told = {_what(its) for its in whole.days if its.models[0].cost_usd is not None}
    whole.days = [_costing_nothing_more(its) if _what(its) in told else its for its in whole.days]
    return whole


def _what(its: DayTotal) -> Hashable:
    return (its.claimed or "").lower(), its.source, its.day, its.models[0].model


def _costing_nothing_more(its: DayTotal) -> DayTotal:
    [use] = its.models
    return its if use.cost_usd is not None else replace(its, models=(replace(use, cost_usd=0.0),))


def _pages_of(wire: Wire, part: Span) -> Iterator[Parsed]:
    for path in _PATHS:
        for answer in tokened(wire, path, _question(part)):
            yield _said(answer)


def _question(part: Span) -> Query:
    first, after = part.days[0], Span(part.since + DAY, part.until + DAY).days[0]
    return {
        "starting_at": f"{first.isoformat()}T00:00:00Z",
        "ending_at": f"{after.isoformat()}T00:00:00Z",
        "bucket_width": "1d",
        "group_by[]": ["product", "model", "claude_tag_user_id"],
        "limit": _MOST_ROWS,
    }


def _said(answer: Rows) -> Parsed:
    return look_at(answer.data, _Row, SOURCE, _day)


def _day(row: _Row, line: int) -> Findings:
    if row.actor.deleted and not row.claude_tag_user_id:
        return
    at, costs, cost = moment(row.starting_at), row.amount is not None, _dollars(row)
    if at is None:
        yield Reject(line, "starting_at: not as described", SOURCE)
        return
    if costs and cost is None:
        yield Reject(line, "amount: no cost in dollars", SOURCE)
        return
    use = ModelUse(row.model, NO_TOKENS if costs else _tokens(row), cost)
    yield DayTotal(
        source=_SOURCES.get(row.product or "", SOURCE),
        report=NAME,
        day=at.date(),
        requests=None if costs else row.requests,
        models=(use,),
        claimed=row.claude_tag_user_id or row.actor.email,
        line=line,
    )


def _tokens(row: _Row) -> Tokens:
    kept = row.cache_creation
    return with_cache(
        row.uncached_input_tokens,
        row.cache_read_input_tokens,
        kept.ephemeral_1h_input_tokens + kept.ephemeral_5m_input_tokens,
        row.output_tokens,
    )


def _dollars(row: _Row) -> float | None:
    """A row of costs has an amount of cents, as text; None where it cannot be told."""
    try:
        cents = float(row.amount or "")
    except ValueError:
        return None
    return cents / 100 if 0 <= cents <= 10**8 and row.currency in (None, "USD") else None
