"""When the roster is cut, and that it then stays cut."""

from __future__ import annotations

from pathlib import Path

from bot.model import DAY, HOUR, PersonId, Preferences, Role
from bot.people import consent
from bot.trends.freeze import freeze_due
from storage.directory import cells, teams
from storage.personal import preferences
from tests.company import found
from tests.trends.conftest import FIRST, Workspace, instant

START = instant(FIRST.first_day)


def test_the_first_window_is_frozen_when_the_first_roster_with_teams_is_there(tmp_path) -> None:
    its = Workspace(found(tmp_path))
    assert freeze_due(its.services, START + DAY) is None
    loose = [its.company.hire(f"ULOOSE{n}") for n in range(6)]
    assert freeze_due(its.services, START + 2 * DAY) is None
    its.team("Billing", 6)
    assert freeze_due(its.services, START + 3 * DAY) == FIRST
    (cell,) = cells.of_window(its.database, FIRST)
    assert cell.teams == ("billing",)
    assert not cell.members & {its.member(person) for person in loose}


def test_without_teams_everybody_is_one_cell_on_the_first_windows_last_day(tmp_path) -> None:
    its = Workspace(found(tmp_path))
    everybody = {its.company.hire(f"U{n}") for n in range(6)}
    assert freeze_due(its.services, START + 27 * DAY - 1) is None
    assert freeze_due(its.services, START + 27 * DAY) == FIRST
    (cell,) = cells.of_window(its.database, FIRST)
    assert cell.members == {its.member(person) for person in everybody}


def test_a_window_is_frozen_once_whatever_the_roster_does_later(workspace) -> None:
    workspace.freeze()
    tables = ("cell", "cell_member", "group_cell", "page", "window_done")
    frozen = workspace.rows(*tables)
    workspace.team("Latecomers", 9)
    with workspace.database.transaction() as tx:
        teams.forget(tx, workspace.member(workspace.people["Billing"][0]))
    for hours in (1, 24, 24 * 27):
        assert freeze_due(workspace.services, START + hours * HOUR) is None
    assert workspace.rows(*tables) == frozen


def test_a_clock_set_back_freezes_nothing_before_what_is_frozen(workspace) -> None:
    workspace.freeze(FIRST.plus(1))
    assert freeze_due(workspace.services, START) is None


def test_the_next_window_is_cut_with_the_one_before_in_mind(workspace) -> None:
    for person in workspace.people["Platform"][:2]:
        with workspace.database.transaction() as tx:
            teams.forget(tx, workspace.member(person))
    workspace.freeze()
    together = {cell.teams for cell in cells.of_window(workspace.database, FIRST)}
    workspace.hire("Platform")
    workspace.freeze(FIRST.plus(1))
    assert {c.teams for c in cells.of_window(workspace.database, FIRST.plus(1))} == together
    assert ("engineering", "platform") in together, "six again, and merged until they are eight"


def test_opting_out_or_keeping_silent_never_moves_a_cell(tmp_path: Path) -> None:
    def company(name: str) -> Workspace:
        (tmp_path / name).mkdir()
        its = Workspace(found(tmp_path / name))
        its.team("Engineering", 2)
        its.team("Billing", 6, "Engineering")
        its.team("Search", 7, "Engineering")
        return its

    open_minded, shy = company("open"), company("shy")
    for n, person in enumerate(shy.people["Billing"]):
        if n % 2:
            consent.decline(shy.database, person, START)
        else:
            preferences.save(shy.database, person, Preferences(counted=False))
    for its in (open_minded, shy):
        its.freeze()
    tables = ("cell", "group_cell", "page")
    assert shy.rows(*tables) == open_minded.rows(*tables)
    assert who_is_where(shy) == who_is_where(open_minded)


def who_is_where(its: Workspace) -> dict[str, set[PersonId]]:
    """By cell: each company has members of its own, but people are called the same."""
    keys = its.services.keys
    return {
        cell.id: {keys.person_of(member) for member in cell.members}
        for cell in cells.of_window(its.database, FIRST)
    }


def test_managers_sit_with_the_parents_own_people(workspace) -> None:
    for _ in range(4):
        workspace.hire("Engineering")
    workspace.freeze()
    where = {c.teams: c.members for c in cells.of_window(workspace.database, FIRST)}
    own = where[("engineering",)]
    bosses = {
        name: workspace.member(workspace.people[f"boss of {name}"][0])
        for name in ("Billing", "Search", "Engineering")
    }
    assert {bosses["Billing"], bosses["Search"]} < own
    assert bosses["Engineering"] not in own
    workspace.hire("Engineering", Role.MANAGER)
    assert {c.teams: c.members for c in cells.of_window(workspace.database, FIRST)} == where
