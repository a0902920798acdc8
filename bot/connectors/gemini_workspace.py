"""Gemini in Google Workspace: the audit log of the Admin SDK's Reports API, event by event.

An event is one use of Gemini in one app: Docs, Gmail, Sheets, the Gemini app and so on. It is taken
as somebody asking for something; uses of an app less than half an hour apart make one task. What
Gemini does unasked (`event_category` `inactive`, as when it summarises a mail that is opened) and
what Google cannot place (`unknown`) is passed over: nobody asked for it. Tokens, cost and outcomes
are not told. Which action it was is not kept, and addresses of machines are not read. The log goes
back 180 days.

Whom an event names: the actor's e-mail address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bot.connectors.access import Given, Variable, Way
from bot.connectors.grants import ServiceAccount
from bot.connectors.paging import evenly, in_parts, onward
from bot.connectors.report import Page, Report, Span, Wire
from bot.connectors.rhythm import Rhythm
from bot.connectors.rows import Findings, Text, decoded, look_at
from bot.model import HOUR, Instant, Kind, Observation
from bot.sources.parsed import Parsed
from bot.sources.push import Moment

SOURCE, NAME = "gemini-workspace", "gemini-workspace"
_LOG = "admin/reports/v1/activity/users/all/applications/gemini_in_workspace_apps"
_EVENTS_A_PAGE = 1_000
_SLICE = 6 * HOUR
"""What is asked for at once; and how much later events may come."""
_UNASKED = frozenset({"", "inactive", "unknown"})

_APPS = {
    "calendar": "gemini-in-calendar",
    "chat": "gemini-in-chat",
    "docs": "gemini-in-docs",
    "drive": "gemini-in-drive",
    "gemini_app": "gemini-app",
    "gmail": "gemini-in-gmail",
    "meet": "gemini-in-meet",
    "sheets": "gemini-in-sheets",
    "slides": "gemini-in-slides",
    "vids": "gemini-in-vids",
}
"""The source that each app's events are of; those of other apps are of `gemini-workspace`."""


class _Answer(msgspec.Struct, rename="camel"):
    items: list[msgspec.Raw] = []
    next_page_token: Text | None = None


class _Id(msgspec.Struct, rename="camel"):
    time: Moment
    unique_qualifier: Text


class _Actor(msgspec.Struct):
    email: Text | None = None


class _Parameter(msgspec.Struct):
    name: Text
    value: str | None = None


class _Event(msgspec.Struct):
    name: Text
    parameters: list[_Parameter] = []


class _Activity(msgspec.Struct):
    id: _Id
    actor: _Actor
    events: list[_Event]


@dataclass(frozen=True, slots=True)
class GeminiWorkspace:
    """The log of one company."""

    name = NAME
    source = SOURCE

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """The events of a span, in slices of some hours, oldest first; within a slice Google tells
        the newest first."""
        slices = evenly(span, _SLICE, lambda part: 1, most=1)  # noqa: ARG005 (never cut further)
        return in_parts(slices, lambda part: _slice(wire, part), span.until)


def _slice(wire: Wire, part: Span) -> Iterator[Parsed]:
    asked: dict[str, str | int | Sequence[str]] = {
        "startTime": _written(part.since),
        "endTime": _written(part.until),
        "maxResults": _EVENTS_A_PAGE,
    }

    def ask(token: str) -> _Answer:
        page = {"pageToken": token} if token else {}
        return decoded(wire.get(_LOG, {**asked, **page}), _Answer)

    for answer in onward("", ask, lambda its, _: its.next_page_token):
        yield parse(answer.items)


def parse(raw: list[msgspec.Raw]) -> Parsed:
    """Read the activities of a page."""
    return look_at(raw, _Activity, SOURCE, _look)


def _look(its: _Activity, line: int) -> Findings:
    for place, event in enumerate(its.events):
        about = {one.name: one.value or "" for one in event.parameters}
        if about.get("event_category", "") not in _UNASKED:
            yield _observation(its, place, about, line)


def _observation(its: _Activity, place: int, about: dict[str, str], number: int) -> Observation:
    source = _APPS.get(about.get("app_name", ""), SOURCE)
    return Observation(
        source=source,
        external_id=f"{its.id.unique_qualifier}/{place}",
        at=int(its.id.time.timestamp()),
        kind=Kind.TASK,
        session=source,
        claimed=its.actor.email,
        line=number,
    )


def _written(at: Instant) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


VARIABLES = (
    Variable("WORTHWHILE_GOOGLE_KEY_FILE", "the file of a service account's key, as JSON"),
    Variable("WORTHWHILE_GOOGLE_ADMIN", "the administrator it acts for, an e-mail address"),
    Variable(
        "WORTHWHILE_GOOGLE_URL", "another address of the Admin SDK", "https://admin.googleapis.com/"
    ),
    Variable(
        "WORTHWHILE_GOOGLE_LOGIN_URL", "another place for tokens", "https://oauth2.googleapis.com/"
    ),
)
RHYTHM = Rhythm(every=HOUR, again=_SLICE)


def made_from(_: Given) -> Report | None:
    """The report, of what an operator gave."""
    return GeminiWorkspace()


def way_from(given: Given) -> Way:
    """How the Admin SDK is reached."""
    grant = ServiceAccount(
        base=given["WORTHWHILE_GOOGLE_LOGIN_URL"],
        key_file=Path(given["WORTHWHILE_GOOGLE_KEY_FILE"]),
        admin=given["WORTHWHILE_GOOGLE_ADMIN"],
    )
    return Way(given["WORTHWHILE_GOOGLE_URL"], grant=grant)
