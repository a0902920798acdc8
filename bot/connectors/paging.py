"""Asking for a span in parts, so that what was told stays told when the next part fails.

A part is taken as told once its last page is there: its end is where the next round may begin. A
part that fails for itself (it cannot be read, or the vendor stumbles over it every time) is passed
over, the ones after it are still taken, and the round ends with the fault: it goes on at that part
again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from bot.connectors.report import Page, Span
from bot.connectors.unreached import Unreached, Unreadable
from bot.model import DAY, MINUTE, Instant
from bot.sources.parsed import Parsed

Read = Callable[[Span], Iterable[Parsed]]
"""Reads a part, page by page. Raises Unreached."""

Count = Callable[[Span], int]
"""How many pages a part has."""

At = TypeVar("At", bound=Hashable)
Answer = TypeVar("Answer")

MOST_PAGES = 2_000
"""So many pages has no honest answer: they would be millions of rows, of one part."""

_DOWN = 3
"""So many parts that fail one after another are a vendor that is down, and no bad days. Answers
that cannot be read are none of those: a vendor that answers is not down."""

SHORTEST: Instant = 2 * MINUTE
"""A part this short is not cut again, however many pages it has."""


def in_parts(parts: Iterable[Span], read: Read, until: Instant) -> Iterator[Page]:
    """The pages of every part, in order; nothing is told beyond `until`."""
    fault, failing = None, 0
    for part in parts:
        last = Parsed()
        try:
            for number, said in enumerate(read(part)):
                if number:
                    yield Page(last)
                last = said
            failing = 0
        except Unreached as error:
            fault, failing = error, 0 if isinstance(error, Unreadable) else failing + 1
            if not error.is_of_one_part or failing == _DOWN:
                raise
        yield Page(last, None if fault else min(part.until, until))
    if fault:
        raise fault


def onward(
    first: At, ask: Callable[[At], Answer], following: Callable[[Answer, At], At | None]
) -> Iterator[Answer]:
    """Page after page, as each says what follows it. Raises Unreached where one leads back to a
    page that was there, or where there are too many."""
    at: At | None = first
    seen: set[At] = set()
    while at is not None:
        if at in seen or len(seen) == MOST_PAGES:
            raise Unreached("endless")
        seen.add(at)
        answer = ask(at)
        yield answer
        at = following(answer, at)


def in_one(pages: Iterable[Parsed], join: Callable[[Iterable[Parsed]], Parsed]) -> Iterator[Parsed]:
    """Pages that only mean something together: nothing for each, so that a round may be cut short
    between them, and all that they say at the end."""
    told = []
    for its in pages:
        told.append(its)
        yield Parsed()
    yield join(told)


def by_day(span: Span) -> Iterator[Span]:
    """The whole UTC days that a span touches."""
    first = span.since // DAY * DAY
    for start in range(first, max(span.until, first + 1), DAY):
        yield Span(start, start + DAY)


def evenly(span: Span, longest: Instant, pages: Count, most: int) -> Iterator[Span]:
    """Parts of at most `longest` seconds, halved until each has at most `most` pages: so few are
    asked for again when a round is cut short, however much a company does in an hour."""
    first = span.since // longest * longest
    starts = range(first, max(span.until, first + 1), longest)
    waiting = [Span(max(at, span.since), min(at + longest, span.until)) for at in reversed(starts)]
    while waiting:
        part = waiting.pop()
        half = (part.since + part.until) // 2
        if part.until - part.since > SHORTEST and _exceeds(pages, part, most):
            waiting += [Span(half, part.until), Span(part.since, half)]
        else:
            yield part


def _exceeds(pages: Count, part: Span, most: int) -> bool:
    """What cannot be read is not cut: reading it says so."""
    try:
        return pages(part) > most
    except Unreached as error:
        if not error.is_of_one_part:
            raise
        return False
