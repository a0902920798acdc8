"""What people do with AI, day by day, before any tool reports it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.demo.cast import Employee
from bot.demo.chance import chance
from bot.demo.company import Company
from bot.demo.days import works
from bot.demo.story import NEW_LAPTOP, Mood, mood
from bot.demo.tools import AGENTS, ALONE, HANDS_ON, Shape, Trade, tools_of, trade

MINUTE = 60


@dataclass(frozen=True, slots=True)
class Done:
    """One piece of work: epoch seconds, and what a tool could tell of it. `key` is its own."""

    employee: Employee
    key: str
    tool: str
    start: int
    seconds: int
    shape: Shape
    alone: bool
    tokens: int
    outcome: str | None

    @property
    def end(self) -> int:
        """When it was over."""
        return self.start + self.seconds


def between(company: Company, after: int, until: int) -> Iterator[Done]:
    """Everything at the company that was over after one instant and by the other, person by
    person. Always the same for the same span, however it is cut."""
    for employee in company.people:
        zone = ZoneInfo(employee.zone)
        first = datetime.fromtimestamp(after, zone).date() - timedelta(days=1)
        last = datetime.fromtimestamp(until, zone).date()
        for number in range((last - first).days + 1):
            for done in day_of(company, employee, first + timedelta(days=number)):
                if after < done.end <= until:
                    yield done


def is_silent(done: Done) -> bool:
    """Whether the tool did not report it."""
    slack_id, tool, since = NEW_LAPTOP
    day = datetime.fromtimestamp(done.start, ZoneInfo(done.employee.zone)).date()
    return (done.employee.slack_id, done.tool) == (slack_id, tool) and day >= since


def day_of(company: Company, employee: Employee, day: date) -> list[Done]:
    """One person's day, in the order in which it was begun."""
    its, luck = mood(company, employee, day), chance(employee.slack_id, day)
    if not works(employee, day) or luck.random() >= its.use:
        return []
    making = _Day(company, employee, day, its, luck)
    return sorted(making.done(), key=lambda done: done.start)


@dataclass
class _Day:
    company: Company
    employee: Employee
    day: date
    mood: Mood
    luck: random.Random
    count: int = 0

    def done(self) -> Iterator[Done]:
        """Its pieces of work: some, and on some days a burst of runs for show."""
        wanted = max(1, min(6, round(self.luck.gauss(self.mood.tasks, 0.8))))
        slots = sorted(self.luck.sample(range(8), wanted))
        for slot in slots:
            yield self._alone(slot) if self.luck.random() < self.mood.agents else self._own(slot)
        if self.luck.random() < self.mood.show:
            yield from self._burst()

    def _own(self, slot: int) -> Done:
        tools = tools_of(self.company, self.employee)
        weights = [6, 3, 1][: len(tools)]
        tool = self.luck.choices(tools, weights)[0]
        return self._piece(tool, self.luck.choice(HANDS_ON[tool]), self._at(slot), alone=False)

    def _alone(self, slot: int) -> Done:
        shape = self.luck.choice(ALONE[trade(self.company, self.employee)])
        return self._piece(AGENTS, shape, self._at(slot), alone=True)

    def _burst(self) -> Iterator[Done]:
        """Five to nine runs that look alike, minutes apart, of which nothing comes."""
        shape = ALONE[Trade.DESK][1]
        at, size = self._at(self.luck.choice((1, 5, 7))), self.luck.randint(18, 40)
        for number in range(self.luck.randint(5, 9)):
            run = Shape(None, shape.app, None, 0.0, (3, 6), (size, size + 6))
            start = at + number * 7 * MINUTE + self.luck.randrange(90)
            yield self._piece(AGENTS, run, start, alone=True)

    def _at(self, slot: int) -> int:
        """An instant in the slot-th hour of their day, which has eight from half past eight."""
        hour = 8.5 + slot * 1.1 + self.luck.uniform(0, 0.6)
        local = datetime.combine(self.day, time(), ZoneInfo(self.employee.zone))
        return int((local + timedelta(hours=hour)).timestamp())

    def _piece(self, tool: str, shape: Shape, start: int, *, alone: bool) -> Done:
        self.count += 1
        least, most = shape.minutes
        lucky = self.luck.random() < shape.likely
        return Done(
            employee=self.employee,
            key=f"{self.employee.slack_id}-{self.day}-{self.count}",
            tool=tool,
            start=start,
            seconds=round(MINUTE * least * (most / least) ** self.luck.random()),
            shape=shape,
            alone=alone,
            tokens=round(1_000 * self.luck.uniform(*shape.tokens)),
            outcome=shape.outcome if lucky else None,
        )
