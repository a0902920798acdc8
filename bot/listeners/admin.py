"""Schedules and settings, for admins alone. Walled: an admin sees counts of work done, never of
answers, opt-outs or silence, and nothing of a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

import messages
from bot.listeners import preview
from bot.listeners.speaking import Body, first_word, quietly, says, show
from bot.model import DAY, MOST_QUESTIONS, Cadence, Instant, Schedule, WorkspaceSettings
from bot.services import PublishedServices
from messages import actions
from messages.facts import AdminSettings, Progress, ReportHealth, SourceHealth
from messages.words import known_tool
from storage.engine import Connection, Row
from storage.operations import connectors, progress, settings, source_health

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


_LATELY: Instant = 28 * DAY
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

    def saved(ack: Ack, body: Body, view: Mapping[str, Any], client: WebClient) -> None:
        ack()
        if is_admin(body["user"]["id"]):
            wished = decided(view["state"]["values"])
            decide(wished)
            said = messages.render("admin_saved", settings=_facts(wished))
            client.chat_postMessage(channel=body["user"]["id"], text=said.text, blocks=said.blocks)

    def previewed(ack: Ack, body: Body, client: WebClient) -> None:
        ack()
        if is_admin(body["user"]["id"]):
            preview.send(services, client, body["user"]["id"])

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
    """What the form says. Floors are constants in code: nothing here can lower them."""
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
    )


def _form(services: PublishedServices) -> dict[str, Any]:
    db = services.database
    sources, others = _sources(db, services.clock())
    return messages.view(
        "admin",
        rehearsal=services.rehearsal,
        settings=_facts(settings.load(db)),
        progress=[Progress(its.letter, its.waiting, its.sent) for its in progress.load(db)],
        sources=sources,
        others=others,
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
    return SourceHealth(its["source"], last, last >= today, its["rejected"] > 0)


def _reports(db: Connection, now: Instant) -> list[ReportHealth]:
    """How reports do that are fetched; nothing of one whose key was taken away."""
    return [
        ReportHealth(
            name=its.name,
            last=None if its.last_ok_at is None else _day(its.last_ok_at),
            failing_since=None if its.failing_since is None else _day(its.failing_since),
            cause=its.failure or "",
            unmatched=its.unmatched or 0,
        )
        for its in sorted(connectors.load(db), key=lambda its: its.name)
        if its.next_at > now - _GIVEN_UP
    ]


def _day(instant: Instant) -> date:
    return datetime.fromtimestamp(instant, UTC).date()


def _facts(its: WorkspaceSettings) -> AdminSettings:
    return AdminSettings(
        weekday=its.schedule.weekday,
        hour=its.schedule.hour,
        cadence=str(its.schedule.cadence),
        questions=its.questions,
        by_invitation=its.by_invitation,
        paused=its.paused,
        show_use=its.show_use,
    )


def _choice(values: Values, field: str) -> str:
    return str(values[field][actions.INPUT]["selected_option"]["value"])


def _ticked(values: Values, field: str) -> bool:
    return bool(values[field][actions.INPUT].get("selected_options"))
