"""Microsoft 365 Copilot: the usage report of Microsoft Graph, by person and app.

It tells **when somebody last used** Copilot in an app, and nothing else: not how often, not how
long, no tokens, cost, tasks or outcomes. So a day here says that it was used that day. Asked every
day it tells nearly every day of use; of two days between two rounds it tells the later one. Figures
are two or three days old. Only people with a licence are in it. The number of prompts that a newer
version of the report has is one for the whole period, and not read.

Whom a row names: the user principal name, in most companies the e-mail address. A tenant shows
digests instead of names unless its admin centre says otherwise (Settings, Org settings, Services,
Reports: *Display concealed user, group, and site names in all reports*, switched off): such a one
is `m365:` and the digest, an account that matches nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import msgspec

from bot.connectors.access import Given, Variable, Way
from bot.connectors.grants import ClientSecret
from bot.connectors.paging import onward
from bot.connectors.report import Page, Report, Span, Wire
from bot.connectors.rhythm import DAYS
from bot.connectors.rows import Findings, Text, decoded, look_at
from bot.model import DayTotal
from bot.sources.parsed import Parsed

SOURCE, NAME = "m365-copilot", "microsoft-365"
_REPORT = "v1.0/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D7')"
_PERIOD = timedelta(days=7)


class _Answer(msgspec.Struct):
    value: list[msgspec.Raw]
    next_link: Text | None = msgspec.field(default=None, name="@odata.nextLink")


class _Row(msgspec.Struct, rename="camel"):
    user_principal_name: Text
    report_refresh_date: date
    last_activity_date: str | None = None
    copilot_chat_last_activity_date: str | None = None
    microsoft_teams_copilot_last_activity_date: str | None = None
    word_copilot_last_activity_date: str | None = None
    excel_copilot_last_activity_date: str | None = None
    power_point_copilot_last_activity_date: str | None = None
    outlook_copilot_last_activity_date: str | None = None
    one_note_copilot_last_activity_date: str | None = None
    loop_copilot_last_activity_date: str | None = None


_APPS = {
    "copilot_chat_last_activity_date": "copilot-chat",
    "microsoft_teams_copilot_last_activity_date": "copilot-in-teams",
    "word_copilot_last_activity_date": "copilot-in-word",
    "excel_copilot_last_activity_date": "copilot-in-excel",
    "power_point_copilot_last_activity_date": "copilot-in-powerpoint",
    "outlook_copilot_last_activity_date": "copilot-in-outlook",
    "one_note_copilot_last_activity_date": "copilot-in-onenote",
    "loop_copilot_last_activity_date": "copilot-in-loop",
}
"""The source that each app's day is of. What none of them had is of `m365-copilot`."""


@dataclass(frozen=True, slots=True)
class Microsoft365:
    """The report of one tenant."""

    name = NAME
    source = SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:  # noqa: ARG002
        """The last days of use in the seven days that the report covers, whatever the span is: it
        knows no shorter ones."""
        first = f"{_REPORT}?$format=application/json"
        for answer in onward(first, lambda path: decoded(wire.get(path), _Answer), _following):
            yield Page(parse(answer.value))


def parse(raw: list[msgspec.Raw]) -> Parsed:
    """Read the rows of a page: a day for each app that was last used in the period."""
    return look_at(raw, _Row, SOURCE, _look)


def _look(row: _Row, line: int) -> Findings:
    name = row.user_principal_name
    whom = name if "@" in name else f"m365:{name}"
    for source, day in _last_used(row):
        yield DayTotal(source, NAME, day, claimed=whom, line=line)


def _last_used(row: _Row) -> Iterator[tuple[str, date]]:
    first = row.report_refresh_date - _PERIOD
    told = set()
    for field, source in _APPS.items():
        day = _day(getattr(row, field))
        if day is not None and day > first:
            told.add(day)
            yield source, day
    last = _day(row.last_activity_date)
    if last is not None and last > first and last not in told:
        yield SOURCE, last


def _day(text: str | None) -> date | None:
    """An app that was never used has an empty date."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _following(answer: _Answer, _: str) -> str | None:
    """Where the next page is, at the same vendor: a token goes to no other host."""
    if not answer.next_link:
        return None
    parts = urlsplit(answer.next_link)
    return f"{parts.path}?{parts.query}"


VARIABLES = (
    Variable("WORTHWHILE_MICROSOFT_TENANT", "the tenant's id"),
    Variable("WORTHWHILE_MICROSOFT_CLIENT", "the id of an application with Reports.Read.All"),
    Variable("WORTHWHILE_MICROSOFT_SECRET", "that application's client secret"),
    Variable(
        "WORTHWHILE_MICROSOFT_URL", "another address of Graph", "https://graph.microsoft.com/"
    ),
    Variable(
        "WORTHWHILE_MICROSOFT_LOGIN_URL",
        "another address of Entra",
        "https://login.microsoftonline.com/",
    ),
)
RHYTHM = DAYS


def made_from(_: Given) -> Report | None:
    """The report, of what an operator gave."""
    return Microsoft365()


def way_from(given: Given) -> Way:
    """How Microsoft Graph is reached."""
    grant = ClientSecret(
        base=given["WORTHWHILE_MICROSOFT_LOGIN_URL"],
        tenant=given["WORTHWHILE_MICROSOFT_TENANT"],
        client=given["WORTHWHILE_MICROSOFT_CLIENT"],
        secret=given["WORTHWHILE_MICROSOFT_SECRET"],
    )
    return Way(given["WORTHWHILE_MICROSOFT_URL"], grant=grant)
