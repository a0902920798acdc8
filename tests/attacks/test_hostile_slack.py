"""Whatever is sent to where Slack's requests come in, by whoever may reach it: answered, never a
crash, and nothing of it in the log."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from bot.web.slack import MOST_BYTES
from tests.attacks.planting import CANARY
from tests.journeys.office import Office

FORM, JSON = "application/x-www-form-urlencoded", "application/json"
ADA = "UADA"
BODIES = {
    "empty": "",
    "text": CANARY,
    "no JSON": f"payload={quote(CANARY)}",
    "no object": "payload=%5B1%5D",
    "null": "payload=null",
    "number": "payload=1",
    "nothing in it": "payload=%7B%7D",
    "a user that is none": "payload=" + quote(json.dumps({"user": CANARY, "type": [CANARY]})),
    "a team that is none": "payload=" + quote(json.dumps({"team": [1], "user": {"id": {}}})),
    "deep": "payload=" + quote("[" * 100_000),
    "JSON list": "[1]",
    "JSON deep": '{"event":' * 50_000,
    "JSON text": json.dumps(CANARY),
    "event that is none": json.dumps({"type": "event_callback", "event": CANARY}),
    "event of nobody": json.dumps({"type": "event_callback", "event": {"type": "message"}}),
    "authorizations": json.dumps({"event": {}, "authorizations": [CANARY]}),
    "a challenge": json.dumps({"type": "url_verification", "challenge": CANARY}),
    "a command": f"command=%2Fworthwhile&text={quote(CANARY * 1_000)}&user_id=U0",
    "twice": "command=%2Fworthwhile&command=%2Fother&user_id=U0&user_id=U1",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    its = Office(tmp_path_factory.mktemp("office"), "2026-11-02T08:00")
    its.over_http = True
    its.hire(ADA)
    its.open()
    its.tick()
    yield its
    its.close()


@pytest.mark.parametrize("kind", [FORM, JSON, "text/plain", CANARY])
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_whatever_is_sent_is_answered(office: Office, body: str, kind: str) -> None:
    lines = len(office.log.lines)
    deliver, headers = office.workspace.deliver_raw, {"content-type": kind}
    unsigned = deliver(body, headers)
    signed = deliver(body, office.workspace.signed(body) | headers)
    assert unsigned.status in (400, 401)
    assert signed.status in (200, 400, 404)
    logged = "\n".join(office.log.lines[lines:])
    assert CANARY not in unsigned.body + logged
    assert "Traceback" not in logged
    assert "challenge" in body or CANARY not in signed.body, "Slack wants its challenge back"


def test_a_giant_one_is_refused_before_it_is_held(office: Office) -> None:
    body = "payload=" + "x" * (MOST_BYTES + 1)
    headers = office.workspace.signed(body) | {"content-type": FORM}
    assert office.workspace.deliver_raw(body, headers).status == 413
