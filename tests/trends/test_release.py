"""Publishing: once, all or nothing, and never again."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from math import log

import pytest

from bot.model import (
    DAY,
    Item,
    Measure,
    Preferences,
    Question,
    Rating,
    Team,
    ToolDay,
    Withheld,
    WorkspaceSettings,
)
from bot.people import consent
from bot.people.identity import viewer
from bot.reflection import answering
from bot.trends.floors import CEILING_PER_WINDOW, CEILING_PER_YEAR, EPSILON
from bot.trends.ledger import OverBudget
from bot.trends.reading import contributions
from bot.trends.release import publish_due, publishes_at
from storage.directory import teams
from storage.operations import settings
from storage.personal import ledger, people, preferences, questions, tasks, tool_days
from storage.personal.ledger import Charge
from storage.published import windows
from storage.sqlite import SqliteDatabase
from tests.trends.conftest import FIRST, NO, YES, instant

PUBLISHED = ("page", "release", "release_total", "window_done", "ledger")
DAY_OF_WORK = FIRST.first_day + timedelta(days=3)


def published_groups(workspace, measure=Measure.WORTH) -> set[str]:
    """The teams whose group has a figure."""
    rows = workspace.database.read(
        "SELECT page.title AS title FROM page JOIN release ON release.group_id = page.group_id "
        "AND release.window_index = page.window_index WHERE measure = :measure",
        {"measure": str(measure)},
    )
    return {row["title"] for row in rows}


def test_a_window_is_published_at_noon_of_its_day_and_once(workspace) -> None:
    workspace.freeze()
    for person in workspace.people["Billing"]:
        workspace.answer(person, YES, DAY_OF_WORK)
    due = publishes_at(FIRST)
    assert due == instant(FIRST.last_day) + 11 * DAY + 12 * 3600
    assert publish_due(workspace.services, due - 1) == 0
    assert workspace.rows("release") == {"release": []}
    assert publish_due(workspace.services, due) == 1
    assert published_groups(workspace) == {"Billing", "Engineering"}
    first = workspace.rows(*PUBLISHED)
    for later in (due, due + DAY, due + 400 * DAY):
        assert publish_due(workspace.services, later) == 0
    assert workspace.rows(*PUBLISHED) == first


def test_nothing_that_happens_afterwards_changes_a_published_byte(workspace) -> None:
    workspace.window({"Billing": (8, YES), "Search": (6, NO)})
    boss = viewer(workspace.services, workspace.people["boss of Engineering"][0])
    before, shown = (
        workspace.rows(*PUBLISHED),
        [repr(workspace.page_for(boss, name)) for name in (None, "Billing", "Search", "Platform")],
    )
    answered, opted, erased, moved, late = workspace.people["Billing"][:5]
    (asked,) = questions.since(workspace.database, answered, FIRST.first_day)
    assert answering.rate(workspace.services, answered, asked.id, NO) == answering.WindowClosed()
    consent.decline(workspace.database, opted, workspace.company.clock())
    workspace.services.keys.destroy(erased)
    with workspace.database.transaction() as tx:
        people.forget(tx, erased)
        places = [m for m in teams.memberships(tx) if m.member != workspace.member(moved)]
        teams.replace(tx, places)
        teams.save(tx, [Team("search", "Search and more", "billing")])
    with workspace.database.transaction() as tx:
        its = Question("late", late, Item.WORTH, None, DAY_OF_WORK, 0, "delivery")
        questions.save(tx, [its])
    workspace.publish()
    publish_due(workspace.services, workspace.company.clock() + 20 * DAY)
    with workspace.database.transaction() as tx:
        teams.save(tx, [Team("search", "Search", "engineering")])
    assert workspace.rows(*PUBLISHED) == before
    assert [
        repr(workspace.page_for(boss, name)) for name in (None, "Billing", "Search", "Platform")
    ] == shown


def test_asking_a_thousand_times_gives_the_same_page(workspace) -> None:
    workspace.window({"Billing": (8, YES)})
    asker = viewer(workspace.services, workspace.people["Billing"][0])
    assert len({repr(workspace.page_for(asker)) for _ in range(1_000)}) == 1


def test_a_group_shows_a_figure_from_five_respondents_and_a_parent_sums_its_cells(
    workspace,
) -> None:
    workspace.window({"Billing": (4, YES), "Search": (3, NO), "Platform": (5, YES)})
    assert published_groups(workspace) == {"Platform", "Engineering"}
    (total,) = workspace.database.read(
        "SELECT cells, at_least FROM release_total JOIN page USING (window_index, group_id) "
        "WHERE page.team = 'engineering' AND measure = 'worth'"
    )
    frozen = {row["cell"] for row in workspace.database.read("SELECT cell FROM group_cell")}
    assert (total["cells"], total["at_least"]) == (len(frozen), 12)


def test_use_is_published_with_worth_unless_it_is_not_to_be_shown(workspace) -> None:
    workspace.window({"Billing": (6, YES)})
    assert published_groups(workspace, Measure.USE) == {"Billing", "Engineering"}
    now = workspace.company.clock()
    with workspace.database.transaction() as tx:
        settings.save(tx, WorkspaceSettings(show_use=False), now)
    second = FIRST.plus(2)
    workspace.freeze(second)
    with workspace.database.transaction() as tx:
        settings.save(tx, WorkspaceSettings(show_use=True), now)
    for person in workspace.people["Billing"]:
        workspace.answer(person, YES, second.first_day)
    workspace.publish(second)
    rows = workspace.database.read(
        "SELECT DISTINCT measure FROM release WHERE window_index = :w", {"w": second.index}
    )
    assert [row["measure"] for row in rows] == ["worth"], "people thought that it is not shown"


class TestWhoCounts:
    """Five answer, and that is just enough; whoever does not count leaves the group withheld."""

    @pytest.fixture
    def five(self, workspace):
        workspace.freeze()
        five = workspace.people["Billing"][:5]
        for person in five[1:]:
            workspace.answer(person, YES, DAY_OF_WORK)
        return workspace, five[0]

    def published(self, workspace) -> bool:
        workspace.publish()
        return "Billing" in published_groups(workspace)

    @pytest.mark.parametrize("rating", [YES, Rating.PARTLY, NO])
    def test_whoever_answers_counts(self, five, rating) -> None:
        workspace, person = five
        workspace.answer(person, rating, FIRST.last_day)
        assert self.published(workspace)

    @pytest.mark.parametrize("rating", [Rating.TRYING, Rating.CANT_PLACE, Rating.SKIPPED])
    def test_trying_out_and_skipping_say_nothing_of_worth(self, five, rating) -> None:
        workspace, person = five
        workspace.answer(person, rating, DAY_OF_WORK)
        assert not self.published(workspace)

    def test_a_task_rated_in_home_is_for_the_person_alone(self, five) -> None:
        workspace, person = five
        workspace.answer(person, YES, DAY_OF_WORK, asked=False)
        assert not self.published(workspace)

    @pytest.mark.parametrize("days", [-1, 28])
    def test_work_of_another_window_counts_there(self, five, days) -> None:
        workspace, person = five
        workspace.answer(person, YES, FIRST.first_day + timedelta(days=days))
        assert not self.published(workspace)

    def test_keeping_mine_out(self, five) -> None:
        workspace, person = five
        workspace.answer(person, YES, DAY_OF_WORK)
        preferences.save(workspace.database, person, Preferences(counted=False))
        assert not self.published(workspace)

    def test_saying_no_to_the_bot(self, five) -> None:
        workspace, person = five
        workspace.answer(person, YES, DAY_OF_WORK)
        consent.decline(workspace.database, person, workspace.company.clock())
        assert not self.published(workspace)

    def test_taking_an_answer_back(self, five) -> None:
        workspace, person = five
        answering.take_back(workspace.services, person, workspace.answer(person, YES, DAY_OF_WORK))
        assert not self.published(workspace)

    def test_being_erased(self, five) -> None:
        workspace, person = five
        workspace.answer(person, YES, DAY_OF_WORK)
        workspace.services.keys.destroy(person)
        assert not self.published(workspace)

    def test_joining_after_the_cut(self, five) -> None:
        workspace, _ = five
        workspace.answer(workspace.hire("Billing"), YES, DAY_OF_WORK)
        assert not self.published(workspace)

    def test_leaving_the_team_after_the_cut_changes_nothing(self, five) -> None:
        workspace, person = five
        workspace.answer(person, YES, DAY_OF_WORK)
        with workspace.database.transaction() as tx:
            teams.forget(tx, workspace.member(person))
        assert self.published(workspace)


def test_who_was_in_which_cell_is_forgotten_with_the_publication_and_not_before(workspace) -> None:
    workspace.window({"Billing": (8, YES)})
    assert workspace.rows("cell_member") == {"cell_member": []}
    workspace.freeze(FIRST.plus(1))
    workspace.freeze(FIRST.plus(2))  # the window before is still to be published
    frozen = workspace.rows("cell_member")["cell_member"]
    assert {row[0] for row in frozen} == {FIRST.plus(1).index, FIRST.plus(2).index}
    assert workspace.publish(FIRST.plus(1)) == 1
    left = workspace.rows("cell_member")["cell_member"]
    assert left == [row for row in frozen if row[0] == FIRST.plus(2).index]


def test_what_a_person_adds(workspace) -> None:
    person = people.get(workspace.database, workspace.people["Billing"][0])
    assert contributions(workspace.services, FIRST, person) == {}
    for n in (0, 1, 5, 7, 28):  # two working days, a Saturday, another Monday; one too late
        workspace.use(person.id, FIRST.first_day + timedelta(days=n))
    assert contributions(workspace.services, FIRST, person) == {}, "use alone counts nobody in"
    workspace.answer(person.id, Rating.TRYING, DAY_OF_WORK)
    assert contributions(workspace.services, FIRST, person) == {Measure.USE: 2}  # 3 of 20 days
    workspace.answer(person.id, YES, DAY_OF_WORK)
    workspace.answer(person.id, NO, DAY_OF_WORK)
    assert contributions(workspace.services, FIRST, person) == {Measure.WORTH: 6, Measure.USE: 2}


def test_a_day_that_only_a_report_tells_of_is_a_day_of_use(workspace) -> None:
    person = people.get(workspace.database, workspace.people["Billing"][0])
    workspace.answer(person.id, YES, DAY_OF_WORK)
    workspace.use(person.id, FIRST.first_day)
    days = [
        ToolDay("cursor", "cursor", FIRST.first_day + timedelta(days=n))
        for n in (0, 1, 2, 3, 5, 7, 28)  # the first is told of anyway; a Saturday; one too late
    ]
    tool_days.keep(workspace.database, person.id, [*days, *days])
    assert contributions(workspace.services, FIRST, person)[Measure.USE] == 3  # 5 of 20 days


def test_work_over_midnight_is_one_day_of_use(workspace) -> None:
    person = people.get(workspace.database, workspace.people["Billing"][0])
    workspace.answer(person.id, YES, DAY_OF_WORK)
    for n in (0, 1):  # two evenings, to the mornings after
        workspace.use(person.id, FIRST.first_day + timedelta(days=n))
    evenings = tasks.between(workspace.database, person.id, 0, 2**40)
    tasks.save(workspace.database, [replace(its, ended_at=its.ended_at + DAY) for its in evenings])
    on = FIRST.first_day + timedelta(days=2)
    tool_days.keep(workspace.database, person.id, [ToolDay(evenings[0].source, "litellm", on)])
    assert contributions(workspace.services, FIRST, person)[Measure.USE] == 1  # 2 of 20 days


class TestTheLedger:
    def test_every_member_of_a_cell_is_charged_whether_they_answered_or_not(
        self, workspace
    ) -> None:
        workspace.freeze()
        rows = workspace.database.read("SELECT * FROM cell_member")
        counted = {row["member"] for row in rows}
        larger = {row["member"] for row in rows if row["larger"] is not None}
        for person in workspace.people["Billing"][:6]:
            workspace.answer(person, YES, DAY_OF_WORK)
        assert workspace.publish() == 1
        spent = ledger.spent(workspace.database, FIRST, FIRST)
        assert set(spent) == counted
        usual = EPSILON[Measure.WORTH] + EPSILON[Measure.USE]
        assert len(larger) == 27
        for person, epsilon in spent.items():
            assert epsilon == pytest.approx(usual + (log(2) if person in larger else 0))

    @pytest.mark.parametrize(
        ("earlier", "spent"),
        [(0, CEILING_PER_WINDOW - 1.4), (12, CEILING_PER_YEAR - 1.4)],
    )
    def test_it_is_asked_before_anything_is_drawn(self, workspace, earlier, spent) -> None:
        workspace.freeze()
        person = workspace.people["Search"][0]
        charge = Charge(workspace.member(person), FIRST.plus(-earlier), "cell", "pressure", spent)
        ledger.charge(workspace.database, [charge])
        before = workspace.rows("release", "release_total", "ledger")
        with pytest.raises(OverBudget):
            workspace.publish()
        assert workspace.rows("release", "release_total", "ledger") == before
        assert windows.done(workspace.database, windows.Step.PUBLISHED) == []

    def test_a_window_thirteen_before_is_another_years(self, workspace) -> None:
        workspace.freeze()
        member = workspace.member(workspace.people["Search"][0])
        charge = Charge(member, FIRST.plus(-13), "cell", Measure.WORTH, CEILING_PER_YEAR)
        ledger.charge(workspace.database, [charge])
        assert workspace.publish() == 1

    def test_nobody_is_charged_twice_for_a_measure_of_a_window(self, workspace) -> None:
        workspace.window({"Billing": (6, YES)})
        member = workspace.member(workspace.people["Billing"][0])
        with pytest.raises(sqlite3.IntegrityError):
            ledger.charge(
                workspace.database, [Charge(member, FIRST, "another", Measure.WORTH, 0.1)]
            )


def test_of_several_processes_one_publishes(workspace) -> None:
    workspace.freeze()
    for person in workspace.people["Billing"]:
        workspace.answer(person, YES, DAY_OF_WORK)
    databases = [SqliteDatabase(workspace.company.folder / "worthwhile.db") for _ in range(4)]
    start, counts = threading.Barrier(len(databases)), []

    def process(database) -> None:
        start.wait()
        counts.append(publish_due(workspace.on(database).services, publishes_at(FIRST)))

    threads = [threading.Thread(target=process, args=(database,)) for database in databases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for database in databases:
        database.close()
    assert sorted(counts) == [0, 0, 0, 1]
    assert published_groups(workspace) == {"Billing", "Engineering"}


class PowerCut(Exception):
    """The machine stops here."""


class Failing:
    """A database whose power is cut before so many more writes of a transaction."""

    def __init__(self, database, writes: int) -> None:
        self.database, self.left = database, writes
        self.read, self.change = database.read, database.change
        self.truncate_log = database.truncate_log

    @contextmanager
    def transaction(self):
        with self.database.transaction() as tx:
            yield Failing.Connection(self, tx)

    def write(self, run):
        self.left -= 1
        if self.left < 0:
            raise PowerCut
        return run()

    class Connection:
        def __init__(self, power, tx) -> None:
            self.read = tx.read
            self.change = lambda *said: power.write(lambda: tx.change(*said))
            self.change_many = lambda *said: power.write(lambda: tx.change_many(*said))


def test_a_crash_in_the_middle_publishes_nothing_and_the_next_run_everything(workspace) -> None:
    workspace.freeze()
    for person in workspace.people["Billing"]:
        workspace.answer(person, YES, DAY_OF_WORK)
    due, nothing = publishes_at(FIRST), {"release": [], "release_total": [], "ledger": []}
    writes = 0
    while publish_unless_cut(workspace, writes, due) is None:
        assert workspace.rows(*nothing) == nothing
        assert windows.done(workspace.database, windows.Step.PUBLISHED) == []
        writes += 1
    assert writes >= 4
    assert published_groups(workspace) == {"Billing", "Engineering"}


def publish_unless_cut(workspace, writes: int, now: int) -> int | None:
    """Publish with a power cut before so many more writes; None when that came too soon."""
    try:
        return publish_due(workspace.on(Failing(workspace.database, writes)).services, now)
    except PowerCut:
        return None


def test_after_an_outage_every_frozen_window_is_published_in_order(workspace) -> None:
    for window in (FIRST, FIRST.plus(1)):
        workspace.freeze(window)
        for person in workspace.people["Billing"]:
            workspace.answer(person, YES, window.first_day)
    workspace.company.clock.now = publishes_at(FIRST.plus(5))
    assert publish_due(workspace.services, workspace.company.clock()) == 2
    assert windows.done(workspace.database, windows.Step.PUBLISHED) == [FIRST, FIRST.plus(1)]


def test_neither_true_sums_nor_respondents_are_kept(workspace) -> None:
    """What is kept of a total says no more of how many answered than a lower edge does."""
    workspace.window({"Billing": (6, YES)})
    columns = {
        row["name"]
        for table in ("release", "release_total", "window_done", "page")
        for row in workspace.database.read(f"PRAGMA table_info({table})")
    }
    assert columns == {
        *("window_index", "group_id", "measure", "band", "wording", "level", "low", "high"),
        *("direction", "points", "at_least", "cells", "step", "at", "team", "title", "beside"),
        *("finding", "larger_group", "larger_beside"),
    }
    assert {row["at_least"] for row in workspace.database.read("SELECT * FROM release_total")} == {
        5
    }


def test_inviting_otherwise_changes_nothing_of_an_open_window(workspace) -> None:
    workspace.freeze()
    for person in workspace.people["Billing"][:8]:
        workspace.answer(person, YES, FIRST.first_day + timedelta(days=3))
    now = settings.load(workspace.database)
    settings.save(workspace.database, replace(now, by_invitation=True), workspace.company.clock())
    workspace.publish()
    assert workspace.page(workspace.people["Billing"][0]) != Withheld()
