"""Requests that were never made by whom they name: refused alike, and harmless when replayed."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest

from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import current, plain, questions, task, words

Json = dict[str, Any]
NOTHING = "There is nothing here to answer"


@pytest.fixture
def served(office: Office) -> Office:
    """Ada and Ben over HTTP, each with a digest of their own; Ines is an admin."""
    office.over_http = True
    for slack_id in ("UADA", "UBEN"):
        office.hire(slack_id)
    office.hire("UINES", admin=True)
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    office.push([task(who, f"2026-11-0{day}T09:00") for who in ("UADA", "UBEN") for day in (4, 5)])
    office.at("2026-11-06T13:00")
    return office


def forged(office: Office, change: Callable[[Json], object], secret: str | None = None) -> int:
    """The latest interaction once more, changed and signed anew; the status of the answer."""
    payload = json.loads(parse_qs(office.workspace.http.sent[-1].body)["payload"][0])
    view = (payload.get("view") or {}).get("id")
    payload["trigger_id"] = office.workspace.triggers.give(payload["user"]["id"], view)
    change(payload)
    body = urlencode({"payload": json.dumps(payload)})
    headers = office.workspace.signed(body, secret=secret)
    headers["content-type"] = "application/x-www-form-urlencoded"
    return office.workspace.deliver_raw(body, headers).status


def looking_back(office: Office, hand: Hand) -> str:
    hand.press(actions.LOOKING_BACK_OPEN)
    said = words(office.modal(hand, "How it has been for you"))
    hand.close()
    return said


def test_bad_signatures_old_ones_and_replays(served: Office) -> None:
    office, ada = served, served.workspace.hand("UADA")
    digest = ada.last()
    ada.press(f"{actions.ANSWER_RATE}:worth_it")
    noted = office.changed(ada, digest)
    said = looking_back(office, ada)
    assert "you called 1 of 1 task worth it" in said
    sent = next(its for its in office.workspace.http.sent if "answer%3Arate" in its.body)

    other = sent.body.replace("worth_it", "not_worth_it")
    deliver, signed = office.workspace.deliver_raw, office.workspace.signed
    kind = {"content-type": sent.headers["content-type"]}
    assert deliver(other, sent.headers).status == 401
    assert deliver(sent.body, kind).status == 401
    assert deliver(other, signed(other, secret="guessed") | kind).status == 401
    old = office.workspace.clock() - 301
    assert deliver(other, signed(other, at=old) | kind).status == 401

    for _ in range(3):  # within five minutes a replay passes, and does what was done already
        assert deliver(sent.body, sent.headers).status == 200
    office.wait(lambda: sum(its.method == "response_url" for its in office.workspace.journal) == 4)
    assert plain(current(ada, digest)) == plain(noted)
    assert looking_back(office, ada) == said


def test_somebody_elses_question(served: Office) -> None:
    office = served
    ada, ben = office.workspace.hand("UADA"), office.workspace.hand("UBEN")
    hers, his = questions(ada.last()), questions(ben.last())
    ben.press(f"{actions.ANSWER_RATE}:worth_it", block_id=his[0])
    office.wait(lambda: "Noted." in words(ben.last()))

    # In a tap, in a menu, in what opens a form: what Ben's would be answers like what is not there
    ada.press(f"{actions.ANSWER_RATE}:not_worth_it", block_id=hers[0])
    office.wait(lambda: "Noted." in words(ada.last()))
    refusals = []
    for block in (his[0], his[1], actions.question_block("nothing"), "nothing"):
        shown = office.quietly(ada, lambda block=block: forged(office, _in_block(block)))
        refusals.append(plain(shown))
        assert NOTHING in refusals[0]
    assert len(set(refusals)) == 1

    ada.press(actions.ANSWER_CHANGE)
    office.modal(ada, "Change or take back")
    assert forged(office, _with_value(actions.question_of(his[0]))) == 200
    assert NOTHING in words(office.modal(ada, "Nothing here"))
    ada.close()

    # In the form itself
    ada.press(actions.ANSWER_CHANGE)
    office.modal(ada, "Change or take back")
    ada.submit({actions.FIELD_RATING: "partly"})
    office.wait(lambda: not ada.modals())
    assert forged(office, _with_metadata(actions.question_of(his[0]))) == 200
    assert NOTHING in words(office.modal(ada, "Nothing here"))
    assert "you called 1 of 1 task worth it" in looking_back(office, ben)


def test_an_admins_form_from_somebody_who_is_none(served: Office) -> None:
    office = served
    ines, ada = office.workspace.hand("UINES"), office.workspace.hand("UADA")
    ines.command("/worthwhile", "admin")
    office.modal(ines, "Worthwhile for everybody")
    ines.submit({"weekday": "5"})
    office.modal(ines, "Saved")
    ines.close()
    before = ines.last()

    def as_ada(payload: Json) -> None:
        payload["user"]["id"] = "UADA"
        day = payload["view"]["state"]["values"][actions.FIELD_WEEKDAY][actions.INPUT]
        day["selected_option"]["value"] = "1"

    looked_up = len(lookups(office))
    assert forged(office, as_ada) == 200
    office.wait(lambda: len(lookups(office)) > looked_up)
    ines.command("/worthwhile", "admin")
    form = office.modal(ines, "Worthwhile for everybody")
    assert form.view["blocks"][0]["element"]["initial_option"]["value"] == "5"
    assert ines.last() == before
    assert not ada.modals()


def test_floors_that_no_menu_offers(served: Office) -> None:
    """An admin's own form, made to say less than the least and longer than the longest."""
    office = served
    ines = office.workspace.hand("UINES")
    ines.command("/worthwhile", "admin")
    office.modal(ines, "Worthwhile for everybody")
    ines.submit({"weekday": "5"})
    office.modal(ines, "Saved")
    ines.close()

    def lower(payload: Json) -> None:
        values = payload["view"]["state"]["values"]
        for field in (actions.FIELD_LEAST_PEOPLE, actions.FIELD_LEAST_RESPONDENTS):
            values[field][actions.INPUT]["selected_option"]["value"] = "1"
        for field in (actions.FIELD_KEEP_TASKS, actions.FIELD_KEEP_ANSWERS):
            values[field][actions.INPUT]["selected_option"]["value"] = "99"
        values[actions.FIELD_QUESTIONS][actions.INPUT]["selected_option"]["value"] = "2"

    assert forged(office, lower) == 200
    ines.command("/worthwhile", "admin")
    form = office.modal(ines, "Worthwhile for everybody")
    chosen = {
        block["block_id"]: block["element"]["initial_option"]["value"]
        for block in form.view["blocks"]
        if "initial_option" in block.get("element", {})
    }
    assert chosen[actions.FIELD_QUESTIONS] == "2", "the rest was taken"
    assert chosen[actions.FIELD_LEAST_PEOPLE] == "6"
    assert chosen[actions.FIELD_LEAST_RESPONDENTS] == "5"
    assert chosen[actions.FIELD_KEEP_TASKS] == "13"
    assert chosen[actions.FIELD_KEEP_ANSWERS] == "13"


def test_a_trigger_that_expired_does_no_harm(served: Office) -> None:
    office, ada = served, served.workspace.hand("UADA")
    office.workspace.faults.fail("views.open", "expired_trigger_id")
    ada.press(actions.LOOKING_BACK_OPEN)
    sorry = office.wait(lambda: ada.last().ephemeral and ada.last())
    assert "Something went wrong on my side" in words(sorry)
    assert "Nothing rated yet" in looking_back(office, ada)
    assert any("SlackApiError at looking_back:open" in line for line in office.log.lines)


def lookups(office: Office) -> list[Json]:
    """Whom the bot asked Slack about: whether they are an admin."""
    return [its.arguments for its in office.workspace.journal if its.method == "users.info"]


def _in_block(block: str) -> Callable[[Json], object]:
    return lambda payload: payload["actions"][0].update(block_id=block)


def _with_value(value: str | None) -> Callable[[Json], object]:
    return lambda payload: payload["actions"][0].update(value=value)


def _with_metadata(metadata: str | None) -> Callable[[Json], object]:
    return lambda payload: payload["view"].update(private_metadata=metadata)
