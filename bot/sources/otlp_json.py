"""OTLP in JSON: typed structs with the names that protobuf's messages have, so one walk reads both.

64-bit integers come as numbers or as strings. Attribute values stay raw bytes until somebody wants
them; bodies, and the names and events of spans, are not declared here: they are never decoded.
"""

from __future__ import annotations

import msgspec
from msgspec import Raw, Struct

Long = int | str
Real = float | int | str


class _Message(Struct, rename="camel", gc=False):
    """Absent and null are the same in OTLP, and unknown fields are ignored."""


class KeyValue(_Message):
    """An attribute, its value not yet looked at."""

    key: str = ""
    value: Raw = Raw(b"{}")


class AnyValue(_Message):
    """A value that somebody wants; lists and maps are never wanted."""

    string_value: str | None = None
    bool_value: bool | None = None
    int_value: Long | None = None
    double_value: Real | None = None


class Resource(_Message):
    """What all records under it have in common."""

    attributes: list[KeyValue] | None = None


class LogRecord(_Message):
    """One event."""

    time_unix_nano: Long | None = 0
    observed_time_unix_nano: Long | None = 0
    event_name: str | None = ""
    trace_id: str | None = ""
    span_id: str | None = ""
    attributes: list[KeyValue] | None = None


class ScopeLogs(_Message):
    """Events of one library."""

    log_records: list[LogRecord] | None = None


class ResourceLogs(_Message):
    """Events of one process."""

    resource: Resource | None = None
    scope_logs: list[ScopeLogs] | None = None


class Logs(_Message):
    """An export of logs."""

    resource_logs: list[ResourceLogs] | None = None


class NumberDataPoint(_Message):
    """One number of a metric."""

    start_time_unix_nano: Long | None = 0
    time_unix_nano: Long | None = 0
    as_double: Real | None = 0
    as_int: Long | None = 0
    attributes: list[KeyValue] | None = None


class Sum(_Message):
    """A metric that counts."""

    data_points: list[NumberDataPoint] | None = None
    aggregation_temporality: Long | None = 0


class HistogramDataPoint(_Message):
    """How many values there were, and what they come to; how they are spread nobody asks."""

    start_time_unix_nano: Long | None = 0
    time_unix_nano: Long | None = 0
    count: Long | None = 0
    sum: Real | None = 0
    attributes: list[KeyValue] | None = None


class Histogram(_Message):
    """A metric of single values."""

    data_points: list[HistogramDataPoint] | None = None
    aggregation_temporality: Long | None = 0


class Metric(_Message):
    """A metric; gauges are not declared, because nothing here needs them."""

    name: str = ""
    sum: Sum | None = None
    histogram: Histogram | None = None


class ScopeMetrics(_Message):
    """Metrics of one library."""

    metrics: list[Metric] | None = None


class ResourceMetrics(_Message):
    """Metrics of one process."""

    resource: Resource | None = None
    scope_metrics: list[ScopeMetrics] | None = None


class Metrics(_Message):
    """An export of metrics."""

    resource_metrics: list[ResourceMetrics] | None = None


class Span(_Message):
    """A piece of work with a beginning and an end. Ids are hex, not base64."""

    trace_id: str | None = ""
    span_id: str | None = ""
    start_time_unix_nano: Long | None = 0
    end_time_unix_nano: Long | None = 0
    attributes: list[KeyValue] | None = None


class ScopeSpans(_Message):
    """Spans of one library."""

    spans: list[Span] | None = None


class ResourceSpans(_Message):
    """Spans of one process."""

    resource: Resource | None = None
    scope_spans: list[ScopeSpans] | None = None


class Traces(_Message):
    """An export of traces."""

    resource_spans: list[ResourceSpans] | None = None


logs = msgspec.json.Decoder(Logs).decode
metrics = msgspec.json.Decoder(Metrics).decode
traces = msgspec.json.Decoder(Traces).decode
_value = msgspec.json.Decoder(AnyValue).decode


def value_of(attribute: KeyValue) -> str | int | float | bool | None:
    """The value of a wanted attribute; None for lists and maps. Raises MsgspecError, ValueError."""
    value = _value(attribute.value)
    if value.string_value is not None:
        return value.string_value
    if value.bool_value is not None:
        return value.bool_value
    if value.int_value is not None:
        return int(value.int_value)
    return None if value.double_value is None else float(value.double_value)
