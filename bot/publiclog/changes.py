"""Changes that concern everybody: settings and the roster. They are told in the log, and in one
line of the next digest; in another line, what concerns somebody's own teams."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any

from bot.model import Floors, Instant, LogEntry, PersonId, Team, Told, Window, WorkspaceSettings
from bot.publiclog import concerning
from bot.publiclog.writing import append, recorded
from bot.services import Services
from messages.facts import Changes, Moved, SettingChange
from storage.directory import teams
from storage.engine import Connection
from storage.operations import settings
from storage.published import log, windows

_FLOORS = frozenset(field.name for field in fields(Floors))
"""They hold from the next window on: in one that has begun they change no page."""


def decide(services: Services, wished: WorkspaceSettings) -> None:
    """Keep what an admin decided. What is the same as before is not told."""
    now = services.clock()
    with recorded(services) as tx:
        before, after = (_values(its) for its in (settings.load(tx), wished))
        settings.save(tx, wished, now)
        changed = {
            name: [before[name], after[name]] for name in after if before[name] != after[name]
        }
        if changed:
            body = {"changed": changed} | (_since(tx, now) if _FLOORS & changed.keys() else {})
            append(tx, Told.SETTINGS, body, now)


def _since(tx: Connection, now: Instant) -> dict[str, int]:
    today = datetime.fromtimestamp(now, UTC).date()
    return {"window": windows.next_to_freeze(tx, today).index}


def roster_loaded(
    tx: Connection,
    before: Iterable[Team],
    after: Iterable[Team],
    now: Instant,
    managed: Sequence[str] = (),
) -> None:
    """Tell that a roster was loaded, which teams it made or moved, and the names of those that
    others manage now. Every time, whether anybody
    is in another team now or not: what differs from the file before could be one person."""
    known = {team.id: team for team in before}
    loaded = {team.id: team for team in after}
    names = {its.id: its.name for its in (known | loaded).values()}
    made = [team.name for team in loaded.values() if team.id not in known]
    moved = [
        [team.name, names.get(team.parent or "", "")]
        for team in loaded.values()
        if team.id in known and team.parent != known[team.id].parent
    ]
    body = {"made": sorted(made), "moved": sorted(moved), "managed": list(managed)}
    append(tx, Told.ROSTER, body, now)


def changes_since(
    services: Services, person: PersonId, since: Instant, until: Instant
) -> Changes | None:
    """What changed for everybody, and for a person's own teams, with since < at ≤ until, all in
    all; None where nothing did."""
    db, own = services.database, _own_teams(services, person)
    decided = log.of_kind(db, Told.SETTINGS, since, until)
    loaded = log.of_kind(db, Told.ROSTER, since, until)
    bodies = [json.loads(entry.body) for entry in loaded]
    found = Changes(
        settings=_net(change for entry in decided for change in changed_settings(entry)),
        roster=bool(loaded),
        made=[name for body in bodies for name in body["made"]],
        moved=[Moved(*its) for body in bodies for its in body["moved"]],
        managed=_theirs(db, own, {name for body in bodies for name in body["managed"]}),
        pages=concerning.pages_changed(db, own, since, until),
    )
    return found if found.settings or found.roster or found.pages else None


def _own_teams(services: Services, person: PersonId) -> list[Team]:
    db = services.database
    own = {its.team for its in teams.memberships_of(db, services.keys.member_of(person))}
    return [its for its in teams.all_teams(db) if its.id in own]


def _theirs(db: Connection, own: Sequence[Team], managed: set[str]) -> list[str]:
    """Of the teams that others manage now, those whose managers see the pages of these."""
    every = teams.all_teams(db) if managed else []
    return (
        sorted(managed & concerning.teams_and_above([its.id for its in own], every))
        if every
        else []
    )


def changes_of(entry: LogEntry) -> Changes:
    """What one entry tells, of settings or of a roster."""
    if entry.kind == Told.SETTINGS:
        return Changes(settings=list(changed_settings(entry)))
    body = json.loads(entry.body)
    moved = [Moved(*its) for its in body["moved"]]
    return Changes(roster=True, made=body["made"], moved=moved, managed=body["managed"])


def changed_settings(entry: LogEntry) -> Iterator[SettingChange]:
    """What an entry tells of settings."""
    body = json.loads(entry.body)
    for name, (before, after) in body["changed"].items():
        since = Window(body["window"]).first_day if name in _FLOORS else None
        yield SettingChange(name, before, after, since)


def _net(changes: Iterable[SettingChange]) -> Sequence[SettingChange]:
    """From the first value to the last; nothing where these are the same."""
    net: dict[str, SettingChange] = {}
    for its in changes:
        first = net.get(its.name, its)
        net[its.name] = replace(its, before=first.before)
    return [its for its in net.values() if its.before != its.after]


def _values(its: WorkspaceSettings) -> dict[str, Any]:
    """Each setting by the name of its field, whether it stands in a group of them or alone."""
    flat: dict[str, Any] = {}
    for name, value in asdict(its).items():
        flat |= value if isinstance(value, dict) else {name: value}
    return flat
