"""Who works at Larkmoor, a made-up company that runs ferries: its teams, and the people in them.

A few of them a visitor plays (`cast`); the names of the rest are from two small lists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import cycle

from bot.demo.cast import (
    BENGALURU,
    BERLIN,
    CAST,
    LAGOS,
    LONDON,
    NEW_YORK,
    SAN_FRANCISCO,
    SYDNEY,
    Employee,
)
from bot.demo.names import names

NAME = "Larkmoor"


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team before it has people: how many, doing what, and where."""

    name: str
    parent: str | None
    people: int
    job: str
    zones: tuple[str, ...]


@dataclass(frozen=True)
class Company:
    """The teams with the team each lies in, and everybody."""

    parents: dict[str, str | None]
    people: tuple[Employee, ...]
    _chains: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def chain(self, team: str) -> tuple[str, ...]:
        """A team and those above it, up to the company."""
        if team not in self._chains:
            above = self.parents[team]
            self._chains[team] = (team, *(self.chain(above) if above else ()))
        return self._chains[team]

    @property
    def zones(self) -> list[str]:
        """Every time zone somebody works in."""
        return sorted({employee.zone for employee in self.people})


TEAMS = (
    TeamPlan(NAME, None, 0, "Chief executive", (LONDON,)),
    TeamPlan("Engineering", NAME, 3, "Architect", (SAN_FRANCISCO, BERLIN)),
    TeamPlan("Product", "Engineering", 4, "Designer", (LONDON, BERLIN)),
    TeamPlan("Checkout", "Product", 11, "Engineer", (BERLIN, LONDON)),
    TeamPlan("Mobile", "Product", 9, "Engineer", (BERLIN, BENGALURU)),
    TeamPlan("Web", "Product", 10, "Engineer", (LONDON, NEW_YORK)),
    TeamPlan("Platform", "Engineering", 0, "Engineer", (SAN_FRANCISCO,)),
    TeamPlan("Storage", "Platform", 7, "Engineer", (SAN_FRANCISCO, NEW_YORK)),
    TeamPlan("Identity", "Platform", 7, "Engineer", (BENGALURU,)),
    TeamPlan("Build", "Platform", 7, "Engineer", (SYDNEY, BENGALURU)),
    TeamPlan("Data", "Engineering", 0, "Analyst", (NEW_YORK,)),
    TeamPlan("Insights", "Data", 7, "Analyst", (NEW_YORK,)),
    TeamPlan("Forecasting", "Data", 7, "Data scientist", (BERLIN, NEW_YORK)),
    TeamPlan("Support", NAME, 0, "Support agent", (LONDON,)),
    TeamPlan("Front Desk", "Support", 12, "Support agent", (LONDON, BERLIN)),
    TeamPlan("Night Desk", "Support", 12, "Support agent", (SYDNEY, LAGOS)),
    TeamPlan("Harbour Desk", "Support", 12, "Support agent", (NEW_YORK, SAN_FRANCISCO)),
    TeamPlan("Docs", "Support", 4, "Technical writer", (LONDON,)),
    TeamPlan("Sales", NAME, 0, "Account manager", (NEW_YORK,)),
    TeamPlan("Sales Europe", "Sales", 7, "Account manager", (LONDON, BERLIN)),
    TeamPlan("Sales Americas", "Sales", 7, "Account manager", (NEW_YORK, SAN_FRANCISCO)),
    TeamPlan("Business", NAME, 0, "Controller", (LONDON,)),
    TeamPlan("Legal", "Business", 7, "Counsel", (LONDON, BERLIN)),
    TeamPlan("Workplace IT", "Business", 6, "Administrator", (BERLIN,)),
)


def found(only: Collection[str] | None = None) -> Company:
    """The company; with `only`, just these leaf teams and what is above them."""
    parents = {plan.name: plan.parent for plan in TEAMS}
    kept = set(parents) if only is None else _with_those_above(only, parents)
    plans = [plan for plan in TEAMS if plan.name in kept]
    made, numbers = names(), iter(range(1, 1_000))
    everybody = [its for plan in plans for its in _staffed(plan, made, numbers)]
    in_cast = sorted((its for its in everybody if its.slack_id in CAST), key=lambda its: its.name)
    others = (its for its in everybody if its.slack_id not in CAST)
    return Company({plan.name: plan.parent for plan in plans}, (*in_cast, *others))


def _with_those_above(teams: Collection[str], parents: dict[str, str | None]) -> set[str]:
    kept: set[str] = set()
    for team in teams:
        above: str | None = team
        while above:
            kept.add(above)
            above = parents[above]
    return kept


def _staffed(plan: TeamPlan, made: Iterator[str], numbers: Iterator[int]) -> Iterator[Employee]:
    """The team's manager and its people; those of the cast have their places already."""
    yield _manager(plan, made, numbers)
    here = [its for its in CAST.values() if its.team == plan.name and not its.manages]
    yield from here
    zones = cycle(plan.zones)
    for _ in range(plan.people - len(here)):
        title = f"{plan.job}, {plan.name}"
        yield Employee(_slack_id(numbers), next(made), next(zones), plan.name, title)


def _manager(plan: TeamPlan, made: Iterator[str], numbers: Iterator[int]) -> Employee:
    for its in CAST.values():
        if its.team == plan.name and its.manages:
            return its
    title = plan.job if plan.parent is None else f"Manager of {plan.name}"
    return Employee(_slack_id(numbers), next(made), plan.zones[0], plan.name, title, manages=True)


def _slack_id(numbers: Iterator[int]) -> str:
    return f"U0LARK{next(numbers):03}"
