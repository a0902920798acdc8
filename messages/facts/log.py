"""The public log: what was done here, in lines that everybody of the roster may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class SettingChange:
    """A setting by the name of its field in AdminSettings, and its values. `since` is the first day
    of the four weeks from which on it holds; None where it does at once."""

    name: str
    before: str | int
    after: str | int
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A team that now lies in another one, or in none ("")."""

    team: str
    under: str


@dataclass(frozen=True, slots=True)
class PageChange:
    """That a team's page is of another group from a day on; `there` says whether it has one at all.
    The names mean what they mean on a page."""

    team: str
    since: date
    there: bool = True
    together_with: Sequence[str] = ()
    directly_in: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed for everybody: settings, and whether the roster was loaded; with the teams that
    were made or moved by it, and those that others manage now. Where it is told to somebody, the
    last are those of their own teams and of the teams above; and `pages` are their own teams'."""

    settings: Sequence[SettingChange] = ()
    roster: bool = False
    made: Sequence[str] = ()
    moved: Sequence[Moved] = ()
    managed: Sequence[str] = ()
    pages: Sequence[PageChange] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """That somebody opened a team's page. `by` is None where the reader is not one of those whom it
    concerns, and empty where the name can no longer be read by anybody."""

    team: str
    by: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """Who opened a team's page, and when they last did."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry. `kind` is "pledge" (`text`), "roster" or "settings" (`changes`), "frozen"
    (`first` and `last` day, and the two floors that hold), "released" (`first` and `last` day;
    `epsilon` by measure), "lost" (`first` and `last` day), "restored" (the number up to which
    entries were `kept`, and up to which others are `gone`, 0 where none are known of) or "opened"
    (`opened`)."""

    number: int
    at: datetime
    hash: str
    kind: str
    text: str = ""
    changes: Changes = Changes()
    first: date = date.min
    last: date = date.min
    least_people: int = 0
    least_respondents: int = 0
    epsilon: Mapping[str, float] = field(default_factory=dict)
    kept: int = 0
    gone: int = 0
    opened: Opened = Opened("", None)


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some entries, the newest first; `older` is the number before which to go on reading, `newest`
    says whether this is where the log ends."""

    lines: Sequence[LogLine]
    older: int | None
    newest: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """How to find one published figure in the log: the measure, the text that was hashed, its hash,
    and the entry that holds it (None: there is none)."""

    measure: str
    text: str
    hash: str
    entry: int | None
