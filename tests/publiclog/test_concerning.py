"""Who is told that somebody else manages a team, and that its page is of another group."""

from __future__ import annotations

import pytest

from bot.model import DAY, Floors, PersonId, WorkspaceSettings
from bot.people import colleagues, hiring, roster
from bot.publiclog.changes import changes_since, decide
from bot.publiclog.writing import recorded
from messages.facts import Changes
from storage.directory import teams
from tests.company import Company
from tests.trends.conftest import FIRST, Workspace

FILE = [
    {"slack_id": "U0ADA", "team": "Payments", "parent_team": "Engineering"},
    {"slack_id": "U0BEN", "team": "Payments", "role": "manager"},
    {"slack_id": "U0CHLOE", "team": "Search", "parent_team": "Engineering"},
    {"slack_id": "U0DARIO", "team": "Engineering", "role": "manager"},
]


def load(company: Company, rows: list[dict]) -> None:
    found, rejects = roster.parse(rows)
    assert not rejects
    everybody = [
        colleagues.Colleague(
            its, its.title(), None, "Etc/UTC", guest=False, bot=False, left=False, admin=False
        )
        for its in ("U0ADA", "U0BEN", "U0CHLOE", "U0DARIO", "U0ELIF")
    ]
    hiring.load(company.services, found, everybody)


def told(company: Company, slack_id: str, since: int) -> Changes | None:
    person = company.services.keys.person_by_slack_id(slack_id)
    assert person
    return changes_since(company.services, person, since, company.clock())


@pytest.mark.parametrize(
    ("line", "changed", "concerned"),
    [
        ({"slack_id": "U0ELIF", "team": "Payments", "role": "manager"}, ["Payments"], ["U0ADA"]),
        (
            {"slack_id": "U0ELIF", "team": "Engineering", "role": "manager"},
            ["Engineering"],
            ["U0ADA", "U0CHLOE"],
        ),
        ({"slack_id": "U0ELIF", "team": "Payments"}, [], []),
    ],
)
def test_who_is_in_a_team_is_told_that_its_managers_are_others(
    company: Company, line: dict, changed: list[str], concerned: list[str]
) -> None:
    load(company, FILE)
    since = company.clock()
    company.clock.forward(DAY)
    load(company, [*FILE, line])
    for slack_id in ("U0ADA", "U0CHLOE"):
        its = told(company, slack_id, since)
        assert its
        assert its.managed == (changed if slack_id in concerned else [])


def test_a_manager_who_is_gone_is_a_change_and_a_first_roster_is_none(company: Company) -> None:
    since = company.clock() - 1
    load(company, FILE)
    its = told(company, "U0ADA", since)
    assert its
    assert its.managed == []
    company.clock.forward(DAY)
    load(company, [row for row in FILE if row["slack_id"] != "U0BEN"])
    its = told(company, "U0ADA", since)
    assert its
    assert its.managed == ["Payments"]


def test_new_managers_are_told_of_after_a_file_that_named_nobody(company: Company) -> None:
    load(company, FILE)
    since = company.clock()
    company.clock.forward(DAY)
    load(company, [{"slack_id": "U0NOBODY", "team": "Payments"}])
    assert told(company, "U0ADA", since) is None, "nothing was loaded"
    load(company, [*FILE, {"slack_id": "U0ELIF", "team": "Payments", "role": "manager"}])
    its = told(company, "U0ADA", since)
    assert its
    assert its.managed == ["Payments"]


def pages_told(workspace: Workspace, person: PersonId, since: int) -> list:
    its = changes_since(workspace.services, person, since, workspace.company.clock())
    return list(its.pages) if its else []


def test_who_is_in_a_team_is_told_that_its_page_is_of_another_group(workspace: Workspace) -> None:
    """Billing shrinks until it has to share with Search."""
    billing, search = workspace.people["Billing"], workspace.people["Search"]
    workspace.freeze()
    since = workspace.company.clock()
    assert pages_told(workspace, billing[0], since - 1) == [], "a first page is no change"
    keep = {workspace.services.keys.member_of(its) for its in billing[:2]}
    with workspace.database.transaction() as tx:
        left = [m for m in teams.memberships(tx) if m.team != "billing" or m.member in keep]
        teams.replace(tx, left)
    workspace.freeze(FIRST.plus(1))
    (its,) = pages_told(workspace, billing[0], since)
    assert (its.team, its.since, its.there) == ("Billing", FIRST.plus(1).first_day, True)
    assert its.together_with == ("Search",)
    (theirs,) = pages_told(workspace, search[0], since)
    assert (theirs.team, theirs.together_with) == ("Search", ("Billing",))
    assert pages_told(workspace, billing[0], workspace.company.clock()) == [], "told once"


def test_who_is_told_that_a_team_stands_alone_again_or_has_no_page(workspace: Workspace) -> None:
    billing = workspace.people["Billing"][0]
    decide(workspace.services, WorkspaceSettings(floors=Floors(12, 5)))
    workspace.freeze()
    since = workspace.company.clock()
    decide(workspace.services, WorkspaceSettings())
    for team in ("Billing", "Search"):
        for _ in range(2):
            workspace.hire(team)
    workspace.freeze(FIRST.plus(1))
    (its,) = pages_told(workspace, billing, since)
    assert (its.there, [*its.together_with, *its.directly_in]) == (True, [])
    since = workspace.company.clock()
    with recorded(workspace.services) as tx:
        left = workspace.services.keys.member_of(billing)
        teams.replace(tx, [m for m in teams.memberships(tx) if m.member == left])
    workspace.freeze(FIRST.plus(2))
    (its,) = pages_told(workspace, billing, since)
    assert not its.there
    since = workspace.company.clock()
    workspace.freeze(FIRST.plus(3))
    assert pages_told(workspace, billing, since) == [], "told once"
