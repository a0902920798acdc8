"""The team's page, for its members and its managers alike. Walled: nothing here can reach what one
person did or said; the database itself would refuse."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

import messages
from bot.listeners.speaking import Body, Command, quietly, rest, says, show
from bot.model import PersonId, Viewer, Withheld
from bot.services import PublishedServices
from bot.trends import published
from messages import actions
from messages.facts import TeamPage
from storage.operations import settings

NoteOpening = Callable[[Viewer, str | None], None]
"""Tells the public log that somebody asked for a team's page, before they are shown anything."""


def register(
    app: App,
    services: PublishedServices,
    viewer: Callable[[PersonId], Viewer],
    note_opening: NoteOpening,
) -> None:
    """`/worthwhile team [name]`, and the buttons that lead there."""

    def asked(context: BoltContext, team_name: str | None) -> TeamPage | Withheld:
        its = viewer(context["person"])
        note_opening(its, team_name)
        return published.page(services, its, team_name)

    def command(ack: Ack, command: Command, context: BoltContext, respond: Respond) -> None:
        ack()
        page = asked(context, rest(command) or None)
        if isinstance(page, Withheld):
            quietly(respond, messages.render("team_withheld", rehearsal=services.rehearsal))
        else:
            charts = settings.fact(services.database, "no_charts") is None
            rehearsal = services.rehearsal
            quietly(respond, messages.render("team", rehearsal=rehearsal, page=page, charts=charts))

    def button(
        ack: Ack, action: dict[str, str], body: Body, context: BoltContext, client: WebClient
    ) -> None:
        ack()
        page = asked(context, action.get("value") or None)
        if isinstance(page, Withheld):
            show(client, body, messages.view("team_withheld", rehearsal=services.rehearsal))
        else:
            show(client, body, messages.view("team", rehearsal=services.rehearsal, page=page))

    app.command("/worthwhile", matchers=[says("team")])(command)
    app.action(actions.TEAM_OPEN)(button)
