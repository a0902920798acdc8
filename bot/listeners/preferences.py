"""Preferences: day, hour, frequency, questions, what the DM shows, counted or not, a pause."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

import messages
from bot.listeners.redrawing import Redrawing
from bot.listeners.speaking import Body, show
from bot.model import FOREVER, Cadence, Preferences, zone_of
from bot.people import usual, wishes
from bot.reflection import home
from bot.services import Services
from messages import actions
from storage.personal import people, preferences

_NO_DAY_TO_COME = "Choose a day to come, or leave it empty."

Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


def register(app: App, services: Services, redrawing: Redrawing) -> None:
    """The Preferences buttons and the form behind them."""

    def opened(ack: Ack, body: Body, context: BoltContext, client: WebClient) -> None:
        ack()
        own = home.own_preferences(services, context["person"], services.clock())
        times = usual.usual_times(services.database)
        show(client, body, messages.view("preferences", preferences=own, usual=times))

    def saved(
        ack: Ack, body: Body, view: Mapping[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        person = people.get(services.database, context["person"])
        zone = zone_of(person.zone if person else "UTC")
        before = preferences.get(services.database, context["person"])
        wish = wished(view["state"]["values"], zone, before)
        if wish.paused_until is not None and wish.paused_until <= services.clock():
            ack(response_action="errors", errors={actions.FIELD_PAUSED_UNTIL: _NO_DAY_TO_COME})
            return
        ack()
        wishes.change(services, context["person"], wish)
        redrawing.home(client, context["person"], body["user"]["id"])

    app.action(actions.PREFERENCES_OPEN)(opened)
    app.view(actions.PREFERENCES)(saved)


def wished(values: Values, zone: ZoneInfo, before: Preferences) -> Preferences:
    """What the form says; a pause ends when the chosen day begins where the person is. One without
    an end shows no day, and so an empty day leaves it as it is."""
    endless = FOREVER if before.paused_until == FOREVER else None
    weekday, hour = _number(values, actions.FIELD_WEEKDAY), _number(values, actions.FIELD_HOUR)
    cadence = _choice(values, actions.FIELD_CADENCE)
    shows = _choice(values, actions.FIELD_SHOWS)
    until = values[actions.FIELD_PAUSED_UNTIL][actions.INPUT].get("selected_date")
    return Preferences(
        weekday=weekday,
        hour=hour,
        cadence=Cadence(cadence) if cadence else None,
        questions=_number(values, actions.FIELD_QUESTIONS),
        discreet=shows == actions.SHOWS_DISCREET,
        patterns_in_dm=shows == actions.SHOWS_PATTERNS,
        counted=bool(values[actions.FIELD_COUNTED][actions.INPUT].get("selected_options")),
        paused_until=_midnight(until, zone) if until else endless,
    )


def _midnight(day: str, zone: ZoneInfo) -> int:
    return int(datetime.combine(date.fromisoformat(day), time(), zone).timestamp())


def _choice(values: Values, field: str) -> str | None:
    chosen = (values[field][actions.INPUT].get("selected_option") or {}).get("value")
    return None if chosen in (None, actions.USUAL) else str(chosen)


def _number(values: Values, field: str) -> int | None:
    chosen = _choice(values, field)
    return None if chosen is None else int(chosen)
