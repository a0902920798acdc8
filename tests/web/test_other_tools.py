"""Telemetry of other tools than Claude Code, as they sent it, through the real HTTP server."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from bot.model import Task, Tokens
from tests.samples import needs_samples, sample
from tests.web.conftest import Door

JSON, PROTOBUF = "application/json", "application/x-protobuf"
CANARY = b"CANARY-LONG-TEXT"


@dataclass
class Recorded:
    """A session as recorded: what was sent, and what is to be made of all of it together."""

    sent: tuple[str, ...]
    tokens: Tokens
    usd: float
    deeds: tuple[int, int, int, int]
    autonomous: bool


SESSIONS = {
    "codex": Recorded(
        ("codex/logs", "codex/metrics"),
        Tokens(6200, 1024, 0, 240),
        5176 * 1.25e-6 + 1024 * 0.125e-6 + 240 * 10e-6,
        deeds=(0, 0, 1, 0),
        autonomous=True,
    ),
    "gemini-cli": Recorded(
        ("gemini-cli/logs", "gemini-cli/metrics"),
        Tokens(10_050, 1000, 0, 400),
        9050 * 1.25e-6 + 1000 * 0.125e-6 + 400 * 10e-6,
        deeds=(1, 0, 0, 0),
        autonomous=True,
    ),
    "copilot": Recorded(
        ("copilot-cli/traces", "copilot-cli/metrics"),
        Tokens(6730, 2624, 576, 193),
        4106 * 3e-6 + 2048 * 0.3e-6 + 576 * 3.75e-6 + 193 * 15e-6,
        deeds=(0, 0, 1, 0),
        autonomous=False,
    ),
}


def post(door: Door, name: str) -> None:
    body = sample(f"otlp/{name}.json")
    answer = door.post(f"/v1/{name.partition('/')[2]}", body, **{"content-type": JSON})
    assert (answer.status_code, answer.content) == (200, b"{}")


def kept(door: Door) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(door.company.folder.iterdir()))


@needs_samples
@pytest.mark.parametrize("source", SESSIONS)
@pytest.mark.parametrize("step", [1, -1])
def test_a_recorded_session(door: Door, source: str, step: int) -> None:
    """In either order, and all of it twice."""
    its = SESSIONS[source]
    for name in (*its.sent[::step], *its.sent):
        post(door, name)
    (task,) = door.tasks()
    assert (task.source, task.tokens, task.prompts, task.model_calls) == (source, its.tokens, 1, 2)
    assert task.cost_usd == pytest.approx(its.usd)
    assert (task.edits, task.reads, task.commands, task.other_calls) == its.deeds
    assert (task.autonomous, task.unpriced_calls, task.apps, task.outcomes) == (
        *(its.autonomous, 0, set(), {}),
    )


@needs_samples
def test_everything_at_once_keeps_no_text(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    names = [name for its in SESSIONS.values() for name in its.sent]
    assert any(CANARY in sample(f"otlp/{name}.json") for name in names)
    for name in names:
        post(door, name)
    assert sorted(task.source for task in door.tasks()) == sorted(SESSIONS)
    assert CANARY not in kept(door)
    assert CANARY.decode() not in caplog.text


@needs_samples
@pytest.mark.parametrize(
    ("path", "name"), [("logs", "logs"), ("metrics", "metrics"), ("traces", "trace")]
)
def test_what_is_no_ones_usage_is_taken_and_says_nothing(door: Door, path: str, name: str) -> None:
    body = sample(f"otlp/spec-examples/{name}.json")
    answer = door.post(f"/v1/{path}", body, **{"content-type": JSON})
    assert (answer.status_code, answer.content) == (200, b"{}")
    assert door.tasks() == []


@needs_samples
def test_the_same_in_protobuf(door: Door) -> None:
    from base64 import b64encode

    from google.protobuf.json_format import ParseDict

    export = json.loads(sample("otlp/copilot-cli/traces.json"))
    for span in export["resourceSpans"][0]["scopeSpans"][0]["spans"]:
        for key in ("traceId", "spanId", "parentSpanId"):
            span[key] = b64encode(bytes.fromhex(span[key])).decode()
    body = ParseDict(export, ExportTraceServiceRequest()).SerializeToString()
    for _ in range(2):
        answer = door.post("/v1/traces", body, **{"content-type": PROTOBUF})
        assert (answer.status_code, answer.content) == (200, b"")
    post(door, "copilot-cli/traces")
    (task,) = door.tasks()
    assert counted(task) == (SESSIONS["copilot"].tokens, 1, 2, 1)


def counted(task: Task) -> tuple[Tokens, int, int, int]:
    return task.tokens, task.prompts, task.model_calls, task.commands


@pytest.mark.parametrize("kind", [JSON, PROTOBUF])
def test_refused_spans_are_counted_as_spans(door: Door, kind: str) -> None:
    request = ExportTraceServiceRequest()
    span = request.resource_spans.add().scope_spans.add().spans.add(start_time_unix_nano=1)
    span.attributes.add(key="gen_ai.operation.name").value.string_value = "invoke_agent"
    body = request.SerializeToString()
    if kind == JSON:
        named = {"key": "gen_ai.operation.name", "value": {"stringValue": "invoke_agent"}}
        spans = [{"startTimeUnixNano": "1", "attributes": [named]}]
        body = json.dumps({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]}).encode()
    answer = door.post("/v1/traces", body, **{"content-type": kind})
    if kind == JSON:
        told = answer.json()["partialSuccess"]
        rejected, why = told["rejectedSpans"], told["errorMessage"]
    else:
        partial = ExportTraceServiceResponse.FromString(answer.content).partial_success
        rejected, why = str(partial.rejected_spans), partial.error_message
    assert (rejected, why) == ("1", "1 × service.name: missing or not a plain name")
