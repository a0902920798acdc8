"""Builds the Bolt app: who is asking, every feature's listeners, and one error handler."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

from slack_bolt import BoltContext, BoltResponse, Respond
from slack_sdk import WebClient

import messages
from bot.entrance import Entrance, GuardedApp
from bot.listeners import (
    admin,
    answering,
    connect,
    erasing,
    exporting,
    help,
    home,
    pausing,
    preferences,
    privacy,
    publiclog,
    team,
    week,
    welcome,
)
from bot.listeners.redrawing import Redrawing
from bot.listeners.redraws import Redraws
from bot.listeners.speaking import quietly
from bot.model import PersonId, Viewer
from bot.people import colleagues, identity
from bot.publiclog import changes, openings, receipts
from bot.reflection.recalling import calendar
from bot.services import PublishedServices, Services

_log = logging.getLogger("worthwhile")
_bolt = logging.getLogger("worthwhile.bolt")
_bolt.setLevel(logging.ERROR)  # its warnings about requests nobody listens to repeat what they held

THREADS = 32
"""Bolt's own pool is five threads for everything: of twelve slow commands five went un-acked."""


def build(
    services: Services,
    published: PublishedServices,
    *,
    endpoint: Callable[[], str],
    admins: Collection[str] = (),
    signing_secret: str | None = None,
    executor: Executor | None = None,
    redraws: Redraws | None = None,
) -> GuardedApp:
    """The app, ready to be given requests. `endpoint` is where people's tools send telemetry;
    `admins` are Slack ids, the workspace's own admins when empty."""
    app = GuardedApp(
        client=services.slack,
        signing_secret=signing_secret or "unused in socket mode",
        request_verification_enabled=signing_secret is not None,
        listener_executor=executor or ThreadPoolExecutor(THREADS, "listener"),
        logger=_bolt,
    )
    app.entrance = Entrance()
    is_admin = _is_admin(services, admins)
    app.use(_who(services, is_admin))
    app.error(_apologise)
    redrawing = Redrawing(services, redraws or Redraws())
    for feature in (week, exporting, erasing):
        feature.register(app, services)
    for drawn_again in (welcome, answering, preferences, pausing):
        drawn_again.register(app, services, redrawing)
    home.register(app, redrawing)
    privacy.register(app)
    connect.register(app, services, endpoint)
    _register_walled(app, services, published, is_admin)
    help.register(app, is_admin)
    return app


def _register_walled(
    app: GuardedApp,
    services: Services,
    published: PublishedServices,
    is_admin: Callable[[str], bool],
) -> None:
    """What serves managers and admins is handed the walled connection, and what it may ask of the
    rest as functions."""

    def asks(person: PersonId) -> Viewer:
        """Slack is asked about everybody alike, so that nothing is slower for an admin."""
        admin = is_admin(identity.slack_id_of(services, person))
        return identity.viewer(services, person, admin=admin)

    team.register(
        app,
        published,
        asks,
        lambda viewer, team_name: openings.note(services, viewer, team_name),
    )
    admin.register(app, published, is_admin, lambda wished: changes.decide(services, wished))
    publiclog.register(
        app,
        published,
        lambda person: calendar(services, person),
        lambda person: openings.reader(services, asks(person)),
        lambda person, name: receipts.receipts(services, asks(person), name),
    )


def _who(services: Services, is_admin: Callable[[str], bool]) -> Callable[..., BoltResponse | None]:
    """Middleware: from the Slack id of the request to a person of the roster; strangers get one
    kind sentence, and nothing of theirs is looked at. Admins need not be in the roster to do what
    is an admin's."""

    def who(
        context: BoltContext,
        body: Mapping[str, Any],
        payload: Mapping[str, Any],
        client: WebClient,
        respond: Respond,
        next: Callable[[], None],
    ) -> BoltResponse | None:
        context["correlation"] = services.new_id()[:8]
        person = identity.person_of(services, context.user_id or "")
        if person is not None:
            context["person"] = person
            next()
            return None
        if admin.concerns(body) and is_admin(context.user_id or ""):
            next()
            return None
        said = messages.render("stranger")
        if context.response_url:
            quietly(respond, said)
        elif payload.get("type") == "app_home_opened":
            client.views_publish(
                user_id=payload["user"], view={"type": "home", "blocks": said.blocks}
            )
        return BoltResponse(status=200, body="")

    return who


def _is_admin(services: Services, admins: Collection[str]) -> Callable[[str], bool]:
    if admins:
        return lambda slack_id: slack_id in admins
    return lambda slack_id: colleagues.is_admin(services.slack, slack_id)


def _apologise(
    error: Exception, body: dict[str, Any], context: BoltContext, respond: Respond
) -> BoltResponse:
    """The one error handler. What went wrong is logged by kind and place; never what was said."""
    correlation = context.get("correlation", "-")
    _log.error("%s at %s, %s (%s)", type(error).__name__, _what(body), _where(error), correlation)
    if context.response_url:
        quietly(respond, messages.render("apology", correlation=correlation))
    return BoltResponse(status=200, body="")


def _what(body: Mapping[str, Any]) -> str:
    """What was asked of us: feature and verb, without the part that says what was answered."""
    view = body.get("view") or {}
    action = (body.get("actions") or [{}])[0].get("action_id") or view.get("callback_id")
    return ":".join(str(action or body.get("command") or "-").split(":")[:2])


def _where(error: Exception) -> str:
    """The innermost line of code; the error's own text may hold what somebody wrote."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else "-"
