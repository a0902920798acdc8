"""A company on real files, taken through its windows by the real verbs: frozen, answered,
published, read through the walled connection."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from slack_sdk import WebClient

from bot.model import Answer, Item, Membership, Person, PersonId, Question, Rating, Team, Window
from bot.people import consent
from bot.people.identity import Profile, keep_profile
from bot.people.keys import Newcomer
from bot.reflection.sealing import seal
from storage.directory import teams
from storage.personal import answers, people, questions
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
    for team, size in sizes.items():
        hire(its, team, size)
    return its


def hire(its: Workspace, team: str, count: int, *, founding: bool = True) -> list[PersonId]:
    """So many more people in a team, told at once."""
    now, services = its.company.clock(), its.services
    numbers = [next(its._serial) for _ in range(count)]
    newcomers = [Newcomer(PersonId(f"p{n:05}"), f"U{n:05}", None) for n in numbers]
    ids = services.keys.admit_all(newcomers, now)
    with its.database.transaction() as tx:
        people.save(tx, [Person(who, "Europe/Berlin", now, founding) for who in ids])
        newly = [Membership(its.member(who), team) for who in ids]
        teams.replace(tx, [*teams.memberships(tx), *newly])
        for who, newcomer in zip(ids, newcomers, strict=True):
            keep_profile(services, tx, who, Profile(newcomer.slack_id, "Somebody"))
            consent.mark_told(tx, who, now)
    its.people.setdefault(team, []).extend(ids)
    return ids


def answer_all(its: Workspace, said: Mapping[PersonId, Rating | None], window: Window) -> None:
    """Everybody was asked about work of the window's first Thursday; this is what they said."""
    day = window.first_day + timedelta(days=3)
    with its.database.transaction() as tx:
        for person, rating in said.items():
            if rating is None:
                continue
            name = f"{window.index}-{person}"
            asked = Question(name, person, Item.WORTH, None, day, 0, f"d{name}")
            questions.save(tx, [asked])
            sealed = seal(its.services, person, Answer(name, its.company.clock(), rating))
            answers.save(tx, name, person, sealed, its.company.clock())


def close(its: Workspace) -> None:
    """Close its files."""
    its.database.close()
    its.services.keys.store.close()
    its.company.published.database.close()


def page_of(its: Workspace, team: str) -> str:
    """A team's page as its first member reads it, in all its words."""
    return repr(its.page(its.people[team][0], team.title()))


__all__ = ["FIRST", "PUBLISHED", "answer_all", "close", "hire", "page_of", "world"]
