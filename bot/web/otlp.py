"""POST /v1/logs, /v1/metrics, /v1/traces: OTLP over HTTP, answered in the request's own type.

Full success leaves `partial_success` unset; records that were refused are counted with a message,
and are not to be sent again. Errors carry a google.rpc.Status.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable

import msgspec
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import (
    ExportLogsPartialSuccess,
    ExportLogsServiceResponse,
)
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsPartialSuccess,
    ExportMetricsServiceResponse,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTracePartialSuccess,
    ExportTraceServiceResponse,
)
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.people.tokens import Holder
from bot.sources import receiving
from bot.sources.intake import Taken
from bot.sources.otlp import Signal, Unreadable
from bot.sources.together import Together
from bot.web.bearer import CHALLENGE
from bot.web.doing import Desk, deliver
from bot.web.reading import Refused, waiting

PROTOBUF, JSON = "application/x-protobuf", "application/json"

_GRPC_CODE = {400: 3, 401: 16, 405: 12, 408: 4, 413: 3, 415: 3, 429: 8, 500: 13, 503: 14}
_REJECTED = {
    Signal.LOGS: "rejectedLogRecords",
    Signal.METRICS: "rejectedDataPoints",
    Signal.TRACES: "rejectedSpans",
}
_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""All of them, so that a wrong one is answered as OTLP says, with a Status."""


def routes(desk: Desk) -> list[Route]:
    """A route for each signal."""
    together = Together(desk.services)
    return [
        Route(f"/v1/{signal}", _export(desk, together, signal), methods=_METHODS)
        for signal in Signal
    ]


def _export(
    desk: Desk, together: Together, signal: Signal
) -> Callable[[Request], Awaitable[Response]]:
    async def export(request: Request) -> Response:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        taken = await _take(desk, together, signal, kind, request)
        if isinstance(taken, Refused):
            response = _refusal(taken, kind)
        else:
            desk.counts.took(signal, taken.accepted + taken.known, len(taken.rejected))
            response = Response(_success(signal, taken.rejected_causes(), kind), media_type=kind)
        desk.counts.answered(signal, response.status_code)
        return response

    return export


async def _take(
    desk: Desk, together: Together, signal: Signal, kind: str, request: Request
) -> Taken | Refused:
    if request.method != "POST":
        return Refused(405, "only POST")
    if kind not in (PROTOBUF, JSON):
        return Refused(415, f"content-type: only {PROTOBUF} or {JSON}")

    def work(holder: Holder, body: bytes) -> Taken | Refused:
        try:
            parsed = receiving.read_otlp(signal, body, json=kind == JSON)
        except Unreadable as error:
            return Refused(400, str(error))
        return together.receive(holder, parsed)

    return await deliver(desk, request, work)


def _success(signal: Signal, causes: Counter[str], kind: str) -> bytes:
    rejected = causes.total()
    message = "; ".join(f"{count} × {cause}" for cause, count in causes.most_common(5))
    if kind == JSON:
        partial = {_REJECTED[signal]: str(rejected), "errorMessage": message}
        return msgspec.json.encode({"partialSuccess": partial} if rejected else {})
    return _protobuf_success(signal, rejected, message)


def _protobuf_success(signal: Signal, rejected: int, message: str) -> bytes:
    if signal is Signal.LOGS:
        logs = ExportLogsPartialSuccess(rejected_log_records=rejected, error_message=message)
        return ExportLogsServiceResponse(
            partial_success=logs if rejected else None
        ).SerializeToString()
    if signal is Signal.METRICS:
        points = ExportMetricsPartialSuccess(rejected_data_points=rejected, error_message=message)
        return ExportMetricsServiceResponse(
            partial_success=points if rejected else None
        ).SerializeToString()
    spans = ExportTracePartialSuccess(rejected_spans=rejected, error_message=message)
    return ExportTraceServiceResponse(
        partial_success=spans if rejected else None
    ).SerializeToString()


def _refusal(refused: Refused, kind: str) -> Response:
    headers = {401: CHALLENGE, 405: {"Allow": "POST"}}
    as_protobuf = kind == PROTOBUF
    return Response(
        (_status_protobuf if as_protobuf else _status_json)(
            _GRPC_CODE[refused.status], refused.why
        ),
        status_code=refused.status,
        media_type=PROTOBUF if as_protobuf else JSON,
        headers=headers.get(refused.status, waiting(refused)),
    )


def _status_json(code: int, message: str) -> bytes:
    return msgspec.json.encode({"code": code, "message": message})


def _status_protobuf(code: int, message: str) -> bytes:
    """google.rpc.Status: field 1 is the code, field 2 the message (its length in one byte)."""
    text = message.encode()[:127]
    return bytes([0x08, code, 0x12, len(text)]) + text
