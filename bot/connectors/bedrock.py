"""Model invocation logs of Amazon Bedrock, as delivered to S3: JSON lines, gzipped or not.

A line is one call of a model. `input.inputTokenCount` is without the cached tokens, which are in
`cacheReadInputTokenCount` and `cacheWriteInputTokenCount`; `output.outputTokenCount` is all of the
answer. Cost is priced. The bodies of question and answer, and where they lie in S3, are in no field
that is read: the decoder skips them. Which tool called is not told, nor what a call belongs to:
calls less than half an hour apart make one task. Where a tool that reports for itself calls models
through Bedrock, leave its role's logs out: the two cannot be told to be the same.

Whom a line names: the name of the role's session, or of the IAM user, at the end of `identity.arn`:
an e-mail address where it is one (as single sign-on makes it), else `aws:` and the name. Account
numbers are left away.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import BinaryIO, cast

import msgspec

from bot.connectors.rows import Count, Findings, Text, look_at, with_cache
from bot.model import Kind, Observation, Reject, Tokens
from bot.sources.parsed import Parsed
from bot.sources.push import Moment

SOURCE = "bedrock"
_CHUNK = 500
"""Lines at once: each may carry 100 KB of bodies."""
_LONGEST = 4 * 1024 * 1024
"""Larger bodies than 100 KB lie elsewhere in S3: a longer line is none of Bedrock's."""
_GZIPPED = b"\x1f\x8b"


class _Identity(msgspec.Struct):
    arn: Text


class _Input(msgspec.Struct, rename="camel"):
    input_token_count: Count | None = None
    cache_read_input_token_count: Count | None = None
    cache_write_input_token_count: Count | None = None


class _Output(msgspec.Struct, rename="camel"):
    output_token_count: Count | None = None


class _Call(msgspec.Struct, rename="camel"):
    timestamp: Moment
    request_id: Text
    model_id: Text
    identity: _Identity | None = None
    input: _Input | None = None
    output: _Output | None = None
    error_code: Text | None = None


def read(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Read a file, a chunk at a time: lines read, and what they say. A gzipped file that breaks off
    is read as far as it goes."""
    lines, first = _lines(file), 1
    while chunk := list(islice(lines, _CHUNK)):
        yield len(chunk), parse(chunk, first)
        first += len(chunk)


def parse(lines: Iterable[bytes | None], first: int = 1) -> Parsed:
    """Read lines; the last one is None where a file could not be unpacked to its end."""
    there = list(lines)
    parsed = look_at([line or b"" for line in there], _Call, SOURCE, _look, first)
    if there[-1:] == [None]:
        line = first + len(there) - 1
        parsed.rejects.append(Reject(line, "the file breaks off: gzip to its end?", SOURCE))
    return parsed


def _look(call: _Call, line: int) -> Findings:
    if call.error_code is None:  # a call that failed made nothing and costs nothing
        yield _observation(call, line)


def _lines(file: BinaryIO) -> Iterator[bytes | None]:
    whole = io.BufferedReader(cast(io.RawIOBase, file))
    gzipped = whole.peek(2)[:2] == _GZIPPED
    lines = gzip.GzipFile(fileobj=whole) if gzipped else whole
    try:
        while line := lines.readline(_LONGEST):
            yield line
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield None


def _observation(call: _Call, number: int) -> Observation:
    whom = _whom(call.identity.arn) if call.identity else None
    return Observation(
        source=SOURCE,
        external_id=call.request_id,
        at=int(call.timestamp.timestamp()),
        kind=Kind.MODEL_CALL,
        model=_last(call.model_id),
        tokens=_tokens(call.input or _Input(), call.output or _Output()),
        claimed=whom,
        line=number,
    )


def _tokens(asked: _Input, answered: _Output) -> Tokens:
    return with_cache(
        asked.input_token_count or 0,
        asked.cache_read_input_token_count or 0,
        asked.cache_write_input_token_count or 0,
        answered.output_token_count or 0,
    )


def _whom(arn: str) -> str | None:
    name = _last(arn)
    if not name or name == arn:
        return None
    return name if "@" in name else f"aws:{name}"


def _last(arn: str) -> str:
    """What an address of AWS ends with: the model without the account it is called in."""
    return arn.rsplit("/", 1)[-1]
