"""Whatever arrives: never an exception, and what is not taken is counted with its cause.

Real payloads are taken and something in them is changed, so that what is wrong lies deep inside.
"""

from __future__ import annotations

import io
import json
import tempfile
from copy import deepcopy
from functools import cache
from pathlib import Path

import pytest
from google.protobuf.json_format import ParseDict
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.people import roster
from bot.people.tokens import Holder
from bot.services import Services
from bot.sources import csv_usage, push
from bot.sources.otlp import Signal, Unreadable
from bot.sources.parsed import Parsed
from bot.sources.receiving import read_otlp, receive
from tests.company import found
from tests.sources import test_cowork, test_gen_ai_signals
from tests.sources.exports import FILES, START, counter, metrics, payload

MESSAGES = {
    Signal.LOGS: ExportLogsServiceRequest,
    Signal.METRICS: ExportMetricsServiceRequest,
    Signal.TRACES: ExportTraceServiceRequest,
}
REAL = [
    *((signal, payload(name)) for name, signal in FILES.items()),
    (Signal.LOGS, test_cowork.export()),
    (Signal.LOGS, test_gen_ai_signals.event()),
    (Signal.METRICS, metrics("claude-code", counter("claude_code.commit.count", 2, began=START,
                                                    at=START + 60, session__id="s"))),
    (Signal.METRICS, metrics("tallies", test_gen_ai_signals.usage(1_000, 2, "input"),
                             resource=test_gen_ai_signals.ALONE)),
]  # fmt: skip
DEEP: object = 7
for _ in range(20):
    DEEP = {"kvlistValue": {"values": [{"key": "k", "value": DEEP}]}}
WRONG = [
    None, True, False, 0, -1, -(2**63), 2**63, 2**64, 10**30, 10**400, 0.5, -0.5, 1e300,
    float("nan"), float("inf"), -float("inf"), "", "x", "-1", "nan", "inf", "1e400", "9" * 40,
    "1" * 5_000, "١٢", "2026-11-20T10:00:00Z", "2026-02-30", "\0", "\ud800", [], {}, [[]],
    {"intValue": "7"}, DEEP,
    {"doubleValue": "NaN"}, {"doubleValue": 10**400}, {"intValue": 10**30}, {"stringValue": "\0"},
    {"intValue": "-9"}, {"doubleValue": -0.01}, {"stringValue": "nan"}, {"stringValue": "9" * 30},
]  # fmt: skip
FUZZED = settings(
    max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate]
)


@cache
def services() -> Services:
    """One company for all examples: what one of them leaves behind must not matter to another."""
    company = found(Path(tempfile.mkdtemp()))
    company.hire("U0ADA", email="ada@example.com")
    return company.services


def is_taken_whole(read: Parsed) -> None:
    """It is sound, it can be folded and kept, and everything in it is counted."""
    for seen in read.observations:
        assert 0 <= seen.tokens.cache_written <= seen.tokens.cached <= seen.tokens.input
        assert seen.tokens.output >= 0
        assert seen.count >= 0
        assert seen.cost_usd is None or 0 <= seen.cost_usd <= 10**6
        assert seen.ended_at is None or seen.ended_at >= seen.at
    ada = services().keys.person_by_slack_id("U0ADA")
    taken = receive(services(), Holder(ada), read, strict=False)
    assert taken.accepted + taken.known + len(taken.rejected) == len(
        [*read.observations, *read.rejects]
    )
    assert all(its.cause for its in taken.rejected)


