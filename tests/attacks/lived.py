"""A company of a few teams that lived for a window, and copies somebody took of its database."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from slack_sdk import WebClient

from bot.model import DAY, HOUR, Delivery, Letter, MemberId, PersonId, Place, Task
from bot.people import consent, hiring, places, roster
from bot.people.colleagues import Colleague
from bot.people.identity import viewer
from bot.publiclog import openings
from bot.services import new_id
from storage.personal import deliveries, tasks
from storage.sqlite import SqliteDatabase, copy
from tests.attacks.chart import Copies
from tests.attacks.world import close
from tests.company import found
from tests.trends.conftest import FIRST, Workspace

TEAMS = ("Billing", "Search", "Platform", "Support")
FEWEST = 4 * 7
"""People of the smallest company: one guess is right once in so many."""


@dataclass(frozen=True)
class Company:
    """One that lived for a window, and what an attacker has of it. `managers` and `members` are the
    truth by team and by member; `chart` is everybody in the order of the file, `words` Slack's ids
    of each and of where their messages lie."""

    copies: Copies
    one_id: Copies
    managers: dict[str, PersonId]
    members: dict[MemberId, PersonId]
    chart: list[PersonId]
    words: dict[PersonId, list[str]]


def lived(folder: Path, seed: int) -> Company:
    """A company on real files: loaded from a file, told, at work, asked, published, looked at."""
    chance = random.Random(seed)
    its = opened(folder)
    services = its.services
    rows = [
        {"slack_id": f"U{team[:3].upper()}{n:06}", "team": team, "role": role}
        for team in TEAMS
        for n, role in enumerate(["manager", *["member"] * chance.randint(6, 11)])
    ]
    hiring.load(services, roster.parse(rows)[0], [colleague(row["slack_id"]) for row in rows])
    chart = [services.keys.person_by_slack_id(row["slack_id"]) for row in rows]
    placed = list(zip(rows, chart, strict=True))
    managers = {row["team"]: person for row, person in placed if row["role"] == "manager"}
    channels = {person: f"D{new_id()[:10].upper()}" for person in chart}
    _live(its, channels, managers.values(), chance)
    files = [_taken(folder), folder / "backup.db"]
    one_id = [_with_one_id(its, file) for file in files]
    close(its)
    words = {person: [row["slack_id"], channels[person]] for row, person in placed}
    members = {its.member(person): person for person in chart}
    return Company(Copies(files), Copies(one_id), managers, members, chart, words)


def opened(folder: Path) -> Workspace:
    """An empty company on real files, with ids as they are made in earnest."""
    folder.mkdir()
    company = found(folder, "2026-11-02T08:00", WebClient("xoxb-test", "http://127.0.0.1:9/"))
    company.services.database.close()
    quick = SqliteDatabase(folder / "worthwhile.db", durable=False)
    company.services = replace(company.services, database=quick, new_id=new_id)
    return Workspace(company)


def _live(
    its: Workspace,
    channels: dict[PersonId, str],
    managers: Iterable[PersonId],
    chance: random.Random,
) -> None:
    """A window, with a backup in the middle of it."""
    be_told(its, channels)
    work(its, list(channels), chance)
    its.freeze(FIRST)
    copy(its.company.folder / "worthwhile.db", its.company.folder / "backup.db")
    its.publish(FIRST)
    for person in managers:
        openings.note(its.services, viewer(its.services, person), None)


def _taken(folder: Path) -> Path:
    """The database and its log, as they lie there while the bot runs."""
    taken = folder / "taken"
    taken.mkdir()
    for file in folder.glob("worthwhile.db*"):
        shutil.copy(file, taken)
    assert (taken / "worthwhile.db-wal").stat().st_size
    return taken / "worthwhile.db"


def colleague(slack_id: str) -> Colleague:
    return Colleague(slack_id, "Somebody", None, "Europe/Berlin", False, False, False, False)


def be_told(its: Workspace, channels: dict[PersonId, str]) -> None:
    """Welcomes arrive as the bot sends them: in the order of random ids."""
    services, now = its.services, its.company.clock()
    welcomes = [Delivery(new_id(), its, Letter.WELCOME, "welcome", now) for its in sorted(channels)]
    with services.database.transaction() as tx:
        for welcome in welcomes:
            deliveries.add(tx, welcome)
        for n, welcome in enumerate(sorted(welcomes, key=lambda its: its.id)):
            place = Place(channels[welcome.person], f"{now + n}.000100")
            sealed = places.sealed(services.keys, welcome.person, place)
            deliveries.mark_sent(tx, welcome.id, sealed, now + n)
            consent.mark_told(tx, welcome.person, now + n)


def work(its: Workspace, chart: list[PersonId], chance: random.Random) -> None:
    """Everybody uses something, whoever begins."""
    at = its.company.clock() + DAY
    with its.database.transaction() as tx:
        for person in chance.sample(chart, len(chart)):
            at += chance.randint(1, HOUR)
            tasks.save(tx, [Task(new_id(), person, "claude-code", new_id(), at, at + HOUR)])


def _with_one_id(its: Workspace, file: Path) -> Path:
    """The naive design: the same database, with the person's id wherever the member's is."""
    plain, keys = file.with_name(f"one-id-{file.name}"), its.services.keys
    copy(file, plain)
    with closing(sqlite3.connect(plain)) as store:
        store.create_function("person_of", 1, keys.person_of)
        for table in ("membership", "cell_member", "ledger", "opening"):
            store.execute(f"UPDATE {table} SET member = person_of(member)")
        store.commit()
    return plain
