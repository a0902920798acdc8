"""What somebody makes of copies of the database who knows the whole organisation chart."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any

from bot.model import Window

_KNOWN_AGAIN = 12
"""Texts and bytes of so many characters stand for one thing wherever they are; shorter ones are
words, days or zones, which many rows share."""

_INSTANTS, _LATEST = 10**9, 2**33
"""Numbers from the first on are instants; from the second on, somebody's "for ever"."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

Row = tuple[str, Mapping[str, Any]]
"""A table and one of its rows, by column."""


@dataclass(frozen=True)
class Copies:
    """Copies of a database of one day or of several, each with its log."""

    files: Sequence[Path]

    def rows(self, *tables: str) -> Iterator[Row]:
        """The rows of these tables (all, where none is named), in the order they were written."""
        for file in self.files:
            with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as store:
                store.row_factory = sqlite3.Row
                found = store.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
                for (name,) in found.fetchall():
                    if not tables or name in tables:
                        for row in store.execute(f"SELECT * FROM {name} ORDER BY rowid"):
                            yield name, dict(row)

    def managers(self) -> dict[str, str]:
        """By the name of a team, the id of who alone manages it."""
        names = {row["id"]: row["name"] for _, row in self.rows("team")}
        ids: dict[str, set[str]] = defaultdict(set)
        for _, row in self.rows("membership"):
            if row["role"] == "manager":
                ids[names[row["team"]]].add(row["member"])
        return {team: its for team, (its, *others) in ids.items() if not others}

    def joined(self, start: str) -> set[str]:
        """Whose usage rows one comes to from an id, by all that two rows have in common: of the
        fewest steps that lead to any."""
        things: dict[object, list[frozenset[object]]] = defaultdict(list)
        for _, row in self.rows():
            held = frozenset(its for its in row.values() if _is_known_again(its))
            for its in held:
                things[its].append(held)
        users = {row["person"] for _, row in self.rows("task")}
        reached: set[object] = {start}
        while not reached & users:
            wider = reached.union(*(held for its in reached for held in things[its]))
            if wider == reached:
                return set()
            reached = wider
        return {str(its) for its in reached & users}

    def came(self, owner: str) -> dict[tuple[str, str], dict[str, int]]:
        """By table and column, for each id of an owner ("person", "member"), the window of the
        first day, instant or number of a window that stands there."""
        first: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        for table, row in self.rows():
            its = row.get("id" if table == owner else owner)
            for column, value in row.items():
                window = _window(column, value)
                if its and window:
                    known = first[table, column]
                    known[its] = min(window, known.get(its, window))
        return first

    def came_together(self, newcomers: Iterable[str]) -> Iterator[tuple[object, dict[str, str]]]:
        """Which person a member is by when both came, where there is just one of each: for each way
        to set a column of members beside one of persons, in the same window or the one before."""
        members, persons = self.came("member"), self.came("person")
        for one, other, sooner in product(members, persons, (0, 1)):
            ours, theirs = _alone(members[one]), _alone(persons[other])
            said = {
                its: theirs[window - sooner]
                for window, its in ours.items()
                if its in newcomers and window - sooner in theirs
            }
            yield (one, other, sooner), said

    def in_order(self, table: str, column: str) -> list[str]:
        """The ids of a table's rows as they lie in the latest copy, each once."""
        rows = Copies(self.files[:1]).rows(table)
        return list(dict.fromkeys(str(row[column]) for _, row in rows))

    def holds(self, words: Iterable[str]) -> bool:
        """Whether any of these stands anywhere in the files, logs and deleted rows included."""
        plain = b"".join(
            its.read_bytes()
            for file in self.files
            for its in sorted(file.parent.glob(f"{file.name}*"))
        )
        return any(word.encode() in plain for word in words)


def _alone(came: Mapping[str, int]) -> dict[int, str]:
    """By window, who alone came in it."""
    many = Counter(came.values())
    return {window: its for its, window in came.items() if many[window] == 1}


def _window(column: str, value: object) -> int | None:
    """0 and None stand for nothing."""
    if isinstance(value, int) and ("window" in column or "since" in column):
        return value
    if isinstance(value, int) and value >= _INSTANTS:
        return Window.of(datetime.fromtimestamp(min(value, _LATEST), UTC).date()).index
    if isinstance(value, str) and _DAY.fullmatch(value):
        return Window.of(date.fromisoformat(value)).index
    return None


def _is_known_again(its: object) -> bool:
    return isinstance(its, str | bytes) and len(its) >= _KNOWN_AGAIN