def places(tree: object, here: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """The way to everything that is in a payload."""
    found = [here] if here else []
    inner = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    return found + [place for key, it in inner for place in places(it, (*here, key))]


@st.composite
def spoilt(draw: st.DrawFn) -> tuple[Signal, object]:
    """A real payload with up to four things in it wrong, missing or twice."""
    signal, body = draw(st.sampled_from(REAL))
    tree = json.loads(body)
    for _ in range(draw(st.integers(1, 4))):
        *way, last = draw(st.sampled_from(places(tree)))
        holder = tree
        for key in way:
            holder = holder[key]
        act = draw(st.sampled_from(["wrong", "wrong", "wrong", "gone", "twice"]))
        if act == "gone":
            del holder[last]
        elif act == "twice" and isinstance(holder, list):
            holder.append(deepcopy(holder[last]))
        else:
            holder[last] = deepcopy(draw(st.sampled_from(WRONG)))
        if not places(tree):
            break
    return signal, tree


@FUZZED
@given(spoilt())
def test_json_with_something_wrong_inside(its: tuple[Signal, object]) -> None:
    signal, tree = its
    body = json.dumps(tree).encode("utf-8", "surrogatepass")
    try:
        read = read_otlp(signal, body, json=True)
    except Unreadable:
        return
    is_taken_whole(read)


@cache
def protobuf(number: int) -> tuple[Signal, bytes]:
    signal, body = REAL[number]
    export = json.loads(body)
    for of_resource in export.get("resourceSpans", []) + export.get("resourceLogs", []):
        for scope in of_resource.get("scopeSpans", []) + of_resource.get("scopeLogs", []):
            for its in scope.get("spans", []) + scope.get("logRecords", []):
                for key in ("traceId", "spanId", "parentSpanId"):
                    its.pop(key, None)
                if signal is Signal.TRACES:
                    its |= {"traceId": "q" * 22 + "==", "spanId": "q" * 11 + "="}
    return signal, ParseDict(
        export, MESSAGES[signal](), ignore_unknown_fields=True
    ).SerializeToString()


@FUZZED
@given(
    st.integers(0, len(REAL) - 1),
    st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12),
    st.integers(0, 10**6),
    st.booleans(),
)
def test_protobuf_with_other_bytes(
    number: int, changes: list[tuple[int, int]], cut: int, whole: bool
) -> None:
    signal, body = protobuf(number)
    spoilt = bytearray(body)
    for at, byte in changes:
        spoilt[at % len(spoilt)] = byte
    try:
        read = read_otlp(
            signal, bytes(spoilt if whole else spoilt[: cut % len(spoilt)]), json=False
        )
    except Unreadable:
        return
    is_taken_whole(read)


@FUZZED
@given(st.binary(max_size=300), st.sampled_from(Signal), st.booleans())
@example(b"[" * 100_000, Signal.LOGS, True)
@example(b'{"resourceLogs":' * 100_000, Signal.LOGS, True)
@example(b"\x0a\x7f" * 50_000, Signal.TRACES, False)
def test_any_bytes(body: bytes, signal: Signal, json: bool) -> None:
    try:
        read = read_otlp(signal, body, json=json)
    except Unreadable:
        return
    is_taken_whole(read)


LINE = {
    "id": "1", "source": "meshclaw", "at": "2026-11-20T10:00:00Z", "kind": "model_call",
    "ended_at": "2026-11-20T10:01:00Z", "model": "gpt-5", "input_tokens": 9, "cached_tokens": 2,
    "output_tokens": 3, "cost_usd": 0.5, "task": "t", "app": "tickets", "autonomous": True,
    "label": "mine", "deed": "edit", "person": "ada@example.com",
}  # fmt: skip
ROWS = st.dictionaries(st.sampled_from([*LINE, "x"]), st.sampled_from(WRONG), max_size=3)


@FUZZED
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_the_push(changes: list[dict[str, object]]) -> None:
    body = b"\n".join(json.dumps(LINE | its).encode() for its in changes)
    read = push.parse(body)
    assert len(read.observations) + len(read.rejects) == len(changes)
    is_taken_whole(read)


CELLS = st.text(max_size=12) | st.sampled_from([str(its) for its in WRONG if its is not DEEP])


@FUZZED
@given(st.lists(st.lists(CELLS, max_size=len(LINE) + 1), max_size=5), st.booleans())
@example([['"' * 3, "x" * 200_000]], True)
@example([["a\0b"]], False)
def test_a_table_of_usage(rows: list[list[str]], quoted: bool) -> None:
    lines = [",".join(f'"{cell}"' if quoted else cell for cell in row) for row in rows]
    body = "\n".join([",".join(LINE), *lines]).encode("utf-8", "surrogatepass")
    for _, read in csv_usage.read(io.BytesIO(body)):
        is_taken_whole(read)


@FUZZED
@given(st.binary(max_size=200))
@example(b"\xff\xfe")
@example(b"")
def test_a_table_that_is_none(body: bytes) -> None:
    for _, read in csv_usage.read(io.BytesIO(body)):
        assert all(its.cause for its in read.rejects)


@FUZZED
@given(st.lists(st.lists(CELLS, max_size=7), max_size=5), st.booleans())
@example([["ada@example.com", "x" * 200_000]], True)
@example([["a\0b"]], False)
def test_a_roster(rows: list[list[str]], quoted: bool) -> None:
    lines = [",".join(f'"{cell}"' if quoted else cell for cell in row) for row in rows]
    body = "\n".join([",".join(roster.COLUMNS), *lines]).encode("utf-8", "surrogatepass")
    its, rejects = roster.read(io.BytesIO(body))
    assert its.entries or rejects
    assert all(reject.cause and reject.line >= 0 for reject in rejects)


@FUZZED
@given(st.binary(max_size=200))
@pytest.mark.parametrize("header", [b"", b"email,team\n", b"\xef\xbb\xbfslack_id;team\r\n"])
def test_a_roster_that_is_none(header: bytes, body: bytes) -> None:
    its, rejects = roster.read(io.BytesIO(header + body))
    assert its.entries or rejects
