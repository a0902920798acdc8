"""A company on real files, taken through its windows by the real verbs: frozen, answered,
published, read through the walled connection."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path

from slack_sdk import WebClient

from bot.model import Item, Membership, Person, PersonId, Question, Rating, Role, Team, Window
from bot.people import consent
from bot.people.identity import Profile, keep_profile
from bot.people.keys import Newcomer
from bot.reflection import answering
from bot.reflection.answering import Outcome
from storage.directory import teams
from storage.personal import people, questions
from storage.sqlite import SqliteDatabase
from tests.company import found
from tests.trends.conftest import FIRST, Workspace

PUBLISHED = ("page", "release", "window_done")


def world(folder: Path, sizes: Mapping[str, int], parents: Mapping[str, str] | None = None):
    """Teams of so many people each, all told and founders; nobody waits for the disk."""
    folder.mkdir(exist_ok=True)
    company = found(folder, slack=WebClient(token="xoxb-test", base_url="http://127.0.0.1:9/"))
    company.services.database.close()
    quick = SqliteDatabase(folder / "worthwhile.db", durable=False)
    company.services = replace(company.services, database=quick)
    its = Workspace(company)
    parents = parents or {}
    with its.database.transaction() as tx:
        every = [Team(name, name.title(), parents.get(name)) for name in sizes]
        teams.save(tx, every)
    _hire(its, sizes)
    return its


def hire(
    its: Workspace,
    team: str,
    count: int,
    *,
    role: Role = Role.MEMBER,
) -> list[PersonId]:
    """So many more people in a team, told at once."""
    return _hire(its, {team: count}, role)


def _hire(its: Workspace, sizes: Mapping[str, int], role: Role = Role.MEMBER) -> list[PersonId]:
    now, services = its.company.clock(), its.services
    seats = [team for team, size in sizes.items() for _ in range(size)]
    numbers = [next(its._serial) for _ in seats]
    newcomers = [Newcomer(PersonId(f"p{n:05}"), f"U{n:05}", None) for n in numbers]
    ids = services.keys.admit_all(newcomers, now)
    places = [Membership(its.member(who), team, role) for who, team in zip(ids, seats, strict=True)]
    with its.database.transaction() as tx:
        people.save(tx, [Person(who, "Europe/Berlin", now, founding=True) for who in ids])
        teams.replace(tx, [*teams.memberships(tx), *places])
        for who, newcomer in zip(ids, newcomers, strict=True):
            keep_profile(services, tx, who, Profile(newcomer.slack_id, "Somebody"))
            consent.mark_told(tx, who, now)
    for who, team in zip(ids, seats, strict=True):
        its.people.setdefault(team, []).append(who)
    return ids


def answer_all(
    its: Workspace, said: Mapping[PersonId, Rating | None], window: Window
) -> list[Outcome]:
    """Everybody was asked, each about work of one of the window's Thursdays; this is what they
    said, and what came of it."""
    asked = {
        person: Question(f"{window.index}-{person}", person, Item.WORTH, None, day, 0, f"d{person}")
        for day, person in zip(_thursdays(window), said, strict=False)
    }
    with its.database.transaction() as tx:
        questions.save(tx, list(asked.values()))
    return [
        answering.rate(its.services, person, asked[person].id, rating)
        for person, rating in said.items()
        if rating is not None
    ]


def _thursdays(window: Window) -> Iterator[date]:
    return cycle(window.first_day + timedelta(weeks=week, days=3) for week in range(4))


def close(its: Workspace) -> None:
    """Close its files."""
    its.database.close()
    its.services.keys.store.close()
    its.company.published.database.close()


__all__ = ["FIRST", "PUBLISHED", "answer_all", "close", "hire", "world"]
