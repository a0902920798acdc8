"""Whoever is new to a team, or to managing it, sees nothing of before they came."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.model import DAY, Membership, Role, Viewer, Window
from bot.people import arriving, colleagues, hiring, roster
from bot.people.identity import viewer
from storage.directory import teams
from storage.personal import people
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


def place(
    member: str, team: str, role: Role = Role.MEMBER, since: int = 0, managing_since: int = 0
) -> Membership:
    return Membership(member, team, role, True, since, managing_since)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("was", "now", "since", "managing_since"),
    [
        (place("ada", "pay"), place("ada", "pay"), 0, 0),
        (place("ada", "pay"), place("ada", "pay", Role.MANAGER), 0, 40),
        (place("ada", "pay", since=38), place("ada", "pay", Role.MANAGER), 38, 40),
        (place("ada", "pay"), place("ada", "search"), 40, 0),
        (place("ben", "pay"), place("ada", "pay"), 40, 0),
        (place("ada", "pay", Role.MANAGER, 7, 9), place("ada", "pay", Role.MANAGER), 7, 9),
        (place("ada", "pay", Role.MANAGER, 7, 9), place("ada", "pay"), 7, 0),
        (place("ada", "pay", Role.MANAGER), place("ada", "eng", Role.MANAGER), 40, 40),
    ],
)
def test_who_stays_and_who_is_new(
    was: Membership, now: Membership, since: int, managing_since: int
) -> None:
    (its,) = arriving.places([was], [now], NEXT)
    assert its == replace(now, since=since, managing_since=managing_since)


STAFF = [
    ("U0ADA", "Payments", "member", "Engineering"),
    ("U0BEN", "Engineering", "member"),
    ("U0CHLOE", "Engineering", "member"),
]


def promoted(slack_id: str) -> list[tuple[str, ...]]:
    return [
        (its, team, "manager", *above) if its == slack_id else (its, team, role, *above)
        for its, team, role, *above in STAFF
    ]


def test_a_promoted_member_sees_their_team_as_before_and_the_one_above_from_now_on(
    company: Company,
) -> None:
    load(company, *STAFF)
    company.clock.forward(60 * DAY)
    for _ in range(2):
        load(company, *promoted("U0ADA"))
        its = sees(company, "U0ADA")
        assert its["Payments"] == 0
        assert its["Engineering"] == FIRST.plus(2).index
        assert sees(company, "U0BEN") == {"Engineering": 0}
        company.clock.forward(40 * DAY)


def test_a_roster_that_leaves_the_teams_below_out_opens_none_of_their_past(
    company: Company,
) -> None:
    """They are still there, under the team they lay in."""
    load(company, *STAFF)
    company.clock.forward(60 * DAY)
    load(company, *[line for line in promoted("U0BEN") if line[1] == "Engineering"])
    short = sees(company, "U0BEN")
    assert short.keys() == {"Payments", "Engineering"}
    assert short["Payments"] > FIRST.index
    assert short["Engineering"] == 0, "that page they saw as a member"
    company.clock.forward(40 * DAY)
    load(company, *promoted("U0BEN"))
    assert sees(company, "U0BEN") == short


def test_a_file_of_another_workspace_changes_nothing(company: Company) -> None:
    """Else the next one was the very first again: its people would be founders, and see it all."""
    load(company, *STAFF)
    company.clock.forward(60 * DAY)
    before = teams.memberships(company.services.database)
    load(company, ("U0NOBODY", "Payments", "member"))
    assert teams.memberships(company.services.database) == before
    assert not any(its.removed for its in people.everybody(company.services.database))
    load(company, *STAFF, ("U0ELIF", "Payments", "manager", "Engineering"))
    assert min(sees(company, "U0ELIF").values()) > FIRST.index
    founders = [its.founding for its in people.everybody(company.services.database)]
    assert sorted(founders) == [False, True, True, True]


def test_a_roster_after_everybody_was_erased_is_not_the_very_first(company: Company) -> None:
    load(company, *STAFF)
    company.clock.forward(60 * DAY)
    with company.services.database.transaction() as tx:
        teams.replace(tx, [])
    load(company, *STAFF)
    assert min(sees(company, "U0ADA").values()) > FIRST.index


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
