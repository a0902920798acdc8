"""Which reports there are, and which of them an operator gave a key for.

A report is a module with four things: `VARIABLES`, what an operator gives; `RHYTHM`, how often it
is asked for; `made_from(given)`, the report; and `way_from(given)`, how its vendor is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.connectors import (
    claude_code_analytics,
    claude_enterprise,
    codex_enterprise,
    copilot_report,
    cursor,
    gemini_workspace,
    litellm,
    litellm_tools,
    microsoft_365,
    openai_usage,
)
from bot.connectors.access import Given, Variable, Way
from bot.connectors.granted import Granted
from bot.connectors.reaching import Web
from bot.connectors.report import Page, Report, Span, Wire
from bot.connectors.rhythm import Rhythm
from bot.model import Instant
from bot.services import Clock
from bot.settings import SettingsError, is_url


class Vendor(Protocol):
    """What a module of a report holds."""

    @property
    def VARIABLES(self) -> Sequence[Variable]:  # noqa: N802 – a module's constant
        """What an operator gives for it."""
        ...

    @property
    def RHYTHM(self) -> Rhythm:  # noqa: N802
        """How often it is asked for."""
        ...

    def made_from(self, given: Given, /) -> Report | None:
        """The report; None where this is not enough for it."""
        ...

    def way_from(self, given: Given, /) -> Way:
        """How its vendor is reached."""
        ...


KNOWN: tuple[Vendor, ...] = (
    litellm,
    litellm_tools,
    claude_code_analytics,
    claude_enterprise,
    cursor,
    copilot_report,
    openai_usage,
    codex_enterprise,
    microsoft_365,
    gemini_workspace,
)


@dataclass(frozen=True, slots=True)
class Rest:
    """What a round still has to tell after a turn: its span, how far it came, and pages to come."""

    span: Span
    reached: Instant | None
    pages: Iterator[Page]


@dataclass
class Connector:
    """A report that is fetched, the way to its vendor, and how often.

    `strangers` are the accounts that the round under way named and nobody of the roster has: only
    ever counted, as hashes that mean nothing outside this process; None in rounds that do not
    count. `rest` is what a turn left of its round for the next.
    """

    report: Report
    wire: Wire
    rhythm: Rhythm
    strangers: set[int] | None = field(default=None, repr=False)
    rest: Rest | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What operators call it."""
        return self.report.name


def configured(
    environment: Mapping[str, str], clock: Clock, known: Sequence[Vendor] = KNOWN
) -> list[Connector]:
    """The reports whose variables are set. Raises SettingsError where they are set by half."""
    found = []
    for its in known:
        given = given_for(its.VARIABLES, environment)
        report = its.made_from(given) if given else None
        if given and report:
            found.append(Connector(report, wire_for(its.way_from(given), clock), its.RHYTHM))
    return found


def wire_for(way: Way, clock: Clock, nap: Callable[[float], object] | None = None) -> Wire:
    """The way to a vendor: with a key, or with a token that is asked for."""
    if way.grant is None:
        return Web(way, clock, nap)
    return Granted(way, way.grant, clock, nap)


def given_for(variables: Sequence[Variable], environment: Mapping[str, str]) -> Given | None:
    """What holds for the variables of a report; None where none of those it needs is set."""
    needed = [its for its in variables if its.usual is None]
    present = [its for its in variables if environment.get(its.name)]
    if not present:
        return None
    for its in needed:
        if its not in present:
            raise SettingsError(
                f"{its.name} is not set, but {present[0].name} is: put {its.meaning} there, or "
                "take the other away"
            )
    given = {its.name: environment.get(its.name) or its.usual or "" for its in variables}
    for name, value in given.items():
        _check(name, value)
    return given


def _check(name: str, value: str) -> None:
    if name.endswith("_URL") and not is_url(value):
        raise SettingsError(f"{name} is not a URL: write one such as https://ai.example.com/")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise SettingsError(f"{name} holds a space or a stray character: copy it anew")
