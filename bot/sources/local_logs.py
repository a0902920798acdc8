"""What the adapters of local logs have in common: one JSON object a line, in nobody's promise.

A log is read on from where it was left. What must be known of the lines before is in the adapter's
own `Log`, which is kept between two scans, on the employee's machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Annotated, Protocol

import msgspec
from msgspec import Meta

from bot.model import FOREVER, Instant, Reject, Tokens
from bot.sources.parsed import Parsed

Count = Annotated[int, Meta(ge=0, le=10**11)]
"""Tokens: of one answer three may be added up, and must still be a number that the bot takes."""

Name = Annotated[str, Meta(max_length=200)]
"""An id, or what a model, a tool or an app is called. What is longer is a text, and stays here."""

Moment = Annotated[datetime, Meta(tz=True)]

_MOST_REMEMBERED = 200
_LONGEST_LABEL = 80
_SEPARATOR = re.compile(r"[\\/]+")


class Log(Protocol):
    """A session's file, read on from where it was left. `project` is the name of the folder that it
    was about, which leaves the machine only where its owner asks for labels."""

    project: str | None

    def parse(self, lines: Iterable[bytes], first: int = 1) -> Parsed:
        """What further lines say."""
        ...


def parse_each(
    lines: Iterable[bytes], first: int, source: str, read: Callable[[bytes, Parsed], None]
) -> Parsed:
    """Read lines into what they say. One that is not understood is a reject, and no more."""
    parsed = Parsed()
    for number, line in enumerate(lines, first):
        if line.isspace() or not line:
            continue
        try:
            read(line, parsed)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            parsed.rejects.append(Reject(number, "not understood", source))
    return parsed


def instant(moment: datetime | None) -> Instant:
    """Whole seconds. Raises ValidationError for none, and for one when nobody had such a tool."""
    at = int(moment.timestamp()) if moment else -1
    if not 0 <= at <= FOREVER:
        raise msgspec.ValidationError("no time")
    return at


def tokens_with_cache(
    sent: int | None, read: int | None, written: int | None, answered: int | None
) -> Tokens:
    """Tokens where the input includes what was cached; an input smaller than that cannot have."""
    asked, kept = sent or 0, written or 0
    cached = (read or 0) + kept
    return Tokens(asked if cached <= asked else asked + cached, cached, kept, answered or 0)


def remember(known: dict[str, str], key: str, value: str) -> None:
    """Keep this, and forget what is oldest when it becomes too much."""
    known[key] = value
    while len(known) > _MOST_REMEMBERED:
        del known[next(iter(known))]


def folder_name(path: str | None) -> str | None:
    """The last part of a path, of any system; None where there is none."""
    parts = [part for part in _SEPARATOR.split(path or "") if part]
    return parts[-1][:_LONGEST_LABEL] if parts else None
