"""Planted words: in every field of every input, in every place where somebody writes something."""

from __future__ import annotations

import csv
import io
import json

from bot.people import tokens
from bot.scan import Wish
from bot.scan import main as scan
from bot.sources import importing
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import questions, task, words
from tests.scan.machine import PAYLOAD
from tests.sources.test_nothing_leaks import ATTRIBUTES, export, record

CANARY = "CANARY-PLANTED"
NOTE, LABEL = "zebrafinch in the note", "goldcrest in the label"
SECRETS = ("canary", "zebrafinch", "goldcrest", "firecrest")
FIELDS = ("prompt", "file", "host", "cwd", "command", "content", "user", "title")


def feed(office: Office, owner: str, other: str) -> list[str]:
    """Push, OTLP, CSV and local logs, all with more in them than is asked for; what was said."""
    services = office.house.services
    person = services.keys.person_by_slack_id(owner)
    assert person
    token = tokens.make(services, person)
    said = []
    line = task(other, "2026-11-05T10:00", label=LABEL) | dict.fromkeys(FIELDS, CANARY)
    said.append(json.dumps(office.push([line])))
    for field in ("id", "source", "task", "kind", "app", "model", "at", "outcome", "person"):
        answer = office.post(
            "/v1/usage", json.dumps(line | {field: f"{CANARY} {field}"}).encode(), token
        )
        said.append(answer.text)
    its = [
        record(**{"request_id": f"r-{n}", attribute: CANARY})
        | {"timeUnixNano": f"{office.clock()}000000000"}
        for n, attribute in enumerate((*ATTRIBUTES, "gen_ai.prompt", "unknown.attribute"))
    ]
    for body in (export(*its), b"{" + CANARY.encode(), CANARY.encode()):
        answer = office.post("/v1/logs", body, token, **{"content-type": "application/json"})
        said.append(answer.text)
    said.append(office.post("/v1/usage", CANARY.encode(), CANARY).text)
    said += [_from_a_file(office, line), _from_local_logs(office, token)]
    return said


def say_more(office: Office, slack_id: str) -> None:
    """A note in a modal."""
    hand = office.workspace.hand(slack_id)
    asked = hand.last()
    hand.press(f"{actions.ANSWER_RATE}:worth_it", block_id=questions(asked)[0])
    noted = office.changed(hand, asked)
    assert "Noted." in words(noted)
    hand.press(actions.ANSWER_MORE, message=noted)
    office.wait(hand.modals)
    hand.submit({actions.FIELD_NOTE: NOTE})
    office.wait(lambda: not hand.modals())


def speak(office: Office, slack_id: str) -> None:
    """Words typed behind the command, and said to the bot."""
    hand = office.workspace.hand(slack_id)
    for text in (
        "team firecrest",
        "firecrest",
        "pause firecrest",
        "resume firecrest",
        "help firecrest",
    ):
        office.command(hand, text)
    hand.say("firecrest said to the bot")
    office.workspace.settle()


def _from_a_file(office: Office, line: dict) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", "source", "person", "at", "kind", "label", *FIELDS])
    writer.writeheader()
    for n, more in enumerate(({}, {"kind": CANARY}, {"person": CANARY}, {"at": CANARY})):
        row = {name: line[name] for name in writer.fieldnames} | {"id": f"csv-{n}"} | more
        writer.writerow(row)
    path = office.folder / "usage.csv"
    path.write_text(out.getvalue())
    its = importing.run(office.house.services, "csv", [path])
    path.unlink()
    return repr(its)


def _from_local_logs(office: Office, token: str) -> str:
    out, err = io.BytesIO(), io.StringIO()
    state = {"XDG_STATE_HOME": str(office.folder)}
    scan(Wish(PAYLOAD), home=office.folder, environment=state, out=out, err=err)
    answer = office.post("/v1/usage?history=true", out.getvalue(), token)
    return answer.text + err.getvalue()
