"""Pause, resume, fewer questions, and whether one's answers count for the team."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

import messages
from bot.listeners.redrawing import Redrawing
from bot.listeners.speaking import Body, says, tell
from bot.model import PersonId
from bot.people import usual, wishes
from bot.services import Services
from messages import Rendered, actions
from storage.operations import settings
from storage.personal import preferences


def register(app: App, services: Services, redrawing: Redrawing) -> None:
    """`/worthwhile pause`, `/worthwhile resume`, and the buttons of a digest's last line."""

    def listener(wish: Callable[[PersonId], tuple[str, Rendered]]) -> Callable[..., None]:
        def listen(
            ack: Ack, body: Body, context: BoltContext, client: WebClient, respond: Respond
        ) -> None:
            ack()
            title, said = wish(context["person"])
            tell(client, respond, body, title, said)
            redrawing.place(client, body, context["person"])

        return listen

    def pause(person: PersonId) -> tuple[str, Rendered]:
        wishes.pause(services, person)
        return "Paused", messages.render("paused", until=None)

    def resume(person: PersonId) -> tuple[str, Rendered]:
        wishes.resume(services, person)
        own = preferences.get(services.database, person)
        times = usual.times(settings.load(services.database), own)
        return "Back again", messages.render("resumed", usual=times)

    def ask_less(person: PersonId) -> tuple[str, Rendered]:
        left = wishes.ask_less(services, person)
        return "Fewer questions", messages.render("asking_less", questions=left)

    def count(counted: bool) -> Callable[..., None]:
        def wish(person: PersonId) -> tuple[str, Rendered]:
            wishes.count(services, person, counted=counted)
            return "Your answers", messages.render("counted", counted=counted)

        return listener(wish)

    app.command("/worthwhile", matchers=[says("pause")])(listener(pause))
    app.command("/worthwhile", matchers=[says("resume")])(listener(resume))
    app.action(actions.PAUSE_START)(listener(pause))
    app.action(actions.PAUSE_END)(listener(resume))
    app.action(actions.ASK_LESS)(listener(ask_less))
    app.action(actions.COUNTED_OUT)(count(False))
    app.action(actions.COUNTED_IN)(count(True))
