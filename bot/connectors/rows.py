"""Reading answers row by row, so that one row that is not as described loses no other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from bot.connectors.unreached import Unreadable
from bot.model import DayTotal, Observation, Reject, Tokens
from bot.sources.parsed import Parsed

T = TypeVar("T")

Count = Annotated[int, Meta(ge=0, le=10**12)]
Dollars = Annotated[float, Meta(ge=0, le=10**6)]
Text = Annotated[str, Meta(min_length=1, max_length=1000)]

Findings = Iterable[Observation | DayTotal | Reject]

_FIRST_YEAR = 1970
_FIELD = re.compile(r"(?:`\$\.|required field `)([A-Za-z_]+)")


def decoded(body: bytes, its: type[T]) -> T:
    """A whole answer; its rows are best left as `msgspec.Raw`. Raises Unreadable."""
    try:
        return msgspec.json.decode(body, type=its)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Unreadable from None


def look_at(
    rows: Iterable[msgspec.Raw | bytes],
    its: type[T],
    source: str,
    look: Callable[[T, int], Findings],
    first: int = 1,
) -> Parsed:
    """Look at each row; `line` counts from the number of the first. Empty lines are passed over."""
    parsed = Parsed()
    for line, row in enumerate(rows, first):
        if isinstance(row, bytes) and not row.strip():
            continue
        try:
            read = msgspec.json.decode(row, type=its)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            parsed.rejects.append(Reject(line, cause_of(error), source))
        else:
            put(look(read, line), parsed)
    return parsed


def put(findings: Findings, into: Parsed) -> None:
    """Sort what was found into what a parser gives."""
    for found in findings:
        if isinstance(found, Observation):
            into.observations.append(found)
        elif isinstance(found, DayTotal):
            into.days.append(found)
        else:
            into.rejects.append(found)


def unreadable(source: str) -> Parsed:
    """What is said of an answer that cannot be read at all."""
    return Parsed(rejects=[Reject(0, "not JSON", source)])


def cause_of(error: Exception) -> str:
    """Why a row was not understood: the field's name at most, never a word that stood in it."""
    field = _FIELD.search(str(error)) if isinstance(error, msgspec.ValidationError) else None
    return f"{field[1]}: not as described" if field else "not as described"


def together(parts: Iterable[Parsed]) -> Parsed:
    """Several pages as one, where only all of them say what a day came to."""
    whole = Parsed()
    for its in parts:
        whole.observations += its.observations
        whole.days += its.days
        whole.rejects += its.rejects
    return whole


def moment(text: str) -> datetime | None:
    """A moment of ISO-8601 in UTC, which it is as well without an offset. None where it is none,
    or lies before 1970 or beyond the calendar."""
    try:
        at = datetime.fromisoformat(text.strip())
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if at.year >= _FIRST_YEAR else None


def with_cache(fresh: int, read: int, written: int, output: int) -> Tokens:
    """Tokens, of an input that is told without what was read from and written to a cache."""
    return Tokens(fresh + read + written, read + written, written, output)
