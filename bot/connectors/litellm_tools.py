"""What tools that report themselves did through LiteLLM: Claude Code, Codex, Gemini CLI, Copilot,
a person's day at a time. For those whose tool tells nothing itself; where it does, that comes
first. What a row means stands in `litellm_rows`, how it is asked for in `litellm`.

A day is what all of its rows come to, so it is taken once it is whole, and until then kept in
memory: a round that is cut short goes on where it was, and begins the day again in a new process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.connectors import litellm
from bot.connectors.access import Given
from bot.connectors.litellm import SpendLogs, asking
from bot.connectors.litellm_rows import SOURCE, Row, tool_day
from bot.connectors.paging import by_day, in_parts
from bot.connectors.report import Page, Span, Wire
from bot.connectors.rhythm import DAYS as RHYTHM
from bot.connectors.rows import Findings, decoded, look_at, moment, unreadable
from bot.connectors.unreached import Unreadable
from bot.model import Instant, Reject
from bot.sources.adding_days import DaySums
from bot.sources.parsed import Parsed

__all__ = ["RHYTHM", "VARIABLES", "LiteLlmTools", "made_from", "parse", "way_from"]

NAME = "litellm-tools"
VARIABLES, way_from = litellm.VARIABLES, litellm.way_from


class LiteLlmTools:
    """What tools did that report themselves, a day at a time."""

    name, source = NAME, SOURCE

    def __init__(self) -> None:
        self._under_way: _Day | None = None

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """A page a day."""
        ask = asking(wire)

        def read_day(whole: Span) -> Iterator[Parsed]:
            day = self._day(whole)
            rest = Span(day.until, max(day.until, min(whole.until, span.until)))
            for part in litellm.parts(ask, rest):
                seen = set[str]()
                told = []
                for answer in litellm.pages_of(ask, part):
                    told.append(_said(answer, part, seen))
                    yield Parsed()
                day.add(part.until, told)
            yield day.said()
            self._under_way = None

        return in_parts(by_day(span), read_day, span.until)

    def _day(self, whole: Span) -> _Day:
        """The day as far as it came, or a new one."""
        if self._under_way is None or self._under_way.since != whole.since:
            self._under_way = _Day(whole.since, whole.since)
        return self._under_way


class _Day:
    """What is known of a day up to a moment."""

    def __init__(self, since: Instant, until: Instant) -> None:
        self.since, self.until = since, until
        self._sums = DaySums[str]()
        self._rejects: list[Reject] = []

    def add(self, until: Instant, told: Iterable[Parsed]) -> None:
        """Add what a part of the day, up to then, says."""
        for said in told:
            self._rejects += said.rejects
            for its in said.days:
                self._sums.add(its.claimed or "", its)
        self.until = until

    def said(self) -> Parsed:
        """The day."""
        return Parsed(rejects=self._rejects, days=[its for _, its in self._sums.days()])


def made_from(_: Given) -> LiteLlmTools:
    """The report."""
    return LiteLlmTools()


def parse(body: bytes) -> Parsed:
    """What one page of an answer says of tools that report themselves."""
    try:
        return _said(decoded(body, SpendLogs), None, set())
    except Unreadable:
        return unreadable(SOURCE)


def _said(answer: SpendLogs, part: Span | None, seen: set[str]) -> Parsed:
    """Each row of a part once: its ends belong to two parts, and a row that moves to another page
    while they are read comes twice."""

    def look(row: Row, line: int) -> Findings:
        at = moment(row.start_time)
        inside = part is None or (at and part.since <= at.timestamp() < part.until)
        if row.request_id in seen or not inside:
            return ()
        seen.add(row.request_id)
        return tool_day(row, line, NAME)

    return look_at(answer.data, Row, SOURCE, look)
