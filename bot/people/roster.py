"""The roster file: who is in which team, and who manages it. Pure: rows in, a roster out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.model import Reject, Role

COLUMNS = ("email", "slack_id", "team", "role", "parent_team", "primary")


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


def parse(rows: Iterable[Mapping[str, str | None]]) -> tuple[Roster, list[Reject]]:
    """Read a roster's rows (line 1 is the header). Any reject: nothing should be loaded."""
    entries: list[Entry] = []
    rejects: list[Reject] = []
    for line, row in enumerate(rows, start=2):
        entry = _entry(line, row)
        (entries if isinstance(entry, Entry) else rejects).append(entry)  # type: ignore[arg-type]
    parents = _parents(entries, rejects)
    _no_circles(parents, rejects)
    return Roster(tuple(entries), parents), rejects


def _entry(line: int, row: Mapping[str, str | None]) -> Entry | Reject:
    cell = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if not cell["team"]:
        return Reject(line, "no team: fill in the column `team`")
    if not cell["email"] and not cell["slack_id"]:
        return Reject(line, "nobody named: fill in `email` or `slack_id`")
    role = cell["role"].lower() or "member"
    if role not in set(Role):
        return Reject(line, "unknown role: write `member` or `manager`")
    return Entry(
        line=line,
        email=cell["email"] or None,
        slack_id=cell["slack_id"] or None,
        team=cell["team"],
        role=Role(role),
        parent_team=cell["parent_team"] or None,
        primary={"": None, "yes": True}.get(cell["primary"].lower(), False),
    )


def _parents(entries: Iterable[Entry], rejects: list[Reject]) -> dict[str, str | None]:
    parents: dict[str, str | None] = {}
    for entry in entries:
        known = parents.get(entry.team)
        if known and entry.parent_team and known != entry.parent_team:
            rejects.append(Reject(entry.line, "this team has another parent_team further up"))
        parents[entry.team] = known or entry.parent_team
    for parent in [p for p in parents.values() if p]:
        parents.setdefault(parent, None)
    return parents


def _no_circles(parents: Mapping[str, str | None], rejects: list[Reject]) -> None:
    for team in parents:
        seen, above = {team}, parents[team]
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above:
            rejects.append(Reject(0, "teams lie in each other in a circle: mend `parent_team`"))
            return
