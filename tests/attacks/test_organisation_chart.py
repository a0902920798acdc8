"""Copies of the database in the hands of somebody who knows who is in which team and manages it:
whose is a usage row?"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from tests.attacks.chart import Copies
from tests.attacks.finding import Finding, Share
from tests.attacks.lived import FEWEST, TEAMS, Company, lived

ATTACK = "Dump the database, with the organisation chart"
_LIES_IN = (("person", "id"), ("profile", "person"), ("standing", "person"), ("task", "person"))


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    companies = [lived(folder / f"chart-{n}", n) for n in range(max(4, effort // 125))]
    yield Finding(
        ATTACK,
        "database, its log, a backup; rows joined by what they share: whose usage, for sole managers",
        "files",
        sum((_named(its, its.copies) for its in companies), Share(0, 0)),
        0,
        "one id for usage and for teams",
        sum((_named(its, its.one_id) for its in companies), Share(0, 0)),
    )
    yield Finding(
        ATTACK,
        "the same by the order in which rows lie in five tables: one guess for each",
        "files",
        sum((_guessed(its) for its in companies), Share(0, 0)),
        1 / FEWEST,
        "rows in the order of the roster file",
        sum((_in_the_files_order(its) for its in companies), Share(0, 0)),
    )


def test_the_chart_leads_to_nobodys_usage(tmp_path: Path) -> None:
    for finding in attack(500, tmp_path):
        assert finding.holds, (finding.tried, finding.here)
        assert finding.naive_falls, (finding.tried, finding.naive)


def test_a_manager_stands_in_both_copies_and_has_usage(tmp_path: Path) -> None:
    """Else there was nothing to find."""
    its = lived(tmp_path / "company", 1)
    assert its.copies.managers().keys() == its.managers.keys() == set(TEAMS)
    users = {row["person"] for _, row in its.copies.rows("task")}
    assert set(its.managers.values()) <= users
    for table in ("ledger", "opening", "cell_member", "delivery"):
        assert list(its.copies.rows(table)), table


def _named(its: Company, copies: Copies) -> Share:
    """For each team's only manager: one person is come to, and it is they."""
    right = 0
    for team, member in copies.managers().items():
        person = its.managers[team]
        right += copies.joined(member) == {person} or copies.holds(its.words[person])
    return Share(right, len(its.managers))


def _guessed(its: Company) -> Share:
    """As far down as a manager lies among members, or stands in the file, so far down lies their
    person."""
    members, right, tries = its.copies.in_order("membership", "member"), 0, 0
    known = its.copies.managers()
    for team, person in its.managers.items():
        places = (members.index(known[team]), its.chart.index(person))
        for table, column in _LIES_IN:
            lying = its.copies.in_order(table, column)
            right += sum(lying[place] == person for place in places)
            tries += len(places)
    return Share(right, tries)


def _in_the_files_order(its: Company) -> Share:
    """The naive design: whoever comes first in the file is written first."""
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.execute("CREATE TABLE person (id TEXT PRIMARY KEY)")
        plain.executemany("INSERT INTO person VALUES (?)", [(person,) for person in its.chart])
        lying = [row[0] for row in plain.execute("SELECT id FROM person ORDER BY rowid")]
    right = [lying[its.chart.index(person)] == person for person in its.managers.values()]
    return Share(sum(right), len(right))
