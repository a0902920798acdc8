"""The generic push: one JSON object a line. Also what `worthwhile scan` prints.

Tokens: `input_tokens` includes `cached_tokens`, which are those read from and written to a cache;
`cache_write_tokens` is the written part of those, because writing costs more than reading.

Of a line only the fields below are read: the decoder skips every other field without keeping it.
Causes of rejects name a field of ours, and never repeat a value.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from bot.model import NO_TOKENS, Deed, Kind, Observation, Outcome, Reject, Tokens
from bot.sources.parsed import Parsed, plain_name
from bot.sources.tools import UNNAMED_APP

Text = Annotated[str, Meta(min_length=1, max_length=1000)]
Count = Annotated[int, Meta(ge=0, le=10**12)]
Moment = Annotated[datetime, Meta(tz=True)]

GROWING = frozenset({"claude-code", "gemini-cli"})
"""Sources whose logs are written again while an answer still grows: of two sightings of a call the
larger is the true one. Everywhere else the first wins."""

_FIELD = re.compile(r"`(?:\$\.)?(\w+)`")


class Line(msgspec.Struct, omit_defaults=True, kw_only=True, gc=False):
    """One line of the push, in the order in which it is written."""

    id: Text
    source: Text
    person: Text | None = None
    at: Moment
    ended_at: Moment | None = None
    task: Text | None = None
    session: Text | None = None
    kind: Kind
    autonomous: bool = False
    deed: Deed | None = None
    app: Text | None = None
    model: Text | None = None
    input_tokens: Count = 0
    cached_tokens: Count = 0
    cache_write_tokens: Count = 0
    output_tokens: Count = 0
    cost_usd: Annotated[float, Meta(ge=0, le=10**6)] | None = None
    outcome: Outcome | None = None
    label: Annotated[str, Meta(max_length=80)] | None = None


_decode = msgspec.json.Decoder(Line).decode
_encode = msgspec.json.Encoder().encode


def parse(payload: bytes) -> Parsed:
    """Read a whole NDJSON body."""
    return parse_lines(payload.split(b"\n"))


def parse_lines(lines: Iterable[bytes], first: int = 1) -> Parsed:
    """Read lines; `first` is the number of the first one. Empty lines are passed over."""
    parsed = Parsed()
    for number, text in enumerate(lines, first):
        if not text or text.isspace():
            continue
        try:
            line = _decode(text)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            parsed.rejects.append(Reject(number, cause_of(error)))
        else:
            take(line, number, parsed)
    return parsed


def take(line: Line, number: int, into: Parsed) -> None:
    """Turn one decoded line into an observation, or a reject."""
    source = plain_name(line.source)
    wrong = _contradiction(line) if source else "source: not a plain name"
    if wrong or source is None:
        into.rejects.append(Reject(number, wrong or "", source))
    else:
        into.observations.append(_observation(line, source, number))


def cause_of(error: Exception) -> str:
    """Why a line was not understood, without a word of it (the decoder's own message may quote)."""
    if not isinstance(error, msgspec.ValidationError):
        return "not JSON"
    named = _FIELD.findall(str(error))
    field = next((name for name in named if name in Line.__struct_fields__), None)
    return f"{field}: missing or not as described" if field else "not an object as described"


def _contradiction(line: Line) -> str | None:
    if line.cached_tokens > line.input_tokens:
        return "cached_tokens: more than input_tokens, which include them"
    if line.cache_write_tokens > line.cached_tokens:
        return "cache_write_tokens: more than cached_tokens, which include them"
    if line.ended_at is not None and line.ended_at < line.at:
        return "ended_at: before at"
    if (line.outcome is None) == (line.kind is Kind.OUTCOME):
        return "outcome: goes with kind outcome, and only with it"
    return None


def _observation(line: Line, source: str, number: int) -> Observation:
    app = line.app
    return Observation(
        source=source,
        external_id=line.id,
        at=int(line.at.timestamp()),
        kind=line.kind,
        ended_at=None if line.ended_at is None else int(line.ended_at.timestamp()),
        task=line.task,
        session=line.session,
        autonomous=line.autonomous,
        deed=line.deed,
        app=app and (plain_name(app) or UNNAMED_APP),
        model=line.model,
        tokens=_tokens(line),
        cost_usd=line.cost_usd,
        outcome=line.outcome,
        label=line.label,
        claimed=line.person,
        larger_wins=line.kind is Kind.MODEL_CALL and source in GROWING,
        line=number,
    )


def _tokens(line: Line) -> Tokens:
    if not (line.input_tokens or line.output_tokens):
        return NO_TOKENS
    return Tokens(
        line.input_tokens, line.cached_tokens, line.cache_write_tokens, line.output_tokens
    )


def write(seen: Observation) -> bytes:
    """An observation as a line of the push; whom it is about, the token says."""
    line = Line(
        id=seen.external_id,
        source=seen.source,
        at=datetime.fromtimestamp(seen.at, UTC),
        kind=seen.kind,
        session=seen.session,
        model=seen.model,
    )
    # What most lines lack is set only where it is there: a scan writes a million of them.
    if seen.tokens is not NO_TOKENS:
        its = seen.tokens
        line.input_tokens, line.cached_tokens = its.input, its.cached
        line.cache_write_tokens, line.output_tokens = its.cache_written, its.output
    if seen.deed:
        line.deed = seen.deed
    if seen.autonomous:
        line.autonomous = True
    if seen.label:
        line.label = seen.label
    if seen.cost_usd is not None:
        line.cost_usd = seen.cost_usd
    if seen.task or seen.outcome or seen.ended_at is not None or seen.app:
        _write_rare(line, seen)
    return _encode(line)


def _write_rare(line: Line, seen: Observation) -> None:
    line.task, line.outcome, line.app = seen.task, seen.outcome, seen.app
    if seen.ended_at is not None:
        line.ended_at = datetime.fromtimestamp(seen.ended_at, UTC)
