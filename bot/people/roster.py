"""The roster file: who is in which team, and who manages it. Pure: lines in, a roster out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from bot.model import Reject, Role

COLUMNS = ("email", "slack_id", "team", "role", "parent_team", "primary")

Cells = Mapping[str, Any]
"""One line by column, as csv.DictReader gives it; what is beyond the header stands under None."""

_SPOKEN = {"": None, "yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a person, by e-mail or Slack id, in a team."""

    line: int
    email: str | None
    slack_id: str | None
    team: str
    role: Role
    parent_team: str | None
    primary: bool | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A file that was understood: its entries and, for each team, the team it lies in."""

    entries: tuple[Entry, ...]
    parents: Mapping[str, str | None]


class _Malformed(ValueError):
    """Why a line cannot be taken."""


def read(file: BinaryIO) -> tuple[Roster, list[Reject]]:
    """Read a CSV file. Any reject: nothing should be loaded. A reject's line is the one of the
    file, where 1 is the header; 0 for the whole."""
    rejects: list[Reject] = []
    roster, its = _understand(_rows(file.read(), rejects))
    return roster, sorted([*its, *rejects] or _nobody(roster), key=lambda its: its.line)


def parse(rows: Iterable[Cells]) -> tuple[Roster, list[Reject]]:
    """The same from rows that were read already; they count from line 2."""
    roster, rejects = _understand(enumerate(rows, start=2))
    return roster, rejects or _nobody(roster)


def _nobody(roster: Roster) -> list[Reject]:
    """An empty file is a mishap: it would take everybody out of their team."""
    return [] if roster.entries else [Reject(0, "nobody is in this roster: is it the right file?")]


def _understand(rows: Iterable[tuple[int, Cells]]) -> tuple[Roster, list[Reject]]:
    entries: list[Entry] = []
    rejects: list[Reject] = []
    for line, cells in rows:
        try:
            entries.append(_entry(line, cells))
        except _Malformed as why:
            rejects.append(Reject(line, str(why)))
    rejects += [*_misspelt(entries), *_contradictions(entries), *_primaries(entries)]
    parents = _parents(entries)
    rejects += _circles(entries, parents)
    return Roster(tuple(entries), parents), sorted(rejects, key=lambda its: its.line)


def _rows(plain: bytes, rejects: list[Reject]) -> Iterator[tuple[int, Cells]]:
    """Each row with the line it ends on. Spreadsheets begin a file with a byte order mark, and
    write semicolons where the comma is a decimal sign."""
    try:
        lines = io.StringIO(plain.decode("utf-8-sig"), newline="")
    except UnicodeDecodeError as error:
        line = plain.count(b"\n", 0, error.start) + 1
        rejects.append(Reject(line, "not UTF-8: save the file as “CSV UTF-8”"))
        return
    header = lines.readline().lower()
    separator = ";" if ";" in header else "\t" if "\t" in header else ","
    names = [name.strip().strip('"') for name in header.strip().split(separator)]
    if "team" not in names or not {"email", "slack_id"} & set(names):
        rejects.append(Reject(1, f"the first line must name the columns: {', '.join(COLUMNS)}"))
        return
    reader = csv.DictReader(lines, names, delimiter=separator, strict=True)
    understood = 1
    try:
        for row in reader:
            understood = reader.line_num + 1
            yield understood, row
    except csv.Error:
        rejects.append(Reject(understood + 1, "no CSV from here on: are all quotes closed?"))


def _entry(line: int, cells: Cells) -> Entry:
    cell = {name: str(cells.get(name) or "").strip() for name in COLUMNS}
    role, primary = cell["role"].lower() or "member", cell["primary"].lower()
    if None in cells:
        raise _Malformed("more fields than the first line has columns")
    if not cell["team"]:
        raise _Malformed("no team: fill in the column `team`")
    if not cell["email"] and not cell["slack_id"]:
        raise _Malformed("nobody named: fill in `email` or `slack_id`")
    if role not in set(Role):
        raise _Malformed("unknown role: write `member` or `manager`")
    if primary not in _SPOKEN:
        raise _Malformed("`primary` is unclear: write `yes` or `no`, or leave it empty")
    return Entry(
        line=line,
        email=cell["email"].lower() or None,
        slack_id=cell["slack_id"].upper() or None,
        team=cell["team"],
        role=Role(role),
        parent_team=cell["parent_team"] or None,
        primary=_SPOKEN[primary],
    )


def _misspelt(entries: Iterable[Entry]) -> Iterator[Reject]:
    """ "Payments" and "payments" would be two teams, each too small to show anything."""
    spelling: dict[str, str] = {}
    for entry in entries:
        for name in (entry.team, entry.parent_team):
            if name and spelling.setdefault(name.casefold(), name) != name:
                yield Reject(entry.line, "this team is spelt otherwise further up")


def _contradictions(entries: Iterable[Entry]) -> Iterator[Reject]:
    known: dict[str, str] = {}
    for entry in entries:
        if entry.parent_team and known.setdefault(entry.team, entry.parent_team) != (
            entry.parent_team
        ):
            yield Reject(entry.line, "this team has another parent_team further up")


def _primaries(entries: Iterable[Entry]) -> Iterator[Reject]:
    placed: dict[str, str] = {}
    for entry in entries:
        name = entry.slack_id or entry.email or ""
        if entry.primary and placed.setdefault(name, entry.team) != entry.team:
            yield Reject(entry.line, "this person has another primary team further up")


def _parents(entries: Iterable[Entry]) -> dict[str, str | None]:
    parents: dict[str, str | None] = {}
    for entry in entries:
        parents[entry.team] = parents.get(entry.team) or entry.parent_team
    for parent in [above for above in parents.values() if above]:
        parents.setdefault(parent, None)
    return parents


def _circles(entries: Iterable[Entry], parents: Mapping[str, str | None]) -> Iterator[Reject]:
    for entry in entries:
        seen, above = {entry.team}, parents[entry.team]
        while above and above not in seen:
            seen.add(above)
            above = parents[above]
        if above:
            yield Reject(entry.line, "teams lie in each other in a circle: mend `parent_team`")
            return
