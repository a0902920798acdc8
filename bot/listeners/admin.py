"""Schedules and settings, for admins alone. Walled: an admin sees counts of work done, never of
answers, opt-outs or silence, and nothing of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

import messages
from bot.listeners import preview
from bot.listeners.speaking import Body, first_word, quietly, says, show
from bot.model import (
    DAY,
    MOST_QUESTIONS,
    Cadence,
    Floors,
    Instant,
    Keeping,
    Schedule,
    WorkspaceSettings,
    is_working_day,
)
from bot.services import PublishedServices
from messages import actions
from messages.facts import AdminSettings, Progress, ReportHealth, SilentPlatform, SourceHealth
from messages.words import known_tool
from storage.engine import Connection, Row
from storage.operations import connectors, platforms, progress, settings, source_health
from storage.published import windows

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


_LATELY: Instant = 28 * DAY
_QUIET: Instant = 7 * DAY
_GIVEN_UP: Instant = 2 * DAY
"""A report that has been due for so long is fetched no more."""

Decide = Callable[[WorkspaceSettings], None]
"""Keeps what an admin decided, and tells it in the public log."""


def register(
    app: App, services: PublishedServices, is_admin: Callable[[str], bool], decide: Decide
) -> None:
    """`/worthwhile admin`, its form, and a preview to oneself."""

    def opened(ack: Ack, body: Body, client: WebClient, respond: Respond) -> None:
        ack()
        if is_admin(body["user_id"]):
            show(client, body, _form(services))
        else:
            quietly(respond, messages.render("not_admin"))

    def saved(ack: Ack, body: Body, view: Mapping[str, Any]) -> None:
        if not is_admin(body["user"]["id"]):
            ack()
            return
        wished = decided(view["state"]["values"])
        decide(wished)
        # In the form's own place: a message would stay in Slack when this admin is erased.
        said = messages.view("admin_saved", settings=_facts(services, wished))
        ack(response_action="update", view=said)

    def previewed(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        if is_admin(body["user"]["id"]):
            show(client, body, preview.view(services))

    app.command("/worthwhile", matchers=[says("admin")])(opened)
    app.view(actions.ADMIN)(saved)
    app.action(actions.ADMIN_PREVIEW)(previewed)


def concerns(body: Body) -> bool:
    """Whether this is something an admin may ask, whoever they are: the form, its preview, help."""
    if body.get("command"):
        return first_word(body) in ("admin", "help")
    if body.get("actions"):
        return bool(body["actions"][0].get("action_id") == actions.ADMIN_PREVIEW)
    return bool((body.get("view") or {}).get("callback_id") == actions.ADMIN)


def decided(values: Values) -> WorkspaceSettings:
    """What the form says. Floors can be raised and never lowered, whatever was sent."""
    return WorkspaceSettings(
        schedule=Schedule(
            weekday=int(_choice(values, actions.FIELD_WEEKDAY)),
            hour=int(_choice(values, actions.FIELD_HOUR)),
            cadence=Cadence(_choice(values, actions.FIELD_CADENCE)),
        ),
        questions=min(int(_choice(values, actions.FIELD_QUESTIONS)), MOST_QUESTIONS),
        by_invitation=_ticked(values, actions.FIELD_BY_INVITATION),
        paused=_ticked(values, actions.FIELD_PAUSED),
        show_use=_ticked(values, actions.FIELD_SHOW_USE),
        floors=Floors(
            least_people=int(_choice(values, actions.FIELD_LEAST_PEOPLE)),
            least_respondents=int(_choice(values, actions.FIELD_LEAST_RESPONDENTS)),
        ).never_lower(),
        keeping=Keeping(
            keep_tasks_weeks=int(_choice(values, actions.FIELD_KEEP_TASKS)),
            keep_answers_months=int(_choice(values, actions.FIELD_KEEP_ANSWERS)),
        ).never_longer(),
    )


def _form(services: PublishedServices) -> dict[str, Any]:
    db = services.database
    sources, others = _sources(db, services.clock())
    return messages.view(
        "admin",
        rehearsal=services.rehearsal,
        settings=_facts(services, settings.load(db)),
        progress=[
            Progress(its.letter, its.waiting, its.handled)
            for its in progress.since(db, services.clock() - _LATELY)
        ],
        sources=sources,
        others=others,
        platforms=_silent_platforms(db, services.clock()),
        reports=_reports(db, services.clock()),
    )


def _sources(db: Connection, now: Instant) -> tuple[list[SourceHealth], bool]:
    """How the tools do that many people use, and whether there are others. A name of somebody's own
    making is never shown, however many lines came under it: whoever may send in others' names could
    read here which of them said no."""
    heard, shared = source_health.since(db, now - _LATELY), source_health.shared(db)
    shown = [its for its in heard if its["source"] in shared and known_tool(its["source"])]
    return [_health(its, _day(now)) for its in shown], len(shown) < len(heard)


def _health(its: Row, today: date) -> SourceHealth:
    last = _day(its["last_at"])
    dated = its["too_old"] + its["in_future"]
    return SourceHealth(
        its["source"],
        last,
        today=last >= today,
        silent=_working_day_between(last, today),
        too_old=its["too_old"] > 0,
        ahead=its["in_future"] > 0,
        unread=its["rejected"] > dated,
    )


def _working_day_between(last: date, today: date) -> bool:
    between = (last + timedelta(days=n) for n in range(1, (today - last).days))
    return any(is_working_day(day) for day in between)


def _silent_platforms(db: Connection, now: Instant) -> list[SilentPlatform]:
    """Those that delivered nothing for a week, about whomever: what became of it is not looked at,
    so that nobody learns here who said no. A shorter silence could tell of single people."""
    silent = platforms.silent(db, now - _QUIET)
    return [SilentPlatform(its["platform"], _day(its["last_at"])) for its in silent]


def _reports(db: Connection, now: Instant) -> list[ReportHealth]:
    """How reports do that are fetched; nothing of one whose key was taken away."""
    return [
        ReportHealth(
            name=its.name,
            last=None if its.last_ok_at is None else _day(its.last_ok_at),
            failing_since=None if its.failing_since is None else _day(its.failing_since),
            cause=its.failure or "",
            unmatched=its.unmatched,
        )
        for its in sorted(connectors.load(db), key=lambda its: its.name)
        if its.next_at > now - _GIVEN_UP
    ]


def _day(instant: Instant) -> date:
    return datetime.fromtimestamp(instant, UTC).date()


def _facts(services: PublishedServices, its: WorkspaceSettings) -> AdminSettings:
    floors, keeping = its.floors.never_lower(), its.keeping.never_longer()
    return AdminSettings(
        weekday=its.schedule.weekday,
        hour=its.schedule.hour,
        cadence=str(its.schedule.cadence),
        questions=its.questions,
        by_invitation=its.by_invitation,
        paused=its.paused,
        show_use=its.show_use,
        least_people=floors.least_people,
        least_respondents=floors.least_respondents,
        keep_tasks_weeks=keeping.keep_tasks_weeks,
        keep_answers_months=keeping.keep_answers_months,
        floors_from=windows.next_to_freeze(services.database, _day(services.clock())).first_day,
    )


def _choice(values: Values, field: str) -> str:
    return str(values[field][actions.INPUT]["selected_option"]["value"])


def _ticked(values: Values, field: str) -> bool:
    return bool(values[field][actions.INPUT].get("selected_options"))
