"""Was it worth it? The taps, what may be said beside them, changing and taking back.

Every tap is acknowledged before anything is looked up or stored. What was tapped is never read from
the message's words: ids name the question, values the answer, and the question must be the asker's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App, BoltContext, Respond
from slack_sdk import WebClient

import messages
from bot.listeners.redrawing import Redrawing
from bot.listeners.speaking import Body, quietly, show
from bot.model import Fixing, NetTime, Rating, WithoutAI
from bot.reflection import answering
from bot.reflection.answering import Noted, NothingKept, NotYours, Outcome, WindowClosed
from bot.services import Services
from messages import actions

Action = Mapping[str, Any]
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]


def register(app: App, services: Services, redrawing: Redrawing) -> None:
    """The taps of a digest, of the week's modal and of Home."""
    _register_taps(app, services, redrawing)
    _register_modals(app, services, redrawing)


def _register_taps(app: App, services: Services, redrawing: Redrawing) -> None:
    def tap(answer: Callable[[BoltContext, Action], Outcome]) -> Callable[..., None]:
        def listener(
            ack: Ack,
            action: Action,
            body: Body,
            context: BoltContext,
            client: WebClient,
            respond: Respond,
        ) -> None:
            ack()
            outcome = answer(context, action)
            if isinstance(outcome, Noted):
                redrawing.question(client, body, outcome.question)
            elif context.response_url:
                quietly(respond, messages.render(_refusal(outcome)))
            else:
                show(client, body, messages.view(_refusal(outcome)))

        return listener

    def rate(context: BoltContext, action: Action) -> Outcome:
        question = actions.question_of(action["block_id"]) or ""
        return answering.rate(services, context["person"], question, Rating(_chosen(action)))

    def degree(context: BoltContext, action: Action) -> Outcome:
        question = actions.question_of(action["block_id"]) or ""
        return answering.degree(services, context["person"], question, int(_chosen(action)))

    def rate_task(context: BoltContext, action: Action) -> Outcome:
        task = actions.task_of(action["block_id"]) or ""
        return answering.rate_task(services, context["person"], task, Rating(_chosen(action)))

    app.action(actions.ANY_RATING)(tap(rate))
    app.action(actions.ANY_DEGREE)(tap(degree))
    app.action(actions.ANSWER_MENU)(tap(rate))
    app.action(actions.ANSWER_CHOOSE)(tap(rate))
    app.action(actions.TASK_RATE)(tap(rate_task))


def _register_modals(app: App, services: Services, redrawing: Redrawing) -> None:
    def opens(name: str) -> Callable[..., None]:
        def listener(
            ack: Ack, action: Action, body: Body, context: BoltContext, client: WebClient
        ) -> None:
            ack()
            asked = answering.asked(services, context["person"], action["value"])
            if isinstance(asked, WindowClosed | NothingKept | NotYours):
                show(client, body, messages.view(_refusal(asked)))
            else:
                show(client, body, messages.view(name, question=asked))

        return listener

    def submitted(
        ack: Ack, body: Body, view: Mapping[str, Any], context: BoltContext, client: WebClient
    ) -> None:
        ack()
        said = _said(view["state"]["values"])
        outcome = answering.say_more(services, context["person"], view["private_metadata"], **said)
        _settle(redrawing, client, body, outcome)

    def take_back(
        ack: Ack, action: Action, body: Body, context: BoltContext, client: WebClient
    ) -> None:
        ack()
        outcome = answering.take_back(services, context["person"], action["value"])
        said = "taken_back" if isinstance(outcome, Noted) else _refusal(outcome)
        client.views_update(view_id=body["view"]["id"], view=messages.view(said))
        if isinstance(outcome, Noted):
            redrawing.question(client, body, outcome.question)

    app.action(actions.ANSWER_MORE)(opens("say_more"))
    app.action(actions.ANSWER_CHANGE)(opens("change"))
    app.action(actions.ANSWER_TAKE_BACK)(take_back)
    app.view(actions.SAY_MORE)(submitted)
    app.view(actions.CHANGE)(submitted)


def _settle(redrawing: Redrawing, slack: WebClient, body: Body, outcome: Outcome) -> None:
    if isinstance(outcome, Noted):
        redrawing.question(slack, body, outcome.question)
    else:
        show(slack, {"trigger_id": body["trigger_id"]}, messages.view(_refusal(outcome)))


def _refusal(outcome: object) -> str:
    match outcome:
        case WindowClosed():
            return "window_closed"
        case NothingKept():
            return "nothing_kept"
        case _:
            return "not_yours"


def _chosen(action: Action) -> str:
    option = action.get("selected_option") or {}
    return str(option.get("value") or action.get("value") or "")


_FIELDS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    actions.FIELD_RATING: ("rating", Rating),
    actions.FIELD_DEGREE: ("degree", int),
    actions.FIELD_WITHOUT_AI: ("without_ai", WithoutAI),
    actions.FIELD_NET_TIME: ("net_time", NetTime),
    actions.FIELD_FIXING: ("fixing", Fixing),
    actions.FIELD_NOTE: ("note", str),
}


def _said(values: Values) -> dict[str, Any]:
    """The modal's fields; one that was left empty is None, which takes it back."""
    return {
        name: made(text) if (text := _text(values[field][actions.INPUT])) else None
        for field, (name, made) in _FIELDS.items()
        if field in values
    }


def _text(state: Mapping[str, Any]) -> str | None:
    return (state.get("selected_option") or {}).get("value") or state.get("value")
