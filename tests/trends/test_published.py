"""The page, read through the walled connection alone."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

import messages
from bot.model import WINDOWS_SHOWN, Membership, PersonId, Role, Viewer, Withheld
from bot.trends.freeze import freeze_due
from bot.trends.published import TeamPage
from storage.directory import teams
from storage.personal import people
from tests.company import found
from tests.trends.conftest import FIRST, NO, YES, Workspace, instant

STRANGER = Viewer(PersonId("stranger"))


def test_a_members_page_and_their_managers_are_the_same(workspace) -> None:
    workspace.window({"Billing": (8, YES)})
    member = workspace.page(workspace.people["Billing"][0])
    manager = workspace.page(workspace.people["boss of Billing"][0])
    assert isinstance(member, TeamPage)
    assert member == replace(manager, others=member.others)
    (window,) = member.windows
    assert (member.title, member.sample, window.first) == ("Billing", False, FIRST.first_day)
    assert (window.worth.band, window.worth.level) == ("8–11", None)
    assert window.worth.wording in ("mostly", "mixed", "mostly_not")
    assert window.use.band == "8–11"
    assert window.use.level is window.use.wording is None


def test_everything_that_may_not_be_shown_is_the_same_sentence(workspace) -> None:
    workspace.window({"Billing": (8, YES), "Search": (4, YES)})
    boss = workspace.people["boss of Engineering"][0]
    member = workspace.people["Billing"][0]
    answers = [
        workspace.page(boss, "Search"),  # four answered
        workspace.page(boss, "Platform"),  # nobody answered
        workspace.page(boss, "No such team"),
        workspace.page(member, "Search"),
        workspace.page(member, "Engineering"),  # not theirs to see
        workspace.page_for(STRANGER),
        workspace.page_for(STRANGER, "Billing"),
    ]
    assert answers == [Withheld()] * len(answers)


def test_a_team_without_a_cell_has_no_page(tmp_path) -> None:
    its = Workspace(found(tmp_path))
    its.team("Billing", 5)
    its.window({"Billing": (5, YES)})
    assert its.page(its.people["Billing"][0]) == Withheld()


def test_names_are_found_in_any_case(workspace) -> None:
    workspace.window({"Billing": (8, YES)})
    boss = workspace.people["boss of Engineering"][0]
    pages = [workspace.page(boss, name) for name in ("Billing", "BILLING", "  billing ")]
    assert pages[0].title == "Billing"
    assert pages[0] == pages[1] == pages[2]


def test_whoever_sees_several_is_shown_their_own_and_told_of_the_others(workspace) -> None:
    workspace.window({"Billing": (8, YES), "Search": (9, NO)})
    boss = workspace.people["boss of Engineering"][0]
    page = workspace.page(boss)
    assert (page.title, page.others) == ("Engineering", ("Billing", "Platform", "Search"))
    with workspace.database.transaction() as tx:
        boss = workspace.member(workspace.people["boss of Billing"][0])
        both = Membership(boss, "search", Role.MEMBER, False)
        teams.replace(tx, [*teams.memberships(tx), both])
    page = workspace.page(workspace.people["boss of Billing"][0])
    assert (page.title, page.others) == ("Search", ("Billing", "Engineering"))


def test_a_merged_group_is_named_as_such(tmp_path) -> None:
    its = Workspace(found(tmp_path))
    its.team("Engineering", 0)
    for name, size in (("Billing", 4), ("Search", 7), ("Platform", 12)):
        its.team(name, size, "Engineering", boss=False)
    its.window({"Billing": (4, YES), "Search": (4, YES)})
    page = its.page(its.people["Billing"][0])
    assert (page.title, page.merged_with, page.directly_in) == ("Billing", ("Search",), ())
    assert its.page(its.people["Search"][0]).windows == page.windows


class TestBeforeTheFirstWindow:
    def test_there_is_a_sample_and_the_day_of_the_first_real_one(self, workspace) -> None:
        page = workspace.page(workspace.people["Billing"][0])
        assert page.sample
        assert (page.title, page.next_on) == ("Billing", FIRST.publishes_on)
        workspace.freeze()
        assert workspace.page(workspace.people["Billing"][0]).sample
        workspace.company.clock.now += 86_400 * 30
        assert workspace.page(workspace.people["Billing"][0]).next_on == FIRST.publishes_on

    def test_there_is_none_of_teams_one_may_not_see_or_that_will_have_no_page(
        self, workspace
    ) -> None:
        assert workspace.page(workspace.people["Billing"][0], "Search") == Withheld()
        workspace.company.team("Empty")
        nobody = replace(STRANGER, member_of=frozenset({"empty"}))
        assert workspace.page_for(nobody).sample
        workspace.freeze()
        assert workspace.page_for(nobody) == Withheld()


class TestSeries:
    """Sixty people, so that arrows are earned: all say not worth it, then all say worth it."""

    @pytest.fixture
    def large(self, tmp_path):
        its = Workspace(found(tmp_path))
        its.team("Engineering", 0)
        its.team("Search", 60, "Engineering", boss=False)
        its.team("Billing", 8, "Engineering", boss=False)
        its.window({"Search": (60, NO)})
        return its

    def test_an_arrow_that_is_earned_is_shown_with_its_level_and_range(self, large) -> None:
        large.window({"Search": (60, YES)}, FIRST.plus(1))
        latest, before = large.page(large.people["Search"][0]).windows
        assert latest.worth.direction == "up"
        assert (latest.worth.band, latest.broken) == ("50+", False)
        assert latest.worth.low <= latest.worth.level <= latest.worth.high
        assert latest.worth.level >= 80
        assert before.worth.level <= 20
        assert before.worth.direction is None

    def test_a_series_is_broken_where_the_group_is_cut_anew(self, large) -> None:
        with large.database.transaction() as tx:
            for person in large.people["Billing"][:4]:
                teams.forget(tx, large.member(person))
        large.window({"Search": (60, YES)}, FIRST.plus(1))
        page = large.page(large.people["Search"][0])
        assert page.merged_with == ("Billing",)
        assert [window.broken for window in page.windows] == [True, False]
        assert page.windows[0].worth.direction is None
        engineering = replace(STRANGER, manages=frozenset({"engineering"}))
        assert large.page_for(engineering).windows[0].broken is False
        assert large.page_for(engineering).windows[0].worth.direction == "up"

    def test_a_page_shows_a_year_and_nothing_before(self, large) -> None:
        for n in range(1, WINDOWS_SHOWN + 1):
            large.window({"Search": (60, NO)}, FIRST.plus(n))
        page = large.page(large.people["Search"][0])
        assert len(page.windows) == WINDOWS_SHOWN
        assert page.windows[-1].first == FIRST.plus(1).first_day

    def test_windows_far_apart_are_not_compared(self, large) -> None:
        large.window({"Search": (60, YES)}, FIRST.plus(2))
        assert large.page(large.people["Search"][0]).windows[0].worth.direction is None

    def test_a_team_without_a_page_in_the_latest_window_has_none(self, large) -> None:
        stays, *leave = [*large.people["Search"], *large.people["Billing"]]
        with large.database.transaction() as tx:
            for person in leave:
                people.mark_departed(tx, person)
        large.window({}, FIRST.plus(1))
        assert large.page(stays) == Withheld()

    def test_the_latest_window_decides_whether_there_is_a_page(self, large) -> None:
        large.window({"Search": (4, YES)}, FIRST.plus(1))
        assert large.page(large.people["Search"][0]) == Withheld()


def test_an_open_window_does_not_show_on_the_page(workspace) -> None:
    workspace.window({"Billing": (8, YES)})
    shown = repr(workspace.page(workspace.people["Billing"][0]))
    workspace.freeze(FIRST.plus(2))
    workspace.company.clock.now += 1
    frozen = repr(workspace.page(workspace.people["Billing"][0]))
    for person in workspace.people["Billing"]:
        workspace.answer(person, NO, FIRST.plus(2).first_day)
        assert repr(workspace.page(workspace.people["Billing"][0])) == frozen
    assert frozen.split("next_on")[0] == shown.split("next_on")[0]


def test_without_teams_everybody_has_one_page(tmp_path) -> None:
    its = Workspace(found(tmp_path))
    everybody = [its.company.hire(f"U{n}") for n in range(7)]
    assert freeze_due(its.services, instant(FIRST.last_day)) == FIRST
    for person in everybody:
        its.answer(person, YES, FIRST.first_day)
    its.publish()
    page = its.page(everybody[0])
    assert (page.title, page.windows[0].worth.band) == ("Everybody", "5–7")


def test_the_page_fits_the_message_it_is_shown_in(workspace) -> None:
    workspace.window({"Billing": (8, YES), "Search": (9, NO)})
    for name in ("Billing", "Engineering"):
        page = workspace.page(workspace.people["boss of Engineering"][0], name)
        assert name in messages.render("team", page=page, charts=True).text


def test_the_page_is_made_without_any_module_of_personal_tables() -> None:
    """The wall in code; the database keeps its own."""
    script = (
        "import sys, bot.trends.published\n"
        "print([name for name in sys.modules if name.startswith('storage.personal')])"
    )
    seen = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert seen.stdout.strip() == "[]"
