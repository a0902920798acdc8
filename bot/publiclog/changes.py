"""Changes that concern everybody: settings and the roster. They are told in the log, and in one
line of the next digest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, datetime
from typing import Any

from bot.model import Floors, Instant, LogEntry, Team, Told, Window, WorkspaceSettings
from bot.publiclog.writing import append, recorded
from bot.services import Services
from messages.facts import Changes, Moved, SettingChange
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
    tx: Connection, before: Iterable[Team], after: Iterable[Team], now: Instant
) -> None:
    """Tell that a roster was loaded, and which teams it made or moved. Every time, whether anybody
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
    append(tx, Told.ROSTER, {"made": sorted(made), "moved": sorted(moved)}, now)


def changes_since(db: Connection, since: Instant, until: Instant) -> Changes | None:
    """What changed for everybody with since < at ≤ until, all in all; None where nothing did."""
    decided = log.of_kind(db, Told.SETTINGS, since, until)
    loaded = log.of_kind(db, Told.ROSTER, since, until)
    bodies = [json.loads(entry.body) for entry in loaded]
    found = Changes(
        settings=_net(change for entry in decided for change in changed_settings(entry)),
        roster=bool(loaded),
        made=[name for body in bodies for name in body["made"]],
        moved=[Moved(*its) for body in bodies for its in body["moved"]],
    )
    return found if found.settings or found.roster else None


def changes_of(entry: LogEntry) -> Changes:
    """What one entry tells, of settings or of a roster."""
    if entry.kind == Told.SETTINGS:
        return Changes(settings=list(changed_settings(entry)))
    body = json.loads(entry.body)
    moved = [Moved(*its) for its in body["moved"]]
    return Changes(roster=True, made=body["made"], moved=moved)


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
