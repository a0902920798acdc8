"""Everything that is held about a person, for that person: what an export holds.

Every table that by the schema holds rows of people is in it, with every column but the two that are
named here. What is added to the schema is in the next export.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from bot.model import FOREVER, Instant, PersonId, Window
from bot.people.identity import profile_of
from bot.people.places import opened
from bot.reflection.recalling import calendar
from bot.reflection.sealing import unseal
from bot.services import Services
from bot.sources.intake import LABEL
from storage import keystore, owned
from storage.classes import OWNER_COLUMN
from storage.directory import cells, teams
from storage.owned import Owner

Entry = dict[str, Any]

LEFT_OUT = {
    ("ingest_token", "token_hash"),  # nobody can do anything with it but try to find the token
    ("seen", "seen_key"),  # a digest of what was counted, so that it is counted once
}
_YES_OR_NO = {
    *(("person", name) for name in ("founding", "guest", "departed", "removed")),
    *(("preference", name) for name in ("discreet", "patterns_in_dm", "counted")),
    ("membership", "is_primary"),
    ("task", "autonomous"),
}
_INSTANTS = {"at", "keep_until", "claimed_until", "paused_until", "first_seen"}


def everything(services: Services, person: PersonId) -> Entry:
    """All of it as JSON values, by table: what is sealed opened, times as the person's own clock
    shows them, teams by name. Raises KeyDestroyed."""
    reader = _Reader(services, person)
    return {
        "made_at": reader.time(services.clock()),
        "keyed_look_ups_that_lead_to_you": keystore.look_ups(services.keys.store, person),
        **{table: reader.entries(table) for table in OWNER_COLUMN},
    }


class _Reader:
    """Reads one person's rows as that person would."""

    def __init__(self, services: Services, person: PersonId) -> None:
        self._services, self._person = services, person
        self._owner = Owner(person, services.keys.member_of(person))
        self._days = calendar(services, person)
        self._teams = {team.id: team.name for team in teams.all_teams(services.database)}

    def entries(self, table: str) -> list[Entry]:
        """A table's rows."""
        rows = owned.rows(self._services.database, table, self._owner)
        return [self._entry(table, dict(row)) for row in rows]

    def time(self, instant: Instant) -> str:
        """ISO-8601 with the offset of the person's own zone. 0 stands for what is forgotten."""
        if not instant:
            return "no longer kept"
        return "until further notice" if instant >= FOREVER else self._days.at(instant).isoformat()

    def _entry(self, table: str, row: Mapping[str, Any]) -> Entry:
        entry: Entry = {}
        for column, value in row.items():
            if (table, column) in LEFT_OUT:
                continue
            if column.startswith("sealed"):
                entry |= self._opened(table, row) if value is not None else {}
            else:
                entry[column] = self._shown(table, column, value, row)
        return entry

    def _opened(self, table: str, row: Mapping[str, Any]) -> Entry:
        """What is sealed in a row. A table with something sealed that nobody opens here is broken
        wiring: KeyError."""
        services, person = self._services, self._person
        match table:
            case "profile":
                return dict(msgspec.to_builtins(profile_of(services, person)))
            case "answer":
                answer = unseal(services, person, row["question"], bytes(row["sealed"]))
                said = dict(msgspec.to_builtins(answer))
                return {name: said[name] for name in said if name not in ("question", "at")}
            case "delivery" | "exported":
                place = opened(services.keys, person, bytes(row["sealed_place"]))
                its = dict(msgspec.to_builtins(place))
                return {name: value for name, value in its.items() if value is not None}
            case "task":
                label = services.keys.unseal(person, LABEL, bytes(row["sealed_label"]))
                return {"label": label.decode()}
        raise KeyError(table)

    def _shown(self, table: str, column: str, value: Any, row: Mapping[str, Any]) -> Any:
        if value is None or (table, column) in _YES_OR_NO:
            return None if value is None else bool(value)
        if column in _INSTANTS or column.endswith("_at"):
            return self.time(value)
        match column:
            case "window_index":
                return "{0.first_day} to {0.last_day}".format(Window(value))
            case "team":
                return self._teams.get(value, value)
            case "cell" | "larger":
                return self._cell(Window(row["window_index"]), value)
            case _:
                return value

    def _cell(self, window: Window, cell: str) -> list[str]:
        """The teams whose people were added up together, in a cell or a larger one; its id where
        that is not known."""
        db = self._services.database
        larger = {its.id: its.cells for its in cells.larger_of_window(db, window)}
        parts = {cell, *larger.get(cell, ())}
        found = [t for its in cells.of_window(db, window) if its.id in parts for t in its.teams]
        return [self._teams.get(team, team) for team in found or [cell]]
