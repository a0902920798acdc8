"""A workspace with teams, frozen windows and answers given through the real doors."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.model import (
    HOUR,
    Item,
    MemberId,
    PersonId,
    Question,
    Rating,
    Role,
    Task,
    Viewer,
    Window,
    Withheld,
)
from bot.people.identity import viewer
from bot.reflection import answering
from bot.trends import published
from bot.trends.freeze import freeze_due
from bot.trends.release import publish_due, publishes_at
from storage.personal import questions, tasks
from tests.company import Company, found

FIRST = Window.of(date(2026, 11, 20))
YES, NO = Rating.WORTH_IT, Rating.NOT_WORTH_IT


@dataclass
class Workspace:
    company: Company
    people: dict[str, list[PersonId]] = field(default_factory=dict)
    _serial: Iterator[int] = field(default_factory=itertools.count)

    @property
    def services(self):
        return self.company.services

    @property
    def database(self):
        return self.company.services.database

    def team(self, name: str, size: int, parent: str | None = None, *, boss: bool = True) -> None:
        self.company.team(name, parent)
        self.people[name] = [self.hire(name) for _ in range(size)]
        if boss:
            self.people[f"boss of {name}"] = [self.hire(name, Role.MANAGER)]

    def hire(self, team: str, role: Role = Role.MEMBER) -> PersonId:
        return self.company.hire(f"U{next(self._serial):04}", team, role=role)

    def member(self, person: PersonId) -> MemberId:
        return self.company.member(person)

    def answer(self, person: PersonId, rating: Rating, day: date, *, asked: bool = True) -> str:
        """A question of that day's work, standing in a message or rated in Home, answered."""
        question = f"question-number-{next(self._serial):04}"
        delivery = f"d{question}" if asked else None
        its = Question(question, person, Item.WORTH, None, day, 0, delivery)
        with self.database.transaction() as tx:
            questions.save(tx, [its])
        assert isinstance(answering.rate(self.services, person, question, rating), answering.Noted)
        return question

    def tell(
        self, person: PersonId, degree: int, window: Window = FIRST, item: Item | None = None
    ) -> str:
        """The window's sensitive question (or another), standing in a message, answered."""
        question = f"question-number-{next(self._serial):04}"
        asked = item or Item.sensitive_in(window)
        day = window.first_day + timedelta(days=9)
        its = Question(question, person, asked, None, day, 0, f"d{question}")
        with self.database.transaction() as tx:
            questions.save(tx, [its])
        outcome = answering.degree(self.services, person, question, degree)
        assert isinstance(outcome, answering.Noted)
        return question

    def use(self, person: PersonId, day: date) -> None:
        """Something done with AI at noon UTC of a day."""
        at = instant(day) + 12 * HOUR
        its = Task(f"t{next(self._serial)}", person, "claude-code", "key", at, at + HOUR)
        with self.database.transaction() as tx:
            tasks.save(tx, [its])

    def freeze(self, window: Window = FIRST) -> None:
        self.company.clock.now = instant(window.first_day) + 9 * HOUR
        assert freeze_due(self.services, self.company.clock()) == window

    def publish(self, window: Window = FIRST) -> int:
        self.company.clock.now = publishes_at(window)
        return publish_due(self.services, self.company.clock())

    def window(self, answers: Mapping[str, tuple[int, Rating]], window: Window = FIRST) -> None:
        """A whole window: frozen, so many people of each team answering so, published."""
        self.freeze(window)
        for team, (count, rating) in answers.items():
            for person in self.people[team][:count]:
                self.answer(person, rating, window.first_day + timedelta(days=3))
        assert self.publish(window) == 1

    def page(self, person: PersonId, name: str | None = None) -> published.TeamPage | Withheld:
        return self.page_for(viewer(self.services, person), name)

    def page_for(self, its: Viewer, name: str | None = None) -> published.TeamPage | Withheld:
        return published.page(self.company.published, its, name)

    def rows(self, *tables: str) -> dict[str, list[tuple]]:
        return {
            table: sorted(tuple(row) for row in self.database.read(f"SELECT * FROM {table}"))
            for table in tables
        }

    def on(self, database) -> Workspace:
        """The same workspace through another connection to its database."""
        services = replace(self.services, database=database)
        return Workspace(replace(self.company, services=services), self.people, self._serial)


def instant(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Engineering with Billing (8), Search (9) and Platform (7), each with a manager, and three
    people of its own; nobody has answered anything yet."""
    its = Workspace(found(tmp_path))
    its.team("Engineering", 3)
    for name, size in (("Billing", 8), ("Search", 9), ("Platform", 7)):
        its.team(name, size, "Engineering")
    yield its
    its.database.close()
    its.services.keys.store.close()
    its.company.published.database.close()
