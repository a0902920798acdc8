"""Copies of the database in the hands of somebody who knows who is in which team and manages it:
whose is a usage row?"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from bot.model import MemberId, PersonId
from tests.attacks.chart import Copies
from tests.attacks.finding import Finding, Share
from tests.attacks.lived import FEWEST, TEAMS, Company, lived
from tests.attacks.newcomers import grown

ATTACK = "Dump the database, with the organisation chart"
_LIES_IN = (("person", "id"), ("profile", "person"), ("standing", "person"), ("task", "person"))


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    companies = [lived(folder / f"chart-{n}", n) for n in range(max(4, effort // 125))]
    yield Finding(
        ATTACK,
        "database, log, backup; rows joined by what they share: the usage of a team's only manager",
        "files",
        sum((_named(its, its.copies) for its in companies), Share(0, 0)),
        0,
        "one id for usage and for teams",
        sum((_named(its, its.one_id) for its in companies), Share(0, 0)),
    )
    guesses = [
        _guessed(companies, *lies, by_file=by_file)
        for lies in _LIES_IN
        for by_file in (True, False)
    ]
    yield Finding(
        ATTACK,
        "which member is which person, by the order of rows: the best of eight ways to guess",
        "files",
        max(guesses, key=lambda its: its.hits),
        1 / FEWEST,
        "rows in the order of the roster file",
        sum((_in_the_files_order(its) for its in companies), Share(0, 0)),
    )
    grew = [grown(folder / f"grown-{n}", n) for n in range(max(2, effort // 250))]
    yield Finding(
        ATTACK,
        "who came alone in a month, over a year later: the best of all numbers and dates",
        "files",
        _came([(its.copies, its.newcomers) for its in grew]),
        0,
        "dates that are kept for good",
        _came([(its.kept, its.newcomers) for its in grew]),
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


def _guessed(companies: Sequence[Company], table: str, column: str, *, by_file: bool) -> Share:
    """As far down as somebody lies among members, or stands in the file, so far down lies their
    person in that table."""
    tries = []
    for its in companies:
        members = [its.members[member] for member in its.copies.in_order("membership", "member")]
        known, lying = its.chart if by_file else members, its.copies.in_order(table, column)
        tries += [person == there for person, there in zip(known, lying, strict=True)]
    return Share(sum(tries), len(tries))


def _came(grew: Sequence[tuple[Copies, Mapping[MemberId, PersonId]]]) -> Share:
    """How many newcomers are known by when they came, in the best way to tell."""
    tries = sum(len(newcomers) for _, newcomers in grew)
    right: Counter[object] = Counter()
    for copies, newcomers in grew:
        for way, said in copies.came_together(newcomers):
            right[way] += sum(newcomers[member] == its for member, its in said.items())
    return Share(max(right.values(), default=0), tries)


def _in_the_files_order(its: Company) -> Share:
    """The naive design: whoever comes first in the file is written first."""
    with closing(sqlite3.connect(":memory:")) as plain:
        plain.execute("CREATE TABLE person (id TEXT PRIMARY KEY)")
        plain.executemany("INSERT INTO person VALUES (?)", [(person,) for person in its.chart])
        lying = [row[0] for row in plain.execute("SELECT id FROM person ORDER BY rowid")]
    right = [person == there for person, there in zip(its.chart, lying, strict=True)]
    return Share(sum(right), len(right))
