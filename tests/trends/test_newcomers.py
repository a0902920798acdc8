"""Whoever is new to a team sees its page from the first window on that was cut after they came."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.model import DAY, Role, Viewer, Window, Withheld
from bot.people.identity import viewer
from bot.publiclog import openings
from bot.publiclog.receipts import receipts
from storage.directory import teams
from tests.trends.conftest import FIRST, NO, YES, Workspace

SECOND = FIRST.plus(1)


def add(workspace: Workspace, team: str, role: Role, since: Window) -> Viewer:
    """Somebody is hired into a team, and sees it from that window on."""
    person = workspace.hire(team, role)
    member = workspace.services.keys.member_of(person)
    with workspace.database.transaction() as tx:
        teams.replace(
            tx,
            [
                replace(its, since=since.index, managing_since=since.index)
                if its.member == member
                else its
                for its in teams.memberships(tx)
            ],
        )
    return viewer(workspace.services, person)


@pytest.mark.parametrize("role", list(Role))
def test_their_first_page_is_the_first_one_cut_after_they_came(
    workspace: Workspace, role: Role
) -> None:
    workspace.window({"Billing": (8, YES)})
    newcomer = add(workspace, "Billing", role, SECOND)
    others = workspace.page(workspace.people["Billing"][0])
    assert not isinstance(others, Withheld)
    page = workspace.page_for(newcomer, "Billing")
    assert not isinstance(page, Withheld)
    assert (page.sample, page.newcomer, page.next_on) == (True, True, SECOND.publishes_on)
    assert others.windows[0] not in page.windows
    assert receipts(workspace.services, newcomer, "Billing") == []

    workspace.window({"Billing": (8, NO)}, SECOND)
    page = workspace.page_for(newcomer, "Billing")
    assert not isinstance(page, Withheld)
    assert [its.first for its in page.windows] == [SECOND.first_day]
    assert not page.newcomer
    others = workspace.page(workspace.people["Billing"][0])
    assert not isinstance(others, Withheld)
    assert [its.first for its in others.windows] == [SECOND.first_day, FIRST.first_day]
    assert page.windows[0].worth == replace(others.windows[0].worth, direction=None)  # type: ignore[type-var]
    assert receipts(workspace.services, newcomer, "Billing")


def opened(workspace: Workspace, who: Viewer) -> dict[str, object]:
    """What the receipts of Billing's page tell somebody, by measure."""
    its = receipts(workspace.services, who, "Billing")
    assert all(receipt.entry for receipt in its)
    return {receipt.measure: json.loads(receipt.text)[4] for receipt in its}


def test_a_receipt_opens_no_arrow_that_their_page_does_not_show(workspace: Workspace) -> None:
    people = workspace.people["Billing"]
    people += [workspace.hire("Billing") for _ in range(22)]
    workspace.window({"Billing": (len(people), NO)})
    newcomer = add(workspace, "Billing", Role.MEMBER, SECOND)
    workspace.window({"Billing": (len(people), YES)}, SECOND)
    member = viewer(workspace.services, people[0])
    shown, theirs = opened(workspace, member), opened(workspace, newcomer)
    assert shown["worth direction"] == {"direction": "up"}
    assert theirs == {name: its for name, its in shown.items() if "direction" not in name}
    assert not any("direction" in str(its) or "finding" in str(its) for its in theirs.values())
    workspace.window({"Billing": (len(people), NO)}, SECOND.plus(1))
    assert opened(workspace, newcomer) == opened(workspace, member)
    assert opened(workspace, newcomer)["worth direction"] == {"direction": "down"}


def test_what_four_windows_are_consistent_with_is_for_who_sees_all_four(
    workspace: Workspace,
) -> None:
    for back in range(4):
        workspace.window({"Billing": (8, YES)}, FIRST.plus(back))
    workspace.database.change("UPDATE release SET finding = 'use_rises_worth_does_not'")
    said = []
    for since in (FIRST, SECOND):
        page = workspace.page_for(add(workspace, "Billing", Role.MEMBER, since), "Billing")
        assert not isinstance(page, Withheld)
        said.append([its.use_rises_worth_does_not for its in page.windows])
    assert said == [[True, False, False, False], [False, False, False]]


def test_a_sample_does_not_tell_whether_a_team_had_a_page_of_figures(workspace: Workspace) -> None:
    """Billing's had figures and Search's had none: who is new cannot tell them apart."""
    workspace.window({"Billing": (8, YES)})
    shown = []
    for team in ("Billing", "Search"):
        page = workspace.page_for(add(workspace, team, Role.MEMBER, SECOND), team)
        assert not isinstance(page, Withheld)
        shown.append(replace(page, title="", others=()))
    assert shown[0] == shown[1]


def test_who_looked_before_they_came_is_not_told_them(workspace: Workspace) -> None:
    workspace.window({"Billing": (8, YES)})
    services, boss = workspace.services, workspace.people["boss of Billing"][0]
    team = workspace.company.team_id("Billing")
    member = viewer(services, workspace.people["Billing"][0])
    newcomer = add(workspace, "Billing", Role.MEMBER, FIRST.plus(3))
    openings.note(services, viewer(services, boss), "Billing")
    assert openings.looks(services, member, team, 5)
    assert openings.looks(services, newcomer, team, 5) == []
    (entry,) = [its for _, its in openings.looks(services, member, team, 5)]
    assert openings.reader(services, member)(entry).by
    assert openings.reader(services, newcomer)(entry).by is None
    workspace.company.clock.forward(100 * DAY)
    openings.note(services, viewer(services, boss), "Billing")
    assert len(openings.looks(services, newcomer, team, 5)) == 1
