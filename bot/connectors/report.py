"""What a company-wide report is: how it is asked for, and what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol

from bot.model import Instant
from bot.sources.parsed import Parsed


@dataclass(frozen=True, slots=True)
class Span:
    """What is asked for: from the first instant to before the second. Reports by day cover every
    UTC day that it touches."""

    since: Instant
    until: Instant

    @property
    def days(self) -> list[date]:
        """Its UTC days in order."""
        first = datetime.fromtimestamp(self.since, UTC).date()
        last = datetime.fromtimestamp(max(self.since, self.until - 1), UTC).date()
        return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of a report, read; and up to which moment everything was told once it is taken: where
    the next round may begin. None where only the last page can say."""

    said: Parsed
    done_until: Instant | None = None


Query = Mapping[str, str | int | Sequence[str]]
"""What a question asks for; a name with several values is asked for with each."""


class Wire(Protocol):
    """The way to a vendor: HTTPS with the company's key, patient with limits. Every method raises
    `unreached.Unreached`, which names a cause and never repeats what was sent or answered."""

    def get(self, path: str, query: Query | None = None) -> bytes:
        """The body of an answer."""
        ...

    def post(self, path: str, body: Mapping[str, Any]) -> bytes:
        """The same, for a question that has a body."""
        ...

    def download(self, url: str) -> Iterator[bytes]:
        """The lines of a file at an address that the vendor gave, without the company's key."""
        ...

    def end(self) -> None:
        """Cut what is being asked, and ask nothing more."""
        ...


class Report(Protocol):
    """One report of one vendor."""

    name: str
    """What operators call it, as in `cursor`; unique."""

    source: str
    """The tool it is about."""

    def pages(self, wire: Wire, span: Span) -> Iterator[Page]:
        """Everything of a span, oldest first where the vendor lets us choose. Asking for the same
        again gives the same external ids."""
        ...
