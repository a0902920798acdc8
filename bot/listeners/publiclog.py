"""The public log, for everybody of the roster to read. Walled, but for the names: they are told by
what is handed in, and only to those whom they concern."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, show
from bot.model import LogEntry, PersonId
from bot.publiclog import reading
from bot.reflection.days import Days
from bot.services import PublishedServices
from messages import actions
from messages.facts import Opened, Receipt

Calendar = Callable[[PersonId], Days]
"""The days as a person lives them."""

OpenedAs = Callable[[PersonId], Callable[[LogEntry], Opened]]
"""How a person may read who opened a page."""

_DIGITS = 15
"""The most of a number that anybody turns to; what is longer was made up."""

Receipts = Callable[[PersonId, str | None], Sequence[Receipt]]
"""For the figures that the page of a team (None: one's own) shows a person; none where the page is
withheld. That a manager or admin asked is noted before any is handed out, as when they open the
page."""


def register(
    app: App,
    services: PublishedServices,
    calendar: Calendar,
    opened_as: OpenedAs,
    receipts: Receipts,
) -> None:
    """The Public log buttons, those that turn its pages, and *Check this page* of a team's page."""

    def view(person: PersonId, before: int | None = None) -> dict[str, Any]:
        days, read = calendar(person), opened_as(person)
        page = reading.page(services.database, days, read, before)
        return messages.view("log", rehearsal=services.rehearsal, page=page)

    def opened(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack()
        show(client, body, view(context["person"]))

    def turned(
        ack: Ack, action: dict[str, str], body: Body, context: BoltContext, client: WebClient
    ) -> None:
        ack()
        value = action.get("value", "")
        before = int(value) if value.isdecimal() and len(value) <= _DIGITS else None
        page = view(context["person"], before)
        client.views_update(view_id=body["view"]["id"], view=page)

    def checked(
        ack: Ack, action: dict[str, str], body: Body, context: BoltContext, client: WebClient
    ) -> None:
        ack()
        its = receipts(context["person"], action.get("value") or None)
        rehearsal = services.rehearsal
        if its:
            view = messages.view("log_receipt", rehearsal=rehearsal, receipts=its)
        else:
            view = messages.view("team_withheld", rehearsal=rehearsal)
        show(client, body, view)

    app.action(actions.LOG_OPEN)(opened)
    app.action(actions.LOG_CHECK)(checked)
    app.action(actions.ANY_TURN)(turned)
