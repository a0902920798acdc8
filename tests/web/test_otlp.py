"""Telemetry through the real HTTP server, in every shape Claude Code sends it."""

from __future__ import annotations

import gzip
import json
import socket

import pytest
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import (
    ExportLogsServiceRequest,
    ExportLogsServiceResponse,
)

from bot.model import Outcome, Tokens
from bot.people import tokens
from tests.samples import needs_samples, sample
from tests.web.conftest import Door

JSON, PROTOBUF = "application/json", "application/x-protobuf"
SESSION = Tokens(input=15_100, cached=6_848, cache_written=704, output=390)


def event(name: str, **attributes: object) -> dict[str, object]:
    values = {"event.name": name, "session.id": "s-1"} | attributes
    return {
        "timeUnixNano": "1795301281705000000",
        "traceId": "7e12b628e68d55f471245d2d84ae71d5",
        "attributes": [
            {"key": key.replace("__", "."), "value": _any(value)} for key, value in values.items()
        ],
    }


def _any(value: object) -> dict[str, object]:
    if isinstance(value, int):
        return {"intValue": str(value)}
    return {"doubleValue": value} if isinstance(value, float) else {"stringValue": value}


def export(*events: dict[str, object], **resource: str) -> bytes:
    its = {"service.name": "claude-code"} | resource
    attributes = [
        {"key": k.replace("__", "."), "value": {"stringValue": v}} for k, v in its.items()
    ]
    return json.dumps(
        {
            "resourceLogs": [
                {"resource": {"attributes": attributes}, "scopeLogs": [{"logRecords": events}]}
            ]
        }
    ).encode()


REQUEST = event("api_request", request_id="req-1", input_tokens=5, output_tokens=7)


CUT_SHORT = gzip.compress(b"{}", mtime=0)[:-9]


@needs_samples
@pytest.mark.parametrize(
    ("kind", "name"),
    [(JSON, "json.logs.json"), (PROTOBUF, "pb.logs.bin")],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_a_recorded_session(door: Door, kind: str, name: str, zipped: bool) -> None:
    body = sample(f"otlp/claude-code/{name}")
    headers = {"content-type": kind}
    if zipped:
        body, headers = gzip.compress(body), headers | {"content-encoding": "gzip"}
    for _ in range(2):
        answer = door.post("/v1/logs", body, **headers)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == kind
        assert answer.content == (b"{}" if kind == JSON else b"")
    (task,) = door.tasks()
    assert task.tokens == SESSION
    assert (task.prompts, task.model_calls) == (1, 4)
    assert (task.edits, task.reads, task.commands, task.other_calls) == (1, 1, 1, 0)
    assert task.cost_usd == pytest.approx(0.0455568)
    assert task.autonomous


@needs_samples
def test_what_came_out_of_a_session(door: Door) -> None:
    for signal in ("logs", "metrics", "traces"):
        body = sample(f"otlp/claude-code/json.{signal}.json")
        for _ in range(2):
            answer = door.post(f"/v1/{signal}", body, **{"content-type": JSON})
            assert (answer.status_code, answer.content) == (200, b"{}")
    (task,) = door.tasks()
    assert task.outcomes == {Outcome.EDIT_ACCEPTED: 1}
    assert task.tokens == SESSION  # neither metrics nor traces count them again


@needs_samples
def test_the_same_in_protobuf(door: Door) -> None:
    for signal in ("metrics", "traces", "logs"):
        body = sample(f"otlp/claude-code/pb.{signal}.bin")
        answer = door.post(f"/v1/{signal}", body, **{"content-type": PROTOBUF})
        assert (answer.status_code, answer.content) == (200, b"")
    (task,) = door.tasks()
    assert (task.outcomes, task.tokens) == ({Outcome.EDIT_ACCEPTED: 1}, SESSION)


@needs_samples
def test_a_resumed_session_is_one_task(door: Door) -> None:
    for signal in ("logs", "metrics"):
        for part in (2, 1):
            body = sample(f"otlp/claude-code/resumed-session-part{part}.{signal}.bin.gz")
            headers = {"content-type": PROTOBUF, "content-encoding": "gzip"}
            assert door.post(f"/v1/{signal}", body, **headers).status_code == 200
    (task,) = door.tasks()
    assert (task.prompts, task.model_calls, task.edits) == (2, 5, 0)
    assert task.outcomes == {Outcome.EDIT_REJECTED: 1}
    assert task.cost_usd == pytest.approx(0.0565784)


@needs_samples
def test_a_connected_app(door: Door) -> None:
    door.post("/v1/logs", sample("otlp/claude-code/mcp.logs.json"), **{"content-type": JSON})
    (task,) = door.tasks()
    assert (task.apps, task.other_calls, task.commands) == ({"connected app"}, 1, 1)


def test_an_app_is_named_when_details_are_on(door: Door) -> None:
    parameters = json.dumps({"mcp_server_name": "Slack", "full_command": "CANARY"})
    body = export(
        event("tool_result", tool_use_id="t", tool_name="mcp_tool", tool_parameters=parameters)
    )
    door.post("/v1/logs", body, **{"content-type": JSON})
    assert door.tasks()[0].apps == {"slack"}


def test_what_was_refused_is_counted(door: Door) -> None:
    old = REQUEST | {"timeUnixNano": "1700000000000000000"}
    nameless = event("api_request", input_tokens=5)
    body = export(REQUEST, old, nameless, event("plugin_loaded"))
    answer = door.post("/v1/logs", body, **{"content-type": JSON}).json()["partialSuccess"]
    assert answer["rejectedLogRecords"] == "2"
    assert "too old" in answer["errorMessage"]
    export_request = ExportLogsServiceRequest()
    record = export_request.resource_logs.add()
    record.resource.attributes.add(key="service.name").value.string_value = "claude-code"
    log = record.scope_logs.add().log_records.add(time_unix_nano=1)
    for key, value in (("event.name", "user_prompt"), ("prompt.id", "p")):
        log.attributes.add(key=key).value.string_value = value
    answer = door.post("/v1/logs", export_request.SerializeToString(), **{"content-type": PROTOBUF})
    partial = ExportLogsServiceResponse.FromString(answer.content).partial_success
    assert (partial.rejected_log_records, partial.error_message) == (1, "1 × too old")


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"{}", {"content-type": "text/plain"}, 415),
        (b"{}", {"content-type": JSON, "content-encoding": "br"}, 415),
        (b"CANARY", {"content-type": JSON}, 400),
        (b'{"resourceLogs": "CANARY"}', {"content-type": JSON}, 400),
        (b"CANARY", {"content-type": PROTOBUF}, 400),
        (b"CANARY", {"content-type": PROTOBUF, "content-encoding": "gzip"}, 400),
        (CUT_SHORT, {"content-type": JSON, "content-encoding": "gzip"}, 400),
        (b"{}", {"content-type": JSON, "authorization": "Bearer wwp_wrong"}, 401),
        (b"{}", {"content-type": JSON, "authorization": "Basic wwp_wrong"}, 401),
        (b"{}", {"content-type": JSON, "authorization": ""}, 401),
    ],
)
def test_mistakes_are_told_without_repeating_them(
    door: Door, body: bytes, headers: dict[str, str], status: int
) -> None:
    answer = door.post("/v1/logs", body, **headers)
    assert answer.status_code == status
    assert b"CANARY" not in answer.content
    assert ("www-authenticate" in answer.headers) == (status == 401)
    if headers["content-type"] == PROTOBUF:
        assert answer.headers["content-type"] == PROTOBUF
        assert answer.content[:2] == b"\x08\x03"
        assert len(answer.content) == 4 + answer.content[3]
    else:
        assert set(answer.json()) == {"code", "message"}


