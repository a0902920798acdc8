"""Asking for a span in parts, so that what was told stays told when the next part fails.

A part is taken as told once its last page is there: its end is where the next round may begin. A
part that cannot be read is passed over, the ones after it are still taken, and the round ends
with the fault: the next one begins at that part again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from bot.connectors.report import Page, Span
from bot.connectors.unreached import Unreadable
from bot.model import DAY, MINUTE, Instant
from bot.sources.parsed import Parsed

Read = Callable[[Span], Iterable[Parsed]]
"""Reads a part, page by page. Raises Unreached."""

Count = Callable[[Span], int]
"""How many pages a part has."""

SHORTEST: Instant = 2 * MINUTE
"""A part this short is not cut again, however many pages it has."""


def in_parts(parts: Iterable[Span], read: Read, until: Instant) -> Iterator[Page]:
    """The pages of every part, in order; nothing is told beyond `until`."""
    fault: Unreadable | None = None
    for part in parts:
        last = Parsed()
        try:
            for number, said in enumerate(read(part)):
                if number:
                    yield Page(last)
                last = said
        except Unreadable as error:
            fault = error
        yield Page(last, None if fault else min(part.until, until))
    if fault:
        raise fault


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
    except Unreadable:
        return False
