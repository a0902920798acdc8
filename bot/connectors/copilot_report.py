"""GitHub's Copilot usage report, by person and UTC day: for an organisation or an enterprise.

`users-28-day/latest` tells up to which day there are reports, about two days back; `users-1-day`
has the addresses of a day's files, which lie elsewhere, signed and soon expired, and are fetched
without the key. (The files of 28 days say the same again, and a large company's are too large for
one go.) A file has a line for each person. A day may still grow.

What is taken: `user_initiated_interaction_count` (prompts in an editor) and the prompts of Copilot
CLI and of the Copilot app are how often it was asked. Tokens are known of these two alone:
`prompt_tokens_sum` is all of the input (which part of it was cached is not told), without a model,
so that their cost is unknown. Acceptances count as accepted edits for completions and inline chat
only: of the chat panel they count the *Copy* button and the terminal too, and an agent's edits are
not accepted by anybody. Rejections and tasks are not told. Languages, editors and lines of code are
not read.

Whom a line names: `github:` and the login; e-mail addresses are not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

import msgspec

from bot.connectors.access import Given, Variable, Way, bearer
from bot.connectors.days import midnight
from bot.connectors.paging import by_day, in_parts
from bot.connectors.report import Page, Report, Span, Wire
from bot.connectors.rhythm import Rhythm
from bot.connectors.rows import Count, Findings, Text, decoded, look_at
from bot.connectors.unreached import Unreached
from bot.model import DAY, HOUR, DayTotal, ModelUse, Outcome, Tokens
from bot.sources.parsed import Parsed

SOURCE, NAME = "copilot", "copilot-report"
_EDITS = frozenset({"code_completion", "chat_inline"})
_CHUNK = 5_000


class _Links(msgspec.Struct):
    download_links: list[Text] = []


class _Latest(msgspec.Struct):
    report_end_day: date


class _Feature(msgspec.Struct):
    feature: Text
    code_acceptance_activity_count: Count = 0


class _Used(msgspec.Struct):
    prompt_tokens_sum: Count = 0
    output_tokens_sum: Count = 0


class _App(msgspec.Struct):
    prompt_count: Count = 0
    token_usage: _Used | None = None


class _Day(msgspec.Struct):
    day: date
    user_login: Text
    user_initiated_interaction_count: Count = 0
    code_generation_activity_count: Count = 0
    totals_by_feature: list[_Feature] = []
    totals_by_cli: _App | None = None
    totals_by_copilot_app: _App | None = None


@dataclass(frozen=True, slots=True)
class CopilotReport:
    """`scope` is `orgs/NAME` or `enterprises/NAME`."""

    scope: str
    name = NAME
    source = SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """The days of a span that GitHub has reported by now."""
        base = f"{self.scope}/copilot/metrics/reports"
        latest = decoded(wire.get(f"{base}/users-28-day/latest"), _Latest)
        told = midnight(latest.report_end_day) + DAY
        days = (part for part in by_day(span) if part.until <= told)

        def read(part: Span) -> Iterator[Parsed]:
            [day] = part.days
            return _read(wire, _links(wire, f"{base}/users-1-day", day), day)

        yield from in_parts(days, read, span.until)


def _links(wire: Wire, path: str, day: date) -> _Links:
    """A day without a report (before Copilot was there, say) is answered with nothing, or as not
    there; that the reports as such are there, the latest one has shown."""
    try:
        answer = wire.get(path, {"day": day.isoformat()})
    except Unreached as error:
        if not error.cause.startswith("404"):
            raise
        answer = b""
    return decoded(answer, _Links) if answer else _Links()


def _read(wire: Wire, links: _Links, day: date) -> Iterator[Parsed]:
    for link in links.download_links:
        lines, first = iter(wire.download(link)), 1
        while chunk := list(islice(lines, _CHUNK)):
            yield parse(chunk, day, first)
            first += len(chunk)


def parse(lines: Iterable[bytes], day: date, first: int = 1) -> Parsed:
    """Read lines of a file, as far as they are about this day."""

    def look(row: _Day, line: int) -> Findings:
        total = _total(row, line)
        used = total.requests or total.models or total.outcomes
        if row.day == day and (used or row.code_generation_activity_count):
            yield total

    return look_at(lines, _Day, SOURCE, look, first)


def _total(row: _Day, number: int) -> DayTotal:
    apps = [app for app in (row.totals_by_cli, row.totals_by_copilot_app) if app]
    used = [_tokens(app.token_usage) for app in apps if app.token_usage]
    accepted = sum(
        its.code_acceptance_activity_count for its in row.totals_by_feature if its.feature in _EDITS
    )
    return DayTotal(
        source=SOURCE,
        report=NAME,
        day=row.day,
        requests=row.user_initiated_interaction_count + sum(app.prompt_count for app in apps),
        models=tuple(ModelUse(tokens=tokens) for tokens in used if tokens.total),
        outcomes={Outcome.EDIT_ACCEPTED: accepted} if accepted else {},
        claimed=f"github:{row.user_login}",
        line=number,
    )


def _tokens(used: _Used) -> Tokens:
    return Tokens(input=used.prompt_tokens_sum, output=used.output_tokens_sum)


VARIABLES = (
    Variable("WORTHWHILE_GITHUB_KEY", "a token that may read Copilot metrics"),
    Variable("WORTHWHILE_GITHUB_SCOPE", "orgs/NAME or enterprises/NAME"),
    Variable("WORTHWHILE_GITHUB_URL", "another address of GitHub's API", "https://api.github.com/"),
)
RHYTHM = Rhythm(every=6 * HOUR, again=4 * DAY)


def made_from(given: Given) -> Report | None:
    """The report, of what an operator gave."""
    return CopilotReport(given["WORTHWHILE_GITHUB_SCOPE"].strip("/"))


def way_from(given: Given) -> Way:
    """How GitHub is reached."""
    about = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
    key = bearer(given["WORTHWHILE_GITHUB_KEY"])
    return Way(given["WORTHWHILE_GITHUB_URL"], {**about, **key})
