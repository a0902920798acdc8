"""Entries are added with what they tell of or not at all, one after another, by many at once."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.model import DAY, Told, WorkspaceSettings
from bot.people.identity import viewer
from bot.people.keys import KeyStore
from bot.publiclog import openings
from bot.publiclog.anchoring import Anchor, anchored
from bot.publiclog.changes import decide
from bot.publiclog.verifying import Whole
from bot.publiclog.writing import append, recorded
from storage.operations import settings
from storage.published import releases
from storage.sqlite import SqliteDatabase
from tests.publiclog.conftest import check, entries
from tests.trends.conftest import FIRST, YES


def test_what_does_not_happen_is_not_told(workspace) -> None:
    def decide_and_fail() -> None:
        with recorded(workspace.services) as tx:
            settings.save(tx, WorkspaceSettings(questions=0), 1)
            append(tx, Told.SETTINGS, {"changed": {"questions": [3, 0]}}, 1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        decide_and_fail()
    assert entries(workspace) == []
    assert settings.load(workspace.database) == WorkspaceSettings()
    assert anchored(workspace.services.keys.store) is None


def test_what_stays_the_same_is_not_told(workspace) -> None:
    decide(workspace.services, WorkspaceSettings(questions=1, paused=True))
    decide(workspace.services, WorkspaceSettings(questions=1, paused=True))
    assert [entry.kind for entry in entries(workspace)] == ["pledge", "settings"]
    assert entries(workspace)[1].body == '{"changed":{"paused":[false,true],"questions":[3,1]}}'


def test_of_many_at_once_each_follows_the_one_before(workspace) -> None:
    folder, bosses = (
        workspace.company.folder,
        [
            viewer(workspace.services, workspace.people[f"boss of {team}"][0])
            for team in ("Billing", "Search")
        ],
    )
    start, stores = threading.Barrier(4), []

    def process(number: int) -> None:
        database = SqliteDatabase(folder / "worthwhile.db")
        keys = KeyStore.open(SqliteDatabase(folder / "worthwhile.keys"), bytes(32))
        stores.extend((database, keys.store))
        services = replace(workspace.services, database=database, keys=keys)
        start.wait()
        for n in range(10):
            for boss in bosses:
                openings.note(services, boss, None)
            decide(services, WorkspaceSettings(questions=n % 3, paused=bool(number % 2)))

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(process, range(4)))
    for store in stores:
        store.close()
    told = entries(workspace)
    assert check(workspace) == Whole(len(told), told[-1].hash)
    assert sum(entry.kind == Told.OPENED for entry in told) == 2
    assert sum(entry.kind == Told.PLEDGE for entry in told) == 1
    assert anchored(workspace.services.keys.store) == Anchor(told[-1].seq, told[-1].hash)


def test_the_number_of_hashes_follows_from_the_roster_alone(workspace) -> None:
    """However many answered: whether a group has a figure is nobody else's to know."""
    workspace.window({"Billing": (6, YES), "Search": (6, YES)})
    workspace.window({}, FIRST.plus(1))
    told = [json.loads(its.body) for its in entries(workspace) if its.kind == Told.RELEASED]
    published = [len(releases.of_window(workspace.database, FIRST.plus(n))) for n in (0, 1)]
    assert published[0] > published[1] == 0
    assert len(told[0]["locked"]) == len(told[1]["locked"]) >= published[0]


def test_a_published_figure_cannot_be_guessed_from_its_hash(told) -> None:
    """There are few bands and few wordings: without its salt a hash would be found by trying."""
    released = entries(told)[3].body
    for row in told.database.read("SELECT * FROM release"):
        for shown in (row["band"], row["wording"]):
            assert shown is None or shown not in released
        assert row["group_id"] not in released
    (salt, *_) = told.database.read("SELECT salt FROM release_salt")
    assert salt["salt"] not in released


class TestOpenings:
    @pytest.fixture
    def boss(self, workspace):
        return viewer(workspace.services, workspace.people["boss of Billing"][0])

    def opened(self, workspace) -> list[str]:
        return [
            openings.name(workspace.services, entry) or "nobody"
            for entry in entries(workspace)
            if entry.kind == Told.OPENED
        ]

    def test_a_manager_is_noted_once_a_day(self, workspace, boss) -> None:
        for _ in range(3):
            openings.note(workspace.services, boss, None)
            openings.note(workspace.services, boss, "BILLING")
        assert len(self.opened(workspace)) == 1
        workspace.company.clock.forward(DAY)
        openings.note(workspace.services, boss, None)
        assert len(self.opened(workspace)) == 2

    def test_nobody_else_is_noted(self, workspace, boss) -> None:
        part_of_it = viewer(workspace.services, workspace.people["Billing"][0])
        openings.note(workspace.services, part_of_it, None)
        openings.note(workspace.services, boss, "Search")
        openings.note(workspace.services, boss, "No such team")
        assert self.opened(workspace) == []

    def test_an_admin_who_is_a_member_is_noted_as_well(self, workspace) -> None:
        part_of_it = viewer(workspace.services, workspace.people["Billing"][0], admin=True)
        openings.note(workspace.services, part_of_it, None)
        openings.note(workspace.services, part_of_it, "Search")
        assert len(self.opened(workspace)) == 1

    def test_that_there_was_nothing_to_show_makes_no_difference(self, workspace, boss) -> None:
        workspace.window({})
        openings.note(workspace.services, boss, "Billing")
        assert len(self.opened(workspace)) == 1

    def test_an_erasure_darkens_the_name_and_breaks_nothing(self, told) -> None:
        before, boss = entries(told), told.people["boss of Billing"][0]
        assert self.opened(told) == ["U0006"]
        told.services.keys.destroy(boss)
        assert self.opened(told) == ["nobody"]
        told.database.change("DELETE FROM opening WHERE member = :its", {"its": told.member(boss)})
        assert self.opened(told) == ["nobody"]
        assert entries(told) == before
        assert check(told) == Whole(6, before[-1].hash)

    def test_an_entry_cannot_be_laid_at_somebody_elses_door(self, told) -> None:
        other = told.member(told.people["boss of Search"][0])
        told.database.change("UPDATE opening SET member = :other", {"other": other})
        assert self.opened(told) == ["nobody"]

    def test_the_log_holds_no_id_and_no_name(self, told) -> None:
        said = "".join(entry.body for entry in entries(told))
        for person in told.people["boss of Billing"]:
            assert person not in said
            assert told.member(person) not in said
        assert "U0006" not in said
