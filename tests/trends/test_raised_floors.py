"""Floors can be raised, from the next window on, and never lowered under the constants."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.model import DAY, Floors, Measure, PersonId, Withheld, WorkspaceSettings
from bot.publiclog.changes import decide
from bot.trends.cells import cut
from bot.trends.figures import Total, figure
from bot.trends.floors import LEAST_FOR_SENSITIVE
from storage.operations import settings
from storage.published import window_floors
from tests.company import found
from tests.trends.conftest import FIRST, YES, Workspace
from tests.trends.rosters import WINDOW, roster

PARENTS = {"a": "eng", "b": "eng"}


def raise_to(workspace: Workspace, people: int = 6, respondents: int = 5) -> None:
    decide(workspace.services, WorkspaceSettings(floors=Floors(people, respondents)))


def groups_of(workspace: Workspace) -> dict[str, str]:
    """With whom each team shares a page, in the window frozen last."""
    rows = workspace.database.read(
        "SELECT title, beside FROM page WHERE window_index = (SELECT MAX(window_index) FROM page)"
    )
    return {row["title"]: row["beside"] for row in rows}


def test_teams_under_a_raised_floor_are_merged() -> None:
    its = roster({"eng": 0, "a": 8, "b": 9}, PARENTS)
    assert len(cut(its, WINDOW, (), Floors(8))) == 2
    (both,) = cut(its, WINDOW, (), Floors(9))
    assert both.teams == ("a", "b")
    assert cut(its, WINDOW, (), Floors(18)) == []


def test_what_was_merged_stands_alone_again_only_two_above_the_floor_that_holds() -> None:
    before = cut(roster({"eng": 0, "a": 9, "b": 20}, PARENTS), WINDOW, (), Floors(10))
    for size, alone in ((10, False), (11, False), (12, True)):
        its = roster({"eng": 0, "a": size, "b": 20}, PARENTS)
        assert (len(cut(its, WINDOW.plus(1), before, Floors(10))) == 2) is alone
    for size, alone in ((7, False), (8, True)):  # lowered again
        its = roster({"eng": 0, "a": size, "b": 20}, PARENTS)
        assert (len(cut(its, WINDOW.plus(1), before, Floors(6))) == 2) is alone


@pytest.mark.parametrize("written", [Floors(1, 1), Floors(-4, 0), Floors(6, 5)])
def test_never_under_the_constants(written: Floors) -> None:
    assert written.never_lower() == Floors()
    assert cut(roster({"a": 5}), WINDOW, (), written) == []


@pytest.mark.parametrize(
    ("floor", "shown"), [(5, 5), (6, 8), (8, 8), (9, 12), (10, 12), (12, 12), (13, 20), (20, 20)]
)
def test_a_raised_floor_never_tells_more_of_how_many_answered_than_the_band(
    floor: int, shown: int
) -> None:
    """From which number on a figure is shown is the lower edge of a band."""
    figures = [
        figure(WINDOW, "g", Measure.WORTH, Total(9 * n, n, 1), 99, None, Floors(6, floor))
        for n in range(1, 60)
    ]
    assert [its is not None for its in figures] == [n >= shown for n in range(1, 60)]
    careful = figure(WINDOW, "g", Measure.PRESSURE, Total(99, 19, 1), 99, None, Floors(6, floor))
    assert (careful is not None) is (floor <= 10)


def test_a_change_in_mid_window_changes_no_page_of_it(tmp_path: Path) -> None:
    def story(name: str) -> Workspace:
        (tmp_path / name).mkdir()
        its = Workspace(found(tmp_path / name))
        its.team("Engineering", 0)
        for team in ("Billing", "Search"):
            its.team(team, 8, "Engineering")
        its.freeze()
        return its

    raised, lowered = story("raised"), story("lowered")
    raise_to(raised, 12, 8)
    lowered.database.change("UPDATE window_floor SET least_people = 1, least_respondents = 1")
    for its in (raised, lowered):
        for team, answers in (("Billing", 5), ("Search", 4)):
            for person in its.people[team][:answers]:
                its.answer(person, YES, FIRST.first_day)
        its.publish()
        assert not isinstance(its.page(its.people["Billing"][0]), Withheld)
        assert isinstance(its.page(its.people["Search"][0]), Withheld)


def test_it_holds_from_the_next_window_on_and_may_come_down_again(workspace: Workspace) -> None:
    workspace.freeze()
    apart = groups_of(workspace)
    raise_to(workspace, 12, 8)
    assert groups_of(workspace) == apart
    second = FIRST.plus(1)
    workspace.freeze(second)
    assert window_floors.of_window(workspace.database, second) == Floors(12, 8)
    assert "Search" in groups_of(workspace)["Billing"]
    raise_to(workspace, 6, 5)
    for person in workspace.people["Platform"]:
        workspace.answer(person, YES, second.first_day)
    workspace.publish(second)
    assert isinstance(workspace.page(workspace.people["Platform"][0]), Withheld), "seven answered"
    third = FIRST.plus(2)
    workspace.window({"Billing": (5, YES)}, third)
    page = workspace.page(workspace.people["Billing"][0])
    assert not isinstance(page, Withheld)
    assert (page.merged_with, page.least) == ((), 6)


def test_the_page_says_which_floor_its_group_was_made_by(workspace: Workspace) -> None:
    raise_to(workspace, 15)
    workspace.window({"Billing": (8, YES), "Platform": (7, YES)})
    page = workspace.page(workspace.people["Billing"][0])
    assert not isinstance(page, Withheld)
    assert page.least == 15
    assert page.merged_with


def test_whatever_is_written_into_the_database_is_never_under_the_constants(
    workspace: Workspace,
) -> None:
    for name in ("least_people", "least_respondents"):
        settings.note(workspace.database, name, "1", workspace.company.clock())
    workspace.company.team("Tiny", "Engineering")
    few: list[PersonId] = [workspace.hire("Tiny") for _ in range(5)]
    workspace.freeze()
    assert window_floors.of_window(workspace.database, FIRST) == Floors()
    for person in few[:4]:
        workspace.answer(person, YES, FIRST.first_day)
    workspace.company.clock.forward(DAY)
    workspace.publish()
    assert groups_of(workspace)["Tiny"] != "[[], []]"
    assert isinstance(workspace.page(few[0], "Tiny"), Withheld)


def test_no_floor_that_can_be_chosen_is_above_that_of_the_sensitive_questions() -> None:
    import messages
    from messages.facts import AdminSettings
    from tests.messages import samples

    assert isinstance(samples.SETTINGS, AdminSettings)
    view = messages.view(
        "admin",
        settings=samples.SETTINGS,
        progress=[],
        sources=[],
        platforms=[],
        reports=[],
        others=False,
        rehearsal=False,
    )
    blocks = {its.get("block_id"): its for its in view["blocks"]}
    chosen = [int(its["value"]) for its in blocks["least_people"]["element"]["options"]]
    assert min(chosen) == Floors().least_people
    assert max(chosen) <= LEAST_FOR_SENSITIVE
