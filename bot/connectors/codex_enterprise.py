"""Codex in a ChatGPT Enterprise, Edu or Business workspace: OpenAI's Codex analytics API, by user
and UTC day.

`turns` is how often it was asked. Tokens come in three parts that do not overlap: input that was
not cached, input that was, and output; they are optional, by model where models are told, else for
the day as a whole. `cost_usd` is taken where a workspace is billed in dollars; credits are no
dollars, and OpenAI's estimate of them is no cost: then the models are priced. A model that OpenAI
calls `other` has no price. Tasks are not told; commits are, but as shares of lines, and are not
taken. Reviews that Codex makes are told for the workspace alone. Figures may grow for some days.

Whom a row names: the actor's e-mail address, else `openai:` and the user's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import msgspec

from bot.connectors.access import Given, Variable, Way, bearer
from bot.connectors.days import day_of, midnight, start_of_day
from bot.connectors.paging import onward
from bot.connectors.report import Page, Report, Span, Wire
from bot.connectors.rhythm import DAYS
from bot.connectors.rows import Count, Dollars, Findings, Text, decoded, look_at, with_cache
from bot.model import DAY, DayTotal, ModelUse, Reject
from bot.sources.parsed import Parsed

SOURCE, NAME = "codex", "codex-enterprise"
_ROWS_A_PAGE = 1_000
_UNKNOWN = "other"


class _Answer(msgspec.Struct):
    data: list[msgspec.Raw]
    has_more: bool = False
    next_page: Text | None = None


class _Actor(msgspec.Struct):
    email: Text | None = None


class _Used(msgspec.Struct):
    model: Text | None = None
    turns: Count | None = None
    credits: float | None = None
    cost_usd: Dollars | None = None
    uncached_text_input_tokens: Count | None = None
    cached_text_input_tokens: Count | None = None
    text_output_tokens: Count | None = None


class _Row(msgspec.Struct):
    start_time: Count
    totals: _Used
    models: list[_Used] | None = None
    actor: _Actor | None = None
    user_id: Text | None = None


@dataclass(frozen=True, slots=True)
class CodexEnterprise:
    """The usage of one workspace."""

    workspace: str
    name = NAME
    source = SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """The days of a span; only the last page is the end."""
        path = f"v1/analytics/codex/workspaces/{quote(self.workspace, safe='')}/usage"
        asked: dict[str, str | int] = {
            "start_time": start_of_day(span.since),
            "end_time": midnight(span.days[-1]) + DAY,
            "limit": _ROWS_A_PAGE,
        }

        def ask(token: str) -> _Answer:
            page = {"page": token} if token else {}
            return decoded(wire.get(path, {**asked, **page}), _Answer)

        for answer in onward("", ask, _following):
            yield Page(parse(answer.data))


def _following(answer: _Answer, _: str) -> str | None:
    return (answer.next_page or None) if answer.has_more else None


def parse(raw: list[msgspec.Raw]) -> Parsed:
    """Read the rows of a page."""
    return look_at(raw, _Row, SOURCE, _look)


def _look(row: _Row, line: int) -> Findings:
    """Somebody's day without a turn or a token is none."""
    models = _models(row)
    day = day_of(row.start_time)
    if day is None:
        yield Reject(line, "start_time: not as described", SOURCE)
    elif row.totals.turns or models:
        yield DayTotal(
            source=SOURCE,
            report=NAME,
            day=day,
            requests=row.totals.turns,
            models=models,
            claimed=_whom(row),
            line=line,
        )


def _models(row: _Row) -> tuple[ModelUse, ...]:
    """By model, if tokens are told by model; else the day's total, of no model in particular."""
    by_model = [use for use in map(_use, row.models or ()) if use.tokens.total or use.cost_usd]
    whole_day = _use(row.totals)
    if by_model or not (whole_day.tokens.total or whole_day.cost_usd):
        return tuple(by_model)
    return (whole_day,)


def _use(its: _Used) -> ModelUse:
    cached = its.cached_text_input_tokens or 0
    fresh, output = its.uncached_text_input_tokens or 0, its.text_output_tokens or 0
    return ModelUse(
        model=None if its.model == _UNKNOWN else its.model,
        tokens=with_cache(fresh, cached, 0, output),
        cost_usd=its.cost_usd if its.cost_usd and not its.credits else None,
    )


def _whom(row: _Row) -> str | None:
    email = row.actor.email if row.actor else None
    return email or (f"openai:{row.user_id}" if row.user_id else None)


VARIABLES = (
    Variable("WORTHWHILE_CODEX_KEY", "a key with codex.enterprise.analytics.read"),
    Variable("WORTHWHILE_CODEX_WORKSPACE", "the workspace's id"),
    Variable(
        "WORTHWHILE_CODEX_URL", "another address of ChatGPT's API", "https://api.chatgpt.com/"
    ),
)
RHYTHM = DAYS


def made_from(given: Given) -> Report | None:
    """The report, of what an operator gave."""
    return CodexEnterprise(given["WORTHWHILE_CODEX_WORKSPACE"])


def way_from(given: Given) -> Way:
    """How ChatGPT's API is reached."""
    return Way(given["WORTHWHILE_CODEX_URL"], bearer(given["WORTHWHILE_CODEX_KEY"]))
