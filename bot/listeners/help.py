"""`/worthwhile help`, and the answer to a word the bot does not know. Registered last."""

from __future__ import annotations

from collections.abc import Callable

from slack_bolt import Ack, App, Respond

import messages
from bot.listeners.speaking import Command, first_word, quietly, says


def register(app: App, is_admin: Callable[[str], bool]) -> None:
    """The commands there are; `admin` is only told to admins."""

    def help_(ack: Ack, command: Command, respond: Respond) -> None:
        ack()
        quietly(respond, messages.render("help", admin=is_admin(command["user_id"])))

    def unknown(ack: Ack, command: Command, respond: Respond) -> None:
        ack()
        quietly(respond, messages.render("unknown_command", said=first_word(command)))

    app.command("/worthwhile", matchers=[says("help")])(help_)
    app.command("/worthwhile")(unknown)