def test_only_post(door: Door) -> None:
    answer = door.client.get("/v1/logs")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("path", ["/v1/logs", "/v1/usage"])
def test_a_bomb_is_not_unpacked(door: Door, path: str) -> None:
    bomb = gzip.compress(bytes(70 << 20))
    answer = door.post(path, bomb, **{"content-type": JSON, "content-encoding": "gzip"})
    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["content-length: 67108865", "transfer-encoding: chunked"])
def test_too_large_a_body_is_refused_unread(door: Door, length: str) -> None:
    head = f"POST /v1/logs HTTP/1.1\r\nhost: x\r\ncontent-type: {JSON}\r\n{length}\r\n"
    megabyte = b"100000\r\n" + bytes(1 << 20) + b"\r\n"
    url = door.client.base_url
    with socket.create_connection((url.host, url.port or 80), timeout=20) as connection:
        connection.sendall(f"{head}authorization: Bearer {door.token}\r\n\r\n".encode())
        if "chunked" in length:
            for _ in range(65):
                connection.sendall(megabyte)
        assert connection.recv(12) == b"HTTP/1.1 413"


def test_a_tool_may_be_logged_in_with_a_private_address(door: Door) -> None:
    door.post(
        "/v1/logs", export(REQUEST, user__email="ada@private.example"), **{"content-type": JSON}
    )
    assert len(door.tasks()) == 1


def test_but_not_as_somebody_else(door: Door) -> None:
    ben = door.company.hire("U0BEN", email="ben@example.com")
    body = export(REQUEST, user__email="ben@example.com")
    answer = door.post("/v1/logs", body, **{"content-type": JSON})
    assert answer.json()["partialSuccess"]["rejectedLogRecords"] == "1"
    assert door.tasks() == door.tasks(ben) == []


def test_a_platform_names_the_person(door: Door) -> None:
    platform = tokens.make_platform(door.company.services, "gateway")
    ben = door.company.hire("U0BEN", email="ben@example.com")
    for email, rejected in (("ben@example.com", None), ("nobody@example.com", "1")):
        body = export(REQUEST, user__email=email)
        answer = door.post("/v1/logs", body, platform, **{"content-type": JSON}).json()
        assert answer.get("partialSuccess", {}).get("rejectedLogRecords") == rejected
    assert len(door.tasks(ben)) == 1
    assert door.tasks() == []


def test_a_revoked_token_is_no_token(door: Door) -> None:
    assert tokens.revoke(door.company.services, door.ada) == 1
    assert door.post("/v1/logs", b"{}", **{"content-type": JSON}).status_code == 401
