"""Pause, resume, fewer questions, and whether one's answers count for the team."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext, Respond

import messages
from bot.listeners.speaking import quietly, says
from bot.people import usual, wishes
from bot.services import Services
from messages import actions
from storage.operations import settings
from storage.personal import preferences


def register(app: App, services: Services) -> None:
    """`/worthwhile pause`, `/worthwhile resume`, and the buttons of a digest's last line."""

    def pause(ack: Ack, context: BoltContext, respond: Respond) -> None:
        ack()
        wishes.pause(services, context["person"])
        quietly(respond, messages.render("paused", until=None))

    def resume(ack: Ack, context: BoltContext, respond: Respond) -> None:
        ack()
        wishes.resume(services, context["person"])
        own = preferences.get(services.database, context["person"])
        times = usual.times(settings.load(services.database), own)
        quietly(respond, messages.render("resumed", usual=times))

    def ask_less(ack: Ack, context: BoltContext, respond: Respond) -> None:
        ack()
        left = wishes.ask_less(services, context["person"])
        quietly(respond, messages.render("asking_less", questions=left))

    def keep_out(ack: Ack, context: BoltContext, respond: Respond) -> None:
        ack()
        wishes.count(services, context["person"], counted=False)
        quietly(respond, messages.render("counted", counted=False))

    def count_in(ack: Ack, context: BoltContext, respond: Respond) -> None:
        ack()
        wishes.count(services, context["person"], counted=True)
        quietly(respond, messages.render("counted", counted=True))

    app.command("/worthwhile", matchers=[says("pause")])(pause)
    app.command("/worthwhile", matchers=[says("resume")])(resume)
    app.action(actions.PAUSE_START)(pause)
    app.action(actions.PAUSE_END)(resume)
    app.action(actions.ASK_LESS)(ask_less)
    app.action(actions.COUNTED_OUT)(keep_out)
    app.action(actions.COUNTED_IN)(count_in)
