"""Anthropic's Claude Code Analytics API: a person's day with Claude Code, with the company's Admin
API key (`sk-ant-admin…`). https://platform.claude.com/docs/en/manage-claude/claude-code-analytics-api

Tokens: `input` is told without what was read from or written to the cache, as everywhere at
Anthropic. Costs are cents, at list price. A person has a row for each terminal and kind of customer
they used: a day is what all of them come to, so it is taken once its last page is there. A row of
an API key names no person but the key: a map of logins may lead from `anthropic:NAME-OF-THE-KEY`.
Days are UTC days, there within the hour, and still grow a while.
"""

from __future__ import annotations

from collections.abc import Iterator

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
from bot.model import DayTotal, ModelUse, Outcome, Reject
from bot.sources.parsed import Parsed

__all__ = ["RHYTHM", "VARIABLES", "ClaudeCodeAnalytics", "made_from", "parse", "way_from"]

NAME, SOURCE = "claude-code-analytics", "claude-code"
_KEY, _URL = "WORTHWHILE_ANTHROPIC_KEY", "WORTHWHILE_ANTHROPIC_URL"
VARIABLES = (
    Variable(_KEY, "an Admin API key of the Claude Console (sk-ant-admin…)"),
    Variable(_URL, "another address of Anthropic's API", "https://api.anthropic.com/"),
)
_PATH = "v1/organizations/usage_report/claude_code"
_MOST_ROWS = 1000


class _Actor(msgspec.Struct):
    email_address: Text | None = None
    api_key_name: Text | None = None


class _Core(msgspec.Struct):
    commits_by_claude_code: Count = 0
    pull_requests_by_claude_code: Count = 0


class _Decisions(msgspec.Struct):
    accepted: Count = 0
    rejected: Count = 0


class _Tokens(msgspec.Struct):
    input: Count = 0
    output: Count = 0
    cache_read: Count = 0
    cache_creation: Count = 0


class _Cost(msgspec.Struct):
    amount: float
    currency: str = "USD"


class _Model(msgspec.Struct):
    model: Text | None = None
    tokens: _Tokens = msgspec.field(default_factory=_Tokens)
    estimated_cost: _Cost | None = None


class _Row(msgspec.Struct):
    date: Text
    actor: _Actor
    core_metrics: _Core = msgspec.field(default_factory=_Core)
    tool_actions: dict[str, _Decisions] = {}
    model_breakdown: list[_Model] = []


class ClaudeCodeAnalytics:
    """Claude Code, a person's day at a time."""

    name, source = NAME, SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """A page a day: all of the vendor's pages of it together."""
        return in_parts(
            by_day(span), lambda day: in_one(_pages_of(wire, day), together), span.until
        )


def made_from(_: Given) -> ClaudeCodeAnalytics:
    """The report."""
    return ClaudeCodeAnalytics()


def way_from(given: Given) -> Way:
    """Anthropic's API, with the Admin key."""
    return Way(given[_URL], keyed(given[_KEY]))


def parse(body: bytes) -> Parsed:
    """What one page of an answer says."""
    try:
        return _said(decoded(body, Rows))
    except Unreadable:
        return unreadable(SOURCE)


def _pages_of(wire: Wire, part: Span) -> Iterator[Parsed]:
    day: Query = {"starting_at": part.days[0].isoformat(), "limit": _MOST_ROWS}
    return (_said(answer) for answer in tokened(wire, _PATH, day))


def _said(answer: Rows) -> Parsed:
    return look_at(answer.data, _Row, SOURCE, _day)


def _day(row: _Row, line: int) -> Findings:
    at = moment(row.date)
    if at is None:
        yield Reject(line, "date: not as described", SOURCE)
        return
    key = row.actor.api_key_name
    yield DayTotal(
        source=SOURCE,
        report=NAME,
        day=at.date(),
        models=tuple(_use(its) for its in row.model_breakdown),
        outcomes=_outcomes(row),
        claimed=row.actor.email_address or (f"anthropic:{key}" if key else None),
        line=line,
    )


def _use(its: _Model) -> ModelUse:
    said, cost = its.tokens, its.estimated_cost
    usd = cost.amount / 100 if cost and cost.currency == "USD" else None
    return ModelUse(
        its.model,
        with_cache(said.input, said.cache_read, said.cache_creation, said.output),
        usd if usd is not None and 0 <= usd <= 10**6 else None,
    )


def _outcomes(row: _Row) -> dict[Outcome, int]:
    counts = {
        Outcome.COMMIT: row.core_metrics.commits_by_claude_code,
        Outcome.PULL_REQUEST: row.core_metrics.pull_requests_by_claude_code,
        Outcome.EDIT_ACCEPTED: sum(its.accepted for its in row.tool_actions.values()),
        Outcome.EDIT_REJECTED: sum(its.rejected for its in row.tool_actions.values()),
    }
    return {outcome: count for outcome, count in counts.items() if count}
