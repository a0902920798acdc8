"""OTLP's envelope: protobuf or JSON, logs or metrics or traces, as one common shape of records.

Of attributes only the wanted ones are read; all others, with whatever tools put there (commands,
arguments, answers), are passed over unread. JSON is decoded into typed structs: protobuf's own
JSON reader takes forty times as long and mistakes OTLP's hex ids for base64.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec
from google.protobuf.message import DecodeError
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bot.sources import otlp_json

Value = str | int | float | bool
Attributes = Mapping[str, Value]
Message = Any
"""A protobuf message, or the struct with the same names."""

NANO = 1_000_000_000

_DELTA = (1, "1", "AGGREGATION_TEMPORALITY_DELTA")


class Signal(StrEnum):
    """What an export holds."""

    LOGS = "logs"
    METRICS = "metrics"
    TRACES = "traces"


class Unreadable(ValueError):
    """A body that is not what its content type says. It carries no word of the body."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read: the names of attributes, and of metrics."""

    attributes: frozenset[str]
    metrics: frozenset[str]


@dataclass(slots=True)
class Record:
    """A log record, or a point of a metric: `number` counted from `began` to `at`; or a span, from
    `at` to `ended`. Ids of a span and its trace are in hex; a log record has those it came from.

    Times are nanoseconds since 1970, 0 where unknown. `delta` says that `number` was added since
    the point before, and is no running total; in a histogram it is the sum of `values` single ones.
    `line` is the place in the payload, from 1.
    """

    line: int
    name: str
    resource: Attributes
    attributes: Attributes
    at: int
    began: int = 0
    number: float = 0.0
    values: int = 1
    delta: bool = True
    ended: int = 0
    span: str = ""
    trace: str = ""


def records(signal: Signal, body: bytes, *, json: bool, wanted: Wanted) -> list[Record]:
    """The records of an export. Raises Unreadable."""
    decode, value_of = _JSON[signal] if json else _PROTOBUF[signal]
    walk = _WALK[signal]
    try:
        return list(walk(decode(body), wanted, value_of))
    except _NO_EXPORT as error:
        raise Unreadable(f"not an export of {signal}") from error


_NO_EXPORT = (
    *(msgspec.MsgspecError, DecodeError, UnicodeError, ValueError, OverflowError, RecursionError),
)
ValueOf = Callable[[Any], Value | None]


def _logs(export: Message, wanted: Wanted, value_of: ValueOf) -> Iterator[Record]:
    line = 0
    for of_resource in export.resource_logs or ():
        resource = _resource(of_resource, wanted, value_of)
        for of_scope in of_resource.scope_logs or ():
            for log in of_scope.log_records or ():
                line += 1
                at = int(log.time_unix_nano or 0) or int(log.observed_time_unix_nano or 0)
                yield Record(
                    line=line,
                    name=log.event_name or "",
                    resource=resource,
                    attributes=_attributes(log, wanted, value_of),
                    at=at,
                    span=_hex(log.span_id),
                    trace=_hex(log.trace_id),
                )


def _metrics(export: Message, wanted: Wanted, value_of: ValueOf) -> Iterator[Record]:
    line = 0
    for of_resource in export.resource_metrics or ():
        resource = _resource(of_resource, wanted, value_of)
        for of_scope in of_resource.scope_metrics or ():
            for metric in of_scope.metrics or ():
                for delta, point in _points(metric):
                    line += 1
                    if metric.name in wanted.metrics:
                        attributes = _attributes(point, wanted, value_of)
                        yield _measured(line, metric.name, point, resource, attributes, delta)


def _points(metric: Message) -> Iterator[tuple[bool, Message]]:
    """The points of a counter or a histogram, each with whether it adds to the one before."""
    for its in (metric.sum, metric.histogram):
        for point in (its and its.data_points) or ():
            yield its.aggregation_temporality in _DELTA, point


def _measured(
    line: int, name: str, point: Message, resource: Attributes, attributes: Attributes, delta: bool
) -> Record:
    single = hasattr(point, "as_int")
    return Record(
        line=line,
        name=name,
        resource=resource,
        attributes=attributes,
        at=int(point.time_unix_nano or 0),
        began=int(point.start_time_unix_nano or 0),
        number=float((point.as_int or point.as_double if single else point.sum) or 0),
        values=1 if single else int(point.count or 0),
        delta=delta,
    )


def _traces(export: Message, wanted: Wanted, value_of: ValueOf) -> Iterator[Record]:
    line = 0
    for of_resource in export.resource_spans or ():
        resource = _resource(of_resource, wanted, value_of)
        for of_scope in of_resource.scope_spans or ():
            for span in of_scope.spans or ():
                line += 1
                yield Record(
                    line=line,
                    name="",  # what a span is called may quote what it was about
                    resource=resource,
                    attributes=_attributes(span, wanted, value_of),
                    at=int(span.start_time_unix_nano or 0),
                    ended=int(span.end_time_unix_nano or 0),
                    span=_hex(span.span_id),
                    trace=_hex(span.trace_id),
                )


def _hex(number: bytes | str | None) -> str:
    return number.hex() if isinstance(number, bytes) else (number or "").lower()


def _resource(of_resource: Message, wanted: Wanted, value_of: ValueOf) -> Attributes:
    return _attributes(of_resource.resource, wanted, value_of) if of_resource.resource else {}


def _attributes(message: Message, wanted: Wanted, value_of: ValueOf) -> Attributes:
    read: dict[str, Value] = {}
    for attribute in message.attributes or ():
        if attribute.key in wanted.attributes:
            value = value_of(attribute)
            if value is not None:
                read[attribute.key] = value
    return read


def _protobuf_value(attribute: Message) -> Value | None:
    value = attribute.value
    kind = value.WhichOneof("value")
    if kind in ("string_value", "int_value", "double_value", "bool_value"):
        read: Value = getattr(value, kind)
        return read
    return None


_WALK: dict[Signal, Callable[[Message, Wanted, ValueOf], Iterator[Record]]] = {
    Signal.LOGS: _logs,
    Signal.METRICS: _metrics,
    Signal.TRACES: _traces,
}
_JSON: dict[Signal, tuple[Callable[[bytes], Message], ValueOf]] = {
    Signal.LOGS: (otlp_json.logs, otlp_json.value_of),
    Signal.METRICS: (otlp_json.metrics, otlp_json.value_of),
    Signal.TRACES: (otlp_json.traces, otlp_json.value_of),
}
_PROTOBUF: dict[Signal, tuple[Callable[[bytes], Message], ValueOf]] = {
    Signal.LOGS: (ExportLogsServiceRequest.FromString, _protobuf_value),
    Signal.METRICS: (ExportMetricsServiceRequest.FromString, _protobuf_value),
    Signal.TRACES: (ExportTraceServiceRequest.FromString, _protobuf_value),
}
