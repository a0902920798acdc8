"""After a tap: draw again whatever it was made in, from what the stores hold now."""

from __future__ import annotations

from threading import Lock

from slack_bolt import Respond
from slack_sdk import WebClient

import messages
from bot.listeners.redraws import Redraws
from bot.listeners.speaking import Body, in_modal, in_week
from bot.model import Delivery, Letter, PersonId, Question
from bot.people import places
from bot.people.keys import KeyDestroyed
from bot.reflection import home, week, weekly
from bot.services import Services
from messages import Rendered
from storage.operations import settings
from storage.personal import deliveries, preferences

_TURNS = [Lock() for _ in range(64)]
_DONE = 200


def _turn(person: PersonId) -> Lock:
    """One redraw at a time for a person: of two quick taps the first, held up on its way to Slack,
    would otherwise wipe the second off the message again."""
    return _TURNS[hash(person) % len(_TURNS)]


class Redrawing:
    """What listeners draw again with. Nothing here raises."""

    def __init__(self, services: Services, redraws: Redraws) -> None:
        self._services, self._redraws = services, redraws

    def question(self, slack: WebClient, body: Body, question: Question) -> None:
        """The message, the week's modal or Home: where the tap came from, and the message in any
        case when the question stands in one."""
        person = question.person
        if question.delivery and (_message(body) or not self._discreet(person)):
            self._message(slack, body, person, question.delivery)
        if in_modal(body):
            self._week(slack, body, person)
        elif body.get("view"):
            self.home(slack, person, body["user"]["id"])

    def place(self, slack: WebClient, body: Body, person: PersonId) -> None:
        """Where somebody changed what they want: the week's modal and Home, or the digest whose
        button it was. Any other message says the same as before."""
        if in_week(body):
            self._week(slack, body, person)
        if body.get("view"):
            self.home(slack, person, body["user"]["id"])
        if _message(body) and (delivery_id := self._digest_of(person, body)):
            self._message(slack, body, person, delivery_id)

    def home(self, slack: WebClient, person: PersonId, slack_id: str) -> None:
        """A person's Home."""

        def draw() -> None:
            with _turn(person):
                draw_home(self._services, slack, person, slack_id)

        self._redraws.draw(f"home {person}", draw)

    def _message(self, slack: WebClient, body: Body, person: PersonId, delivery_id: str) -> None:
        def draw() -> None:
            with _turn(person):
                draw_message(self._services, slack, body, delivery_id)

        self._redraws.draw(f"message {delivery_id}", draw)

    def _week(self, slack: WebClient, body: Body, person: PersonId) -> None:
        modal = body["view"]
        under = modal.get("root_view_id") not in (None, modal["id"])

        def draw() -> None:
            with _turn(person):
                draw_week(self._services, slack, modal["root_view_id"], person)

        if under or in_week(body):
            self._redraws.draw(f"week {modal['root_view_id']}", draw)

    def _digest_of(self, person: PersonId, body: Body) -> str | None:
        """The digest whose message it is. The latest are looked at first: mostly it is that."""
        for its in deliveries.of_person(self._services.database, person):
            if its.letter is Letter.DIGEST and _lies_at(self._services, its, _message(body)):
                return its.id
        return None

    def _discreet(self, person: PersonId) -> bool:
        """A discreet message never says more than that the week is ready: drawing it again would
        change no word, and only leave a mark that somebody answered."""
        return preferences.get(self._services.database, person).discreet


def draw_message(services: Services, slack: WebClient, body: Body, delivery_id: str) -> None:
    """The digest as it stands now; nothing to do when it was never sent."""
    delivery = deliveries.get(services.database, delivery_id)
    if delivery is None or not delivery.sealed_place:
        return
    place = places.opened(services.keys, delivery.person, delivery.sealed_place)
    charts = settings.fact(services.database, "no_charts") is None
    message = weekly.letter(services, delivery, services.clock(), charts=charts)
    if place.ts != _message(body) or not _replaced(slack, body, message):
        slack.chat_update(
            channel=place.channel, ts=place.ts, text=message.text, blocks=message.blocks
        )


def draw_week(services: Services, slack: WebClient, view_id: str, person: PersonId) -> None:
    """The modal of one's own week: the one on top, or the one that lies under it."""
    facts = week.facts(services, person, services.clock())
    view = messages.view("week", rehearsal=services.rehearsal, **facts)
    slack.views_update(view_id=view_id, view=view)


def draw_home(services: Services, slack: WebClient, person: PersonId, slack_id: str) -> None:
    """A person's Home."""
    facts = home.facts(services, person, services.clock())
    view = messages.view("home", rehearsal=services.rehearsal, home=facts)
    slack.views_publish(user_id=slack_id, view=view)


def _lies_at(services: Services, its: Delivery, ts: str | None) -> bool:
    if its.sealed_place is None:
        return False
    try:
        return places.opened(services.keys, its.person, its.sealed_place).ts == ts
    except KeyDestroyed:
        return False


def _message(body: Body) -> str | None:
    return (body.get("container") or {}).get("message_ts")


def _replaced(slack: WebClient, body: Body, message: Rendered) -> bool:
    """Draw the message a button was pressed in by the address that came with the press: Slack
    counts no such answers, but takes only five, and none after half an hour."""
    if not body.get("response_url"):
        return False
    respond = Respond(response_url=body["response_url"], proxy=slack.proxy, ssl=slack.ssl)
    answer = respond(text=message.text, blocks=message.blocks, replace_original=True)
    return answer.status_code == _DONE
