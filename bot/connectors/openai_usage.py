"""OpenAI's organisation usage API: completions by user, model and UTC day, with an admin key.

`input_tokens` includes the cached ones: those read (`input_cached_tokens`) and those written
(`input_cache_write_tokens`). Cost is priced: OpenAI's own is by project and not by person.
`num_model_requests` is how often a model was asked. Tasks and outcomes are not told, nor which tool
asked: this is whatever uses the company's API keys. Codex CLI with such a key counts here as well
as in what it reports for itself.

Whom a row names: `user_id`, which the organisation's list of users turns into an e-mail address;
one that is in no list is `openai:` and the id. Keys of service accounts name nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import msgspec

from bot.connectors.access import Given, Variable, Way, bearer
from bot.connectors.days import day_of, start_of_day
from bot.connectors.paging import onward
from bot.connectors.report import Page, Report, Span, Wire
from bot.connectors.rhythm import DAYS
from bot.connectors.rows import Count, Findings, Text, decoded, look_at
from bot.model import DAY, DayTotal, Instant, ModelUse, Reject, Tokens
from bot.sources.parsed import Parsed

SOURCE, NAME = "openai", "openai-usage"
_USAGE, _USERS = "v1/organization/usage/completions", "v1/organization/users"
_DAYS_A_PAGE, _USERS_A_PAGE = 31, 100


class _Answer(msgspec.Struct):
    data: list[msgspec.Raw]
    has_more: bool = False
    next_page: Text | None = None


class _Bucket(msgspec.Struct):
    start_time: Count
    results: list[msgspec.Raw] = []


class _Result(msgspec.Struct):
    input_tokens: Count = 0
    output_tokens: Count = 0
    input_cached_tokens: Count | None = None
    input_cache_write_tokens: Count | None = None
    num_model_requests: Count = 0
    user_id: Text | None = None
    model: Text | None = None


class _User(msgspec.Struct):
    id: Text
    email: Text | None = None


class _Users(msgspec.Struct):
    data: list[_User]
    has_more: bool = False
    last_id: Text | None = None


@dataclass(frozen=True, slots=True)
class OpenAIUsage:
    """The usage of one organisation."""

    name = NAME
    source = SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """The days of a span, oldest first."""
        emails: dict[str, str] = {}
        for users in _users(wire):
            emails |= {user.id: user.email for user in users.data if user.email}
            yield Page(Parsed())
        asked: dict[str, str | int | Sequence[str]] = {
            "start_time": start_of_day(span.since),
            "end_time": span.until,
            "bucket_width": "1d",
            "group_by[]": ("user_id", "model"),
            "limit": _DAYS_A_PAGE,
        }

        def ask(token: str) -> _Answer:
            page = {"page": token} if token else {}
            return decoded(wire.get(_USAGE, {**asked, **page}), _Answer)

        for answer in onward("", ask, _following):
            said, until = parse(answer.data, emails)
            yield Page(said, None if until is None else min(until, span.until))


def _following(answer: _Answer, _: str) -> str | None:
    return (answer.next_page or None) if answer.has_more else None


def parse(raw: list[msgspec.Raw], emails: Mapping[str, str]) -> tuple[Parsed, Instant | None]:
    """What a page of daily buckets says, and until when. A row's number is counted in its bucket;
    a user's rows of a day, one for each model, are added up later."""
    until: list[Instant] = []

    def look_into(bucket: _Bucket, line: int) -> Findings:
        if (day := day_of(bucket.start_time)) is None:
            yield Reject(line, "start_time: not as described", SOURCE)
            return
        said = look_at(bucket.results, _Result, SOURCE, partial(_look, day, emails))
        yield from said.days
        yield from said.rejects
        until.append(bucket.start_time + DAY)

    return look_at(raw, _Bucket, SOURCE, look_into), max(until, default=None)


def _look(day: date, emails: Mapping[str, str], row: _Result, line: int) -> Findings:
    tokens = _tokens(row)
    if tokens.cached > tokens.input:
        cause = "input_cached_tokens: more than input_tokens, which include them"
        yield Reject(line, cause, SOURCE)
        return
    yield DayTotal(
        source=SOURCE,
        report=NAME,
        day=day,
        requests=row.num_model_requests,
        models=(ModelUse(row.model, tokens),),
        claimed=_whom(row.user_id, emails),
        line=line,
    )


def _tokens(row: _Result) -> Tokens:
    written = row.input_cache_write_tokens or 0
    cached = (row.input_cached_tokens or 0) + written
    return Tokens(row.input_tokens, cached, written, row.output_tokens)


def _whom(user: str | None, emails: Mapping[str, str]) -> str | None:
    return emails.get(user, f"openai:{user}") if user else None


def _users(wire: Wire) -> Iterator[_Users]:
    """Every user of the organisation."""

    def ask(after: str) -> _Users:
        last = {"after": after} if after else {}
        return decoded(wire.get(_USERS, {"limit": _USERS_A_PAGE, **last}), _Users)

    return onward("", ask, lambda its, _: (its.last_id or None) if its.has_more else None)


VARIABLES = (
    Variable("WORTHWHILE_OPENAI_KEY", "an admin key of the organisation"),
    Variable("WORTHWHILE_OPENAI_URL", "another address of OpenAI's API", "https://api.openai.com/"),
)
RHYTHM = DAYS


def made_from(_: Given) -> Report | None:
    """The report, of what an operator gave."""
    return OpenAIUsage()


def way_from(given: Given) -> Way:
    """How OpenAI is reached."""
    return Way(given["WORTHWHILE_OPENAI_URL"], bearer(given["WORTHWHILE_OPENAI_KEY"]))
