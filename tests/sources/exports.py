"""Exports of OpenTelemetry, made for tests; and those that lie beside them as files."""

from __future__ import annotations

import json
from pathlib import Path

from bot.sources.otlp import Signal
from bot.sources.parsed import Parsed
from bot.sources.receiving import read_otlp

PAYLOADS = Path(__file__).parents[1] / "payloads"
CANARY = "CANARY-LONG-TEXT"
START = 1795168800  # 2026-11-20T10:00:00Z
NANO = 10**9
TRACE = "3202cbf61cbd462374db619e2d0ec0d6"

FILES = {
    "codex/logs.json": Signal.LOGS,
    "gemini-cli/logs.json": Signal.LOGS,
    "copilot/cli-traces.json": Signal.TRACES,
    "copilot/vscode-traces.json": Signal.TRACES,
    "gen-ai/run-traces.json": Signal.TRACES,
}


def payload(name: str) -> bytes:
    return (PAYLOADS / name).read_bytes()


def parsed(name: str) -> Parsed:
    return read_otlp(FILES[name], payload(name), json=True)


def value(it: object) -> dict[str, object]:
    if isinstance(it, dict):
        return it
    if isinstance(it, bool):
        return {"boolValue": it}
    return {"intValue": str(it)} if isinstance(it, int) else {"stringValue": it}


def attributes(its: dict[str, object]) -> list[dict[str, object]]:
    return [{"key": key, "value": value(it)} for key, it in its.items()]


def _export(
    signal: Signal, service: str | None, records: list[dict[str, object]], resource: object = None
) -> bytes:
    kind, scopes, name = {
        Signal.LOGS: ("resourceLogs", "scopeLogs", "logRecords"),
        Signal.TRACES: ("resourceSpans", "scopeSpans", "spans"),
        Signal.METRICS: ("resourceMetrics", "scopeMetrics", "metrics"),
    }[signal]
    named = {"service.name": service} if service is not None else {}
    its = attributes(named | (resource or {}))
    return json.dumps(
        {kind: [{"resource": {"attributes": its}, scopes: [{name: records}]}]}
    ).encode()


def logs(service: str | None, *events: dict[str, object], at: int = START * NANO) -> bytes:
    """Log records with these attributes."""
    records = [{"timeUnixNano": str(at), "attributes": attributes(it)} for it in events]
    return _export(Signal.LOGS, service, records)


def span(
    operation: str | None,
    number: int = 1,
    trace: str = TRACE,
    start: int = START,
    end: int = START + 5,
    **its: object,
) -> dict[str, object]:
    """A span; `__` in the name of an attribute stands for a dot."""
    named = {key.replace("__", "."): it for key, it in its.items()}
    if operation:
        named["gen_ai.operation.name"] = operation
    return {
        "traceId": trace,
        "spanId": f"{number:016x}",
        "startTimeUnixNano": str(start * NANO),
        "endTimeUnixNano": str(end * NANO),
        "attributes": attributes(named),
    }


def traces(service: str | None, *spans: dict[str, object], **resource: object) -> bytes:
    """An export of spans."""
    return _export(Signal.TRACES, service, list(spans), resource)


def counter(
    name: str, number: object, *, began: int, at: int, temporality: int = 2, **its: object
) -> dict[str, object]:
    """A metric of one point; cumulative unless `temporality` is 1. Times are in seconds."""
    point = {
        "startTimeUnixNano": str(began * NANO),
        "timeUnixNano": str(at * NANO),
        "asDouble": number,
        "attributes": attributes({key.replace("__", "."): it for key, it in its.items()}),
    }
    total = {"aggregationTemporality": temporality, "isMonotonic": True, "dataPoints": [point]}
    return {"name": name, "sum": total}


def histogram(
    name: str,
    total: float,
    count: int,
    *,
    began: int,
    at: int,
    temporality: int = 2,
    **its: object,
) -> dict[str, object]:
    """A histogram of one point: so many values that come to `total`."""
    like = counter(name, 0, began=began, at=at, temporality=temporality, **its)["sum"]
    (point,) = like.pop("dataPoints")
    point |= {"count": str(count), "sum": total}
    del point["asDouble"]
    return {"name": name, "histogram": like | {"dataPoints": [point]}}


def metrics(
    service: str, *its: dict[str, object], resource: dict[str, object] | None = None
) -> bytes:
    """An export of metrics."""
    return _export(Signal.METRICS, service, list(its), resource)
