"""Whatever telemetry holds: no text of it is kept, and no value of it breaks anything."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.sources import codex, copilot, gemini, gen_ai
from bot.sources.otlp import Signal, Unreadable, records
from bot.sources.receiving import read_otlp
from tests.company import Company
from tests.sources.exports import CANARY, FILES, logs, payload, span, traces
from tests.sources.folded import deliver, tasks_of

EVENTS = ("codex.sse_event", "codex.tool_result", "codex.user_prompt", "gemini_cli.api_response",
          "gemini_cli.tool_call", "gemini_cli.user_prompt", "api_request")  # fmt: skip
OPERATIONS = ("chat", "execute_tool", "invoke_agent")
SERVICES = (
    "codex_cli_rs",
    "gemini-cli",
    "github-copilot",
    "copilot-chat",
    "meshclaw",
    "claude-code",
)
OF_LOGS = sorted(codex.WANTED.attributes | gemini.WANTED.attributes)
OF_SPANS = sorted(copilot.WANTED.attributes | gen_ai.WANTED.attributes)
USUAL = {
    "event.kind": "response.completed", "event.timestamp": "2026-11-20T10:00:00Z",
    "conversation.id": "c", "session.id": "s", "prompt_id": "p", "call_id": "t",
    "input_token_count": "5", "output_token_count": "5", "model": "gpt-5",
}  # fmt: skip
OF_A_CALL = {"gen_ai.usage.input_tokens": 5, "gen_ai.usage.output_tokens": 5}


def on_disk(company: Company) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(company.folder.iterdir()))


@pytest.mark.parametrize("name", FILES)
def test_of_the_payloads(company: Company, caplog: pytest.LogCaptureFixture, name: str) -> None:
    caplog.set_level(logging.DEBUG)
    ada = company.hire("U0ADA", email="ada@example.com")
    assert CANARY.encode() in payload(name)
    taken = deliver(company, ada, FILES[name], payload(name))
    assert taken.accepted
    assert CANARY.encode() not in on_disk(company)
    assert CANARY not in caplog.text + str(taken.rejected)


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_on_a_list_is_not_even_read(name: str) -> None:
    signal = FILES[name]
    wanted = {Signal.LOGS: (codex, gemini), Signal.TRACES: (copilot, gen_ai)}[signal]
    for adapter in wanted:
        its = records(signal, payload(name), json=True, wanted=adapter.WANTED)
        read = {key for it in its for key in (*it.attributes, *it.resource)}
        assert read <= adapter.WANTED.attributes
        assert its


def test_of_any_attribute(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    """Even where a tool puts a text into an attribute that is read."""
    caplog.set_level(logging.DEBUG)
    ada = company.hire("U0ADA")
    text = f"{CANARY} that somebody wrote"
    events = [
        USUAL | {"event.name": event, "call_id": f"{event} {name}"} | {name: text}
        for event in EVENTS
        for name in OF_LOGS
    ]
    spans = [
        span(operation, n, **{**OF_A_CALL, name: text})
        for operation in OPERATIONS
        for n, name in enumerate([*OF_SPANS, "gen_ai.input.messages", "http.url"])
    ]
    said = ""
    for service in (*SERVICES, text):
        for signal, body in (
            (Signal.LOGS, logs(service, *events)),
            (Signal.TRACES, traces(service, *spans)),
        ):
            said += str(deliver(company, ada, signal, body).rejected)
    assert len(tasks_of(company, ada)) > 3
    assert CANARY.encode() not in on_disk(company)
    assert CANARY not in caplog.text + said


VALUES = st.one_of(
    st.integers(-(2**63), 2**63 - 1).map(lambda n: {"intValue": str(n)}),
    st.sampled_from(["nan", "inf", "1e400", "-1", "9" * 40, "", "x", "2026-11-20", "١٢"]).map(
        lambda text: {"stringValue": text}
    ),
    st.text(max_size=9).map(lambda text: {"stringValue": text}),
    st.datetimes().map(lambda at: {"stringValue": at.isoformat() + "+23:59"}),
    st.floats().map(lambda number: {"doubleValue": number}),
    st.booleans().map(lambda it: {"boolValue": it}),
    st.sampled_from([{}, {"arrayValue": {"values": []}}, {"kvlistValue": {}}]),
)
TIMES = st.integers(0, 2**64 - 1)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(EVENTS),
    st.sampled_from(SERVICES),
    st.dictionaries(st.sampled_from(OF_LOGS), VALUES),
    TIMES,
)
def test_any_event(event: str, service: str, its: dict[str, object], at: int) -> None:
    _is_sound(Signal.LOGS, logs(service, USUAL | {"event.name": event} | its, at=at))


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(OPERATIONS),
    st.sampled_from(SERVICES),
    st.dictionaries(st.sampled_from(OF_SPANS), VALUES),
    TIMES,
    TIMES,
    st.sampled_from(["", "zz", "A" * 32, None]),
)
def test_any_span(
    operation: str, service: str, its: dict[str, object], at: int, ended: int, trace: str | None
) -> None:
    one = span(operation, **{**OF_A_CALL, **its}) | {"traceId": trace}
    times = {"startTimeUnixNano": at, "endTimeUnixNano": str(ended)}
    _is_sound(Signal.TRACES, traces(service, one | times))


def _is_sound(signal: Signal, body: bytes) -> None:
    try:
        read = read_otlp(signal, body, json=True)
    except Unreadable:
        return
    assert all(it.cause for it in read.rejects)
    for seen in read.observations:
        tokens = seen.tokens
        assert 0 <= tokens.cache_written <= tokens.cached <= tokens.input
        assert tokens.output >= 0
        assert seen.ended_at is None or seen.ended_at >= seen.at


@pytest.mark.parametrize("name", FILES)
def test_protobuf_says_the_same(name: str) -> None:
    """The same records, the ids as bytes."""
    of_json = read_otlp(FILES[name], payload(name), json=True)
    of_protobuf = read_otlp(FILES[name], _as_protobuf(name), json=False)
    assert of_json == of_protobuf


def _as_protobuf(name: str) -> bytes:
    import json
    from base64 import b64encode

    from google.protobuf.json_format import ParseDict

    export = json.loads(payload(name))
    request = ExportLogsServiceRequest if FILES[name] is Signal.LOGS else ExportTraceServiceRequest
    for of_resource in export.get("resourceSpans", []):
        for its in of_resource["scopeSpans"][0]["spans"]:
            for key in ("traceId", "spanId", "parentSpanId"):
                its[key] = b64encode(bytes.fromhex(its[key])).decode()
    return ParseDict(export, request(), ignore_unknown_fields=True).SerializeToString()
