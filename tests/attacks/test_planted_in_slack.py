"""The same text in every field of what Slack sends: of a tap, a form, a command, an event, and of
somebody's profile. It turns up in no store, no log, no counter and no message to somebody else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import httpx
import pytest

import messages
from bot.sandbox import Member
from messages import actions
from tests.attacks import planting
from tests.attacks.planting import CANARY
from tests.journeys.office import Office
from tests.journeys.reading import questions, task
from tests.messages.cases import VIEWS
from tests.storage.test_bytes import bytes_of
from tests.storage.test_bytes import told as spelt_out

ADA, BEN = "UADA", "UBEN"
KEPT_APART = {"id", "tz", "email"}
"""Of a profile: what tests find people by."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All there is after everything was planted, by where; Ben did nothing."""
    office = Office(tmp_path_factory.mktemp("slack"), "2026-11-02T08:00")
    try:
        sent = _sent(office)
        answered = [_planted(office, *its) for its in sent]
        office.workspace.settle()
        office.at("2026-11-13T13:00")
        return _all_there_is(office) | {"answers": repr(answered).encode()}
    finally:
        office.close()


@pytest.mark.parametrize(
    "where", ["worthwhile.db", "worthwhile.keys", "log", "counters", "answers"]
)
def test_it_is_met_nowhere(told: dict[str, bytes], where: str) -> None:
    assert told[where]
    assert spelt_out(told[where], [CANARY]) == []


def test_nobody_else_is_sent_it(told: dict[str, bytes]) -> None:
    assert len(told["to Ben"]) > 1_000
    assert spelt_out(told["to Ben"], [CANARY]) == []


def test_a_note_is_the_only_thing_anybody_writes() -> None:
    """Another text field needs a test of its own that it goes to nobody else."""
    views = [messages.view(name, **facts) for name, facts in VIEWS.values()]
    written = {
        block["block_id"]
        for view in views
        for block in view["blocks"]
        if block.get("element", {}).get("type", "").endswith("text_input")
    }
    assert written == {actions.FIELD_NOTE}


def _sent(office: Office) -> list[tuple[str, str]]:
    """One of each kind of thing that Slack sends, as it was sent, with its content type."""
    office.over_http = True
    for slack_id in (ADA, BEN):
        office.hire(slack_id)
    profile = {its.name: CANARY for its in fields(Member) if its.type == "str"}
    office.workspace.update_person(ADA, **{k: v for k, v in profile.items() if k not in KEPT_APART})
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    office.push([task(who, "2026-11-05T09:00") for who in (ADA, BEN)])
    office.at("2026-11-06T13:00")
    ada = office.workspace.hand(ADA)
    asked = ada.last()
    ada.press(f"{actions.ANSWER_RATE}:partly", block_id=questions(asked)[0])
    noted = office.changed(ada, asked)
    ada.press(actions.ANSWER_MORE, message=noted)
    office.wait(ada.modals)
    ada.submit({actions.FIELD_NOTE: "said"})
    office.wait(lambda: not ada.modals())
    ada.open_home()
    office.wait(ada.home)
    office.command(ada, "team")
    office.workspace.update_person(ADA, real_name=f"{CANARY} again")
    office.workspace.settle()
    assert office.workspace.http
    every = [(its.body, its.headers["content-type"]) for its in office.workspace.http.sent]
    return list({(kind, _type(body)): (body, kind) for body, kind in every}.values())


def _type(body: str) -> str:
    """A tap, a form, a command, an event: one of each is enough."""
    found = re.search(r"block_actions|view_submission|event_callback|command", body)
    assert found, body
    return found[0]


def _planted(office: Office, body: str, kind: str) -> list[tuple[int, str]]:
    """The same, once for each word in it, and signed as Slack would: what was answered."""
    if "json" in kind:
        bodies = [json.dumps(its) for its in planting.replaced(json.loads(body))]
    else:
        form = {name: values[0] for name, values in parse_qs(body).items()}
        bodies = [urlencode(form | {name: text}) for name, text in _forms(form)]
    return [_posted(office, its, kind) for its in bodies]


def _forms(form: dict[str, str]) -> Iterable[tuple[str, str]]:
    for name in form:
        yield name, CANARY
    if "payload" in form:
        for its in planting.replaced(json.loads(form["payload"])):
            yield "payload", json.dumps(its)


def _posted(office: Office, body: str, kind: str) -> tuple[int, str]:
    headers = office.workspace.signed(body) | {"content-type": kind}
    answer = office.workspace.deliver_raw(body, headers)
    return answer.status, answer.body


def _all_there_is(office: Office) -> dict[str, bytes]:
    channel = office.workspace.mailroom.of(BEN).id
    to_ben = [
        json.dumps([its.arguments.get("text"), its.arguments.get("blocks")])
        for its in office.workspace.journal
        if its.arguments.get("channel") in (channel, BEN)
    ]
    folder: Path = office.folder
    return {
        **{name: bytes_of(folder, name) for name in ("worthwhile.db", "worthwhile.keys")},
        "log": "\n".join(office.log.lines).encode(),
        "counters": httpx.get(f"{office.address}/metrics").content,
        "to Ben": "\n".join(to_ben).encode(),
    }
