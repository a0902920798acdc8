"""Tools that follow the conventions for generative AI and send nothing but metrics.

They say so with the resource attribute `worthwhile.signal=metrics`, because of a tool that sends
spans as well its metrics say the same again (see `gen_ai`, which decides). Read is the histogram
`gen_ai.client.token.usage` alone: its sum is tokens, of the input or the output by
`gen_ai.token.type`, and of the input there is one value a call. What was cached is not told.
`gen_ai.client.operation.duration`, and counters of the same tokens, repeat it.

No session is told either: a task is a stretch in which the tool was at work without a gap. Deltas
say when, to the minute or so. Of running totals from one beginning the largest counts, and what it
has grown by is dated when that was reported. Each model is a series of its own, priced as so many
calls of the average size.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.model import Kind, Observation, Reject, Tokens
from bot.sources import gen_ai
from bot.sources.claude_code_metrics import NO_BEGINNING, dated
from bot.sources.otlp import NANO, Record, Wanted
from bot.sources.parsed import Parsed
from bot.sources.reading import NO_COUNTS, NO_TIME, Findings, gather
from bot.sources.values import claimed, counts, text

USAGE = "gen_ai.client.token.usage"
_INPUT, _OUTPUT = "input", "output"
_TYPE = "gen_ai.token.type"
_SERIES = (
    *("gen_ai.operation.name", "gen_ai.request.model", "gen_ai.response.model", _TYPE),
    *gen_ai.AGENTS,
)

WANTED = Wanted(
    frozenset({"service.name", "service.instance.id", "user.email", gen_ai.SIGNAL, *_SERIES}),
    frozenset({USAGE}),
)


def parse(records: Iterable[Record]) -> Parsed:
    """Calls and tokens of tools that tell them by metrics alone."""
    return gather(records, _look)


def _look(record: Record) -> Findings:
    direction, source = record.attributes.get(_TYPE), gen_ai.source_of(record)
    if record.name != USAGE or direction not in (_INPUT, _OUTPUT):
        return
    if not gen_ai.counts(record, metric=True) or not record.number:
        return
    wrong = _wrong(record, source)
    if wrong or source is None:
        yield Reject(record.line, wrong or "", source)
    else:
        yield _calls(record, source, asked=direction == _INPUT)


def _wrong(record: Record, source: str | None) -> str | None:
    if source is None:
        return gen_ai.NO_SERVICE
    if not record.at:
        return NO_TIME
    if not (record.began or record.delta):
        return NO_BEGINNING
    return None if counts(record.number) and counts(record.values) else NO_COUNTS


def _calls(record: Record, source: str, *, asked: bool) -> Observation:
    """So many calls, of which an input tells how many; an output adds tokens alone."""
    instance = record.resource.get("service.instance.id", "")
    series = "|".join(str(record.attributes.get(name, "")) for name in _SERIES)
    until, tokens = record.at if record.delta else "total", int(record.number)
    return Observation(
        source=source,
        external_id=f"{USAGE}|{instance}|{record.began}|{until}|{series}",
        at=dated(record),
        ended_at=record.at // NANO if record.delta and record.at >= record.began else None,
        kind=Kind.MODEL_CALL,
        autonomous=any(text(record, name) for name in gen_ai.AGENTS),
        model=text(record, "gen_ai.response.model") or text(record, "gen_ai.request.model"),
        tokens=Tokens(input=tokens) if asked else Tokens(output=tokens),
        count=record.values if asked else 0,
        claimed=claimed(record),
        larger_wins=not record.delta,
        running=not record.delta,
        line=record.line,
    )
