"""A small company for tests: real SQLite files, real keys, a clock that stands where it is put."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from slack_sdk import WebClient

from bot.model import DAY, Instant, MemberId, Membership, Person, PersonId, Role, Team
from bot.people import consent
from bot.people.identity import Profile, keep_profile
from bot.people.keys import KeyStore
from bot.services import PublishedServices, Services
from storage.directory import teams
from storage.engine import migrate
from storage.personal import people
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite import SqliteDatabase, published


def instant(text: str) -> Instant:
    """An instant from ISO-8601; without an offset it is UTC."""
    at = datetime.fromisoformat(text)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp())


class Clock:
    """A clock that only moves when told to."""

    def __init__(self, now: Instant) -> None:
        self.now = now

    def __call__(self) -> Instant:
        return self.now

    def set(self, text: str) -> None:
        self.now = instant(text)

    def forward(self, seconds: int) -> None:
        self.now += seconds


@dataclass
class Company:
    services: Services
    published: PublishedServices
    clock: Clock
    folder: Path

    def team(self, name: str, parent: str | None = None) -> str:
        """A team, made when it is not there yet; its id is its name in small letters."""
        teams.save(self.services.database, [Team(name.lower(), name, parent and parent.lower())])
        return name.lower()

    def hire(
        self,
        slack_id: str,
        team: str | None = None,
        *,
        role: Role = Role.MEMBER,
        zone: str = "Europe/Berlin",
        email: str | None = None,
        told: bool = True,
        founding: bool = True,
        guest: bool = False,
    ) -> PersonId:
        """Somebody new: in the roster, and told about the bot two days ago unless `told=False`."""
        services, person = self.services, PersonId(f"person-{slack_id.lower()}")
        now = self.clock()
        services.keys.admit(person, slack_id, email, now)
        with services.database.transaction() as tx:
            people.save(tx, [Person(person, zone, now, founding, guest)])
            keep_profile(services, tx, person, Profile(slack_id, slack_id.title()))
            if told:
                consent.mark_told(tx, person, now - 2 * DAY)
            if team:
                its = Membership(self.member(person), self.team_id(team), role)
                teams.replace(tx, [*teams.memberships(tx), its])
        return person

    def member(self, person: PersonId) -> MemberId:
        """The same somebody as who is in teams and cells."""
        return self.services.keys.member_of(person)

    def team_id(self, name: str) -> str:
        known = {team.name: team.id for team in teams.all_teams(self.services.database)}
        return known.get(name, name.lower())

    def with_slack(self, slack: WebClient) -> Services:
        """The same company, on another Slack."""
        self.services = replace(self.services, slack=slack)
        return self.services


def found(folder: Path, now: str = "2026-11-20T13:00", slack: WebClient | None = None) -> Company:
    """Found a company in a folder; its clock stands at `now`. It does not wait for the disk."""
    clock, ids = Clock(instant(now)), itertools.count(1)
    database = SqliteDatabase(folder / "worthwhile.db", durable=False)
    migrate(database, MIGRATIONS)
    keystore = SqliteDatabase(folder / "worthwhile.keys", durable=False)
    migrate(keystore, KEYSTORE_MIGRATIONS)
    services = Services(
        database=database,
        keys=KeyStore.open(keystore, bytes(32)),
        slack=slack or WebClient(token="xoxb-test"),
        clock=clock,
        new_id=lambda: f"id-{next(ids):06}",
        chance=random.Random(7),
    )
    walled = PublishedServices(published(folder / "worthwhile.db"), clock)
    return Company(services, walled, clock, folder)
