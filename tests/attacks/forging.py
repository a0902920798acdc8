"""Requests that were never made by whom they name; whether any of them changed anything."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode

from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import plain, questions

Change = Callable[[dict], object]


def forge(
    office: Office, mallory: str, victim: str, admin: str, refusals: list[str]
) -> dict[str, bool]:
    """What was tried, and whether it worked; `refusals` is given what was said to it."""
    hand, his = office.workspace.hand(mallory), _question(office, victim)
    before = _rows(office, victim)
    own = next(m for m in hand.messages() if questions(m))
    menu = f"{actions.ANSWER_RATE}:not_worth_it"
    worked: dict[str, bool] = {}

    def tried(name: str, act: Callable[[], object]) -> None:
        act()
        office.workspace.settle()
        worked[name] = _rows(office, victim) != before

    def quietly(act: Callable[[], object]) -> Callable[[], object]:
        return lambda: refusals.append(plain(office.quietly(hand, act)))

    for name, block in (("their question", his), ("a question nobody has", "nothing")):
        row = actions.question_block(block)
        tried(name, quietly(lambda row=row: office.interact(mallory, own, menu, row)))
    theirs = next(m for m in office.workspace.hand(victim).messages() if questions(m))
    tried(
        "their message",
        quietly(lambda: office.interact(mallory, theirs, menu, actions.question_block(his))),
    )
    hand.press(actions.ANSWER_CHANGE)
    form = office.modal(hand, "Change or take back")
    hand.submit({actions.FIELD_RATING: "partly"}, view=form)
    office.wait(lambda: not hand.modals())
    tried(
        "private_metadata", lambda: _again(office, lambda p: p["view"].update(private_metadata=his))
    )
    office.wait(hand.modals)
    hand.close()
    tried("as somebody else", lambda: _again(office, _as(victim), secret="guessed"))
    tried("unsigned", lambda: office.workspace.deliver_raw(office.workspace.http.sent[-1].body, {}))
    boss = office.workspace.hand(admin)
    boss.command("/worthwhile", "admin")
    office.modal(boss, "Worthwhile for everybody")
    boss.submit({"questions": "3"})
    office.modal(boss, "Saved")
    boss.close()
    before = _rows(office, victim)
    tried("an admin's form", lambda: _again(office, _as(mallory), _floors))
    return worked


def _question(office: Office, slack_id: str) -> str:
    message = next(m for m in office.workspace.hand(slack_id).messages() if questions(m))
    its = actions.question_of(questions(message)[0])
    assert its
    return its


def _rows(office: Office, slack_id: str) -> list[tuple]:
    """What of it all could be changed: the victim's answers, and everybody's settings."""
    services = office.house.services
    person = services.keys.person_by_slack_id(slack_id)
    answers = services.database.read("SELECT * FROM answer WHERE person = :p", {"p": person})
    settings = services.database.read("SELECT name, value FROM setting ORDER BY name")
    return [tuple(row) for row in (*answers, *settings)]


def _again(office: Office, *changes: Change, secret: str | None = None) -> int:
    """The latest form once more, changed, and signed anew."""
    payload = json.loads(parse_qs(office.workspace.http.sent[-1].body)["payload"][0])
    payload["trigger_id"] = office.workspace.triggers.give(payload["user"]["id"], None)
    for change in changes:
        change(payload)
    body = urlencode({"payload": json.dumps(payload)})
    headers = office.workspace.signed(body, secret=secret)
    headers["content-type"] = "application/x-www-form-urlencoded"
    return office.workspace.deliver_raw(body, headers).status


def _as(slack_id: str) -> Change:
    return lambda payload: payload["user"].update(id=slack_id)


def _floors(payload: dict) -> None:
    """Fewer people, fewer answers, another day: fields there are, and fields there are not."""
    values = payload["view"]["state"]["values"]
    values[actions.FIELD_WEEKDAY][actions.INPUT]["selected_option"]["value"] = "1"
    for field in (actions.FIELD_LEAST_PEOPLE, actions.FIELD_LEAST_RESPONDENTS):
        values[field][actions.INPUT]["selected_option"]["value"] = "1"
    for field in ("least_for_sensitive", "epsilon"):
        values[field] = {actions.INPUT: {"type": "number_input", "value": "1"}}
