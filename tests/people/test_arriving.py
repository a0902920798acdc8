"""Whoever is new to a team, or to managing it, sees nothing of before they came."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import DAY, Membership, Role, Team, Viewer, Window
from bot.people import arriving, colleagues, hiring, roster
from bot.people.identity import viewer
from storage.directory import teams
from tests.company import Company
from tests.trends.conftest import FIRST

NEXT = Window(40)
EVERYBODY = ("U0ADA", "U0BEN", "U0CHLOE", "U0ELIF")


def load(company: Company, *lines: tuple[str, ...]) -> None:
    columns = ("slack_id", "team", "role", "parent_team")
    found, rejects = roster.parse([dict(zip(columns, line, strict=False)) for line in lines])
    assert not rejects
    everybody = [
        colleagues.Colleague(
            its, its.title(), None, "Etc/UTC", guest=False, bot=False, left=False, admin=False
        )
        for its in EVERYBODY
    ]
    hiring.load(company.services, found, everybody)


def sees(company: Company, slack_id: str) -> dict[str, int]:
    """By a team's name, the window from which on they see its page."""
    person = company.services.keys.person_by_slack_id(slack_id)
    assert person
    its: Viewer = viewer(company.services, person)
    return {
        team.name: its.first_window(team.id).index
        for team in teams.all_teams(company.services.database)
        if team.id in its.sees
    }


def test_the_very_first_roster_sees_everything_and_stays_so(company: Company) -> None:
    lines = [("U0ADA", "Payments", "member"), ("U0BEN", "Payments", "manager")]
    for _ in range(2):
        load(company, *lines)
        assert sees(company, "U0ADA") == sees(company, "U0BEN") == {"Payments": 0}
        company.clock.forward(40 * DAY)


@pytest.mark.parametrize("role", ["member", "manager"])
def test_who_is_added_sees_the_next_window_and_it_stays_that_one(
    company: Company, role: str
) -> None:
    load(company, ("U0ADA", "Payments"))
    following = Window.of(FIRST.first_day).index
    for _ in range(2):
        load(company, ("U0ADA", "Payments"), ("U0ELIF", "Payments", role))
        assert sees(company, "U0ELIF") == {"Payments": following}
        assert sees(company, "U0ADA") == {"Payments": 0}
        company.clock.forward(40 * DAY)
    load(company, ("U0ADA", "Payments"))
    load(company, ("U0ADA", "Payments"), ("U0ELIF", "Payments", role))
    assert sees(company, "U0ELIF")["Payments"] > following, "who left and is back is new"


def place(member: str, team: str, role: Role = Role.MEMBER, since: int = 0) -> Membership:
    return Membership(member, team, role, since=since)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("was", "now", "since"),
    [
        (place("ada", "pay"), place("ada", "pay", Role.MANAGER), 0),
        (place("ada", "pay", since=38), place("ada", "pay", Role.MANAGER), 38),
        (place("ada", "pay"), place("ada", "search"), 40),
        (place("ben", "pay"), place("ada", "pay"), 40),
        # with teams below, managing is more than being in it
        (place("ada", "eng"), place("ada", "eng", Role.MANAGER), 40),
        (place("ada", "eng", Role.MANAGER, 7), place("ada", "eng", Role.MANAGER), 7),
    ],
)
def test_who_stays_and_who_is_new(was: Membership, now: Membership, since: int) -> None:
    its_teams = [Team("eng", "Eng"), Team("pay", "Pay", "eng"), Team("search", "Search", "eng")]
    (its,) = arriving.places([was], [now], its_teams, NEXT)
    assert its == replace(now, since=since)


def test_a_team_that_is_put_under_a_manager_shows_them_nothing_of_before(company: Company) -> None:
    before = [
        ("U0ADA", "Payments", "member", "Money"),
        ("U0BEN", "Work", "manager"),
        ("U0CHLOE", "Payments", "manager", "Money"),
        ("U0ELIF", "Money", "manager"),
    ]
    load(company, *before)
    assert sees(company, "U0BEN") == {"Work": 0}
    assert sees(company, "U0ELIF") == {"Money": 0, "Payments": 0}
    company.clock.forward(40 * DAY)
    moved = [(*line[:3], "Work") if line[1] == "Payments" else line for line in before]
    load(company, *moved)
    following = sees(company, "U0BEN")["Payments"]
    assert following > FIRST.index
    assert sees(company, "U0BEN")["Work"] == 0
    assert sees(company, "U0ADA") == {"Payments": 0}
    # a team's manager is counted in the team above: that one is new to them as well
    assert sees(company, "U0CHLOE") == {"Payments": 0, "Work": following}
    company.clock.forward(40 * DAY)
    load(company, *moved)
    assert sees(company, "U0BEN")["Payments"] == following
