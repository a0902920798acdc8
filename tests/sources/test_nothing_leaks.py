"""No text that tools or people wrote gets into a table, an answer or the log."""

from __future__ import annotations

import json
import logging
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.tokens import Holder
from bot.sources import push
from bot.sources.claude_logs import Log
from bot.sources.otlp import Signal, Unreadable
from bot.sources.receiving import read_otlp, receive
from tests.company import Company

CANARY = "CANARY-LONG-TEXT that somebody wrote " + "x" * 60
ATTRIBUTES = [
    *("event.name", "session.id", "prompt.id", "request_id", "tool_use_id", "tool_name", "prompt"),
    *("tool_parameters", "model", "query_source", "decision", "source", "language", "user.email"),
    *("service.name", "full_command", "event.sequence", "input_tokens", "cost_usd"),
]


def on_disk(company: Company) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(company.folder.iterdir()))


def record(**changes: str) -> dict[str, object]:
    usual = {"event.name": "api_request", "request_id": "r", "session.id": "s", "model": "m"}
    attributes = [
        {"key": key, "value": {"stringValue": value}} for key, value in (usual | changes).items()
    ]
    return {"timeUnixNano": "1795168800000000000", "attributes": attributes}


def export(*records: dict[str, object]) -> bytes:
    ours = [{"key": "service.name", "value": {"stringValue": "claude-code"}}]
    scopes = [{"logRecords": list(records)}]
    return json.dumps(
        {"resourceLogs": [{"resource": {"attributes": ours}, "scopeLogs": scopes}]}
    ).encode()


def test_of_telemetry(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ada = company.hire("U0ADA")
    events = ("api_request", "tool_result", "user_prompt", "assistant_response")
    records = [
        record(
            **dict.fromkeys(("request_id", "tool_use_id", "prompt.id"), f"{event}-{n}")
            | {"event.name": event, attribute: CANARY}
        )
        for n, attribute in enumerate(ATTRIBUTES)
        for event in events
    ]
    parsed = read_otlp(Signal.LOGS, export(*records), json=True)
    taken = receive(company.services, Holder(ada), parsed, strict=False)
    assert taken.accepted > 40
    assert b"CANARY" not in on_disk(company)
    assert "CANARY" not in caplog.text + str(taken.rejected)


def test_of_the_push(company: Company, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ada = company.hire("U0ADA")
    usual = {"source": "meshclaw", "at": "2026-11-20T12:00:00Z", "kind": "task"}
    texts = ["id", "task", "session", "app", "model", "label", "source", "kind", "deed", "outcome"]
    lines = [usual | {"id": name} | {name: CANARY[:80]} for name in [*texts, "prompt", "at"]]
    parsed = push.parse("\n".join(json.dumps(line) for line in lines).encode())
    taken = receive(company.services, Holder(ada), parsed)
    assert taken.accepted == 7
    assert b"CANARY" not in on_disk(company)
    assert "CANARY" not in caplog.text + str(taken.rejected)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*push.Line.__struct_fields__, "x"]), inner, max_size=6)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(values | st.binary(max_size=30), max_size=5))
def test_any_push_is_read_or_rejected(lines: list[object]) -> None:
    body = b"\n".join(it if isinstance(it, bytes) else json.dumps(it).encode() for it in lines)
    parsed = push.parse(body)
    given_lines = [line for line in body.split(b"\n") if line.strip()]
    assert len(parsed.observations) + len(parsed.rejects) == len(given_lines)
    assert all(it.cause for it in parsed.rejects)


names = ["type", "timestamp", "message", "usage", "content", "id", "requestId", "input_tokens", "x"]
entries = st.recursive(
    st.none() | st.integers() | st.text(max_size=9) | st.just("2026-11-20T12:00:00Z"),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(names), inner, max_size=6)
    ),
    max_leaves=12,
)


@settings(max_examples=200, deadline=None)
@given(st.lists(entries | st.binary(max_size=30), max_size=5))
def test_any_log_is_read_or_counted(lines: list[object]) -> None:
    Log().parse([it if isinstance(it, bytes) else json.dumps(it).encode() for it in lines])


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=80) | entries.map(lambda it: json.dumps(it).encode()),
    st.sampled_from(Signal),
    st.booleans(),
)
def test_any_export_is_read_or_refused(body: bytes, signal: Signal, json: bool) -> None:
    with suppress(Unreadable):
        read_otlp(signal, body, json=json)


attribute_values = st.sampled_from(
    [
        {"intValue": "-5"}, {"intValue": 7}, {"intValue": "x"}, {"doubleValue": "NaN"},
        {"doubleValue": -1.5}, {"stringValue": "12"}, {"stringValue": ""}, {"boolValue": True},
        {"arrayValue": {"values": []}}, {}, {"stringValue": "9" * 40},
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(ATTRIBUTES), attribute_values))
def test_any_event_is_counted_rejected_or_passed_over(attributes: dict[str, object]) -> None:
    its = {"event.name": {"stringValue": "api_request"}, "request_id": {"stringValue": "r"}}
    event = record() | {
        "attributes": [{"key": k, "value": v} for k, v in (its | attributes).items()]
    }
    try:
        parsed = read_otlp(Signal.LOGS, export(event), json=True)
    except Unreadable:
        return
    for seen in parsed.observations:
        assert min(seen.tokens.input, seen.tokens.cached, seen.tokens.output) >= 0
        assert seen.cost_usd is None or seen.cost_usd >= 0
