"""The generic push over HTTP."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx
import pytest

from bot.people import consent, tokens
from bot.web.server import HttpServer, http_app
from storage.sqlite import SqliteDatabase
from tests.web.conftest import Door


def lines(*changes: dict[str, object]) -> bytes:
    usual = {"source": "meshclaw", "at": "2026-11-21T12:00:00Z", "kind": "task", "id": "1"}
    return b"\n".join(json.dumps(usual | change).encode() for change in changes)


def test_lines_are_taken_once(door: Door) -> None:
    body = lines({"id": "1"}, {"id": "2", "secret": "CANARY"})
    assert door.post("/v1/usage", body).json() == {
        "accepted": 2, "known": 0, "rejected": [], "rejected_in_all": 0,
    }  # fmt: skip
    assert door.post("/v1/usage", body).json()["known"] == 2
    assert len(door.tasks()) == 2


def test_each_mistake_has_its_line_and_cause(door: Door) -> None:
    body = (
        lines(
            {"id": None},
            {"kind": "CANARY"},
            {"at": "2026-11-21T12:00:00"},
            {"input_tokens": 1, "cached_tokens": 2},
            {"source": "CANARY" * 20},
            {"person": "nobody@example.com"},
            {"person": "U0ADA"},
        )
        + b'\n{"CANARY'
    )
    answer = door.post("/v1/usage", body)
    assert answer.json()["accepted"] == 1
    assert [(it["line"], it["cause"]) for it in answer.json()["rejected"]] == [
        (1, "id: missing or not as described"),
        (2, "kind: missing or not as described"),
        (3, "at: missing or not as described"),
        (4, "cached_tokens: more than input_tokens, which include them"),
        (5, "source: not a plain name"),
        (6, "person: not the one the token belongs to"),
        (8, "not JSON"),
    ]
    assert "CANARY" not in answer.text


def test_a_platform_sends_for_many(door: Door) -> None:
    platform = tokens.make_platform(door.company.services, "meshclaw")
    ben = door.company.hire("U0BEN", email="ben@example.com")
    body = lines({"person": "BEN@example.com"}, {"person": "U0ADA"}, {}, {"person": "U0NOBODY"})
    answer = door.post("/v1/usage", body, platform).json()
    assert (answer["accepted"], answer["rejected_in_all"]) == (2, 2)
    assert (len(door.tasks()), len(door.tasks(ben))) == (1, 1)


def test_a_platform_cannot_find_out_who_said_no(door: Door) -> None:
    platform = tokens.make_platform(door.company.services, "meshclaw")
    ben = door.company.hire("U0BEN", email="ben@example.com")
    consent.decline(door.company.services.database, ben, door.company.clock())
    answers = []
    for person in ("U0ADA", "U0BEN"):
        body = lines({"person": person, "id": f"run-{person}"})
        metrics = []
        for _ in range(2):
            answers.append(door.post("/v1/usage", body, platform).json())
            metrics.append(door.client.get("/metrics").text)
    assert answers[:2] == answers[2:]
    assert answers[1]["known"] == 1
    assert door.tasks(ben) == []


def test_history_is_for_a_persons_own_token(door: Door) -> None:
    platform = tokens.make_platform(door.company.services, "meshclaw")
    old = lines({"at": "2026-02-01T12:00:00Z"})
    assert door.post("/v1/usage", old).json()["rejected"] == [{"line": 1, "cause": "too old"}]
    assert door.post("/v1/usage?history=true", old, platform).status_code == 403
    assert door.post("/v1/usage?history=true", old).json()["accepted"] == 1


def test_without_a_token_nothing_is_read(door: Door) -> None:
    answer = door.client.post("/v1/usage", content=b"CANARY")
    assert (answer.status_code, list(answer.json())) == (401, ["error"])


def test_health(door: Door) -> None:
    assert door.client.get("/healthz").status_code == 200
    assert door.client.get("/readyz").status_code == 200
    door.post("/v1/usage", lines({}))
    text = door.client.get("/metrics").text
    assert 'worthwhile_observations_received_total{route="usage"} 1.0' in text
    assert "ada" not in text.lower()


def test_not_ready_when_a_store_is_gone(door: Door) -> None:
    door.company.services.database.change("ALTER TABLE setting RENAME TO elsewhere")
    assert door.client.get("/readyz").status_code == 503
    assert door.client.get("/healthz").status_code == 200


def test_a_store_that_is_held_is_worth_another_try(door: Door) -> None:
    path = door.company.folder / "worthwhile.db"
    hurried = replace(door.company.services, database=SqliteDatabase(path, patience=0.05))
    server = HttpServer(http_app(hurried), "127.0.0.1", 0)
    server.start()
    with door.company.services.database.transaction():
        headers = {"authorization": f"Bearer {door.token}"}
        answer = httpx.post(f"{server.address}/v1/usage", content=lines({}), headers=headers)
    server.stop()
    hurried.database.close()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")


def test_what_goes_wrong_here_is_not_told_in_detail(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.company.services.database.change("ALTER TABLE seen RENAME TO elsewhere")
    answer = door.post("/v1/usage", lines({"task": "CANARY"}))
    assert answer.status_code == 500
    assert "CANARY" not in answer.text + caplog.text
    (record,) = (it for it in caplog.records if it.name == "worthwhile.web")
    assert record.args[-1] in answer.json()["error"]
