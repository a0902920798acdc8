"""Whatever is changed, taken out, turned about or cut off, it is found, and where."""

from __future__ import annotations

import json
import sqlite3

import pytest

from bot.model import Told
from bot.publiclog import chain
from bot.publiclog.anchoring import anchor
from bot.publiclog.chain import Fault
from bot.publiclog.verifying import Broken, Whole
from bot.publiclog.writing import append, recorded
from tests.publiclog.conftest import check, entries


def test_what_was_told_stands_in_order_and_the_pledge_first(told) -> None:
    kinds = [entry.kind for entry in entries(told)]
    assert kinds == ["pledge", "roster", "frozen", "released", "settings", "opened"]
    assert check(told) == Whole(6, entries(told)[-1].hash)
    assert json.loads(entries(told)[0].body)["text"].startswith("Nothing that Worthwhile shows")


@pytest.mark.parametrize(
    "change",
    [
        'UPDATE log_entry SET body = \'{"changed":{"questions":[3,2]}}\' WHERE seq = 5',
        "UPDATE log_entry SET at = at - 1 WHERE seq = 5",
        "UPDATE log_entry SET kind = 'roster' WHERE seq = 5",
        "UPDATE log_entry SET previous = hash WHERE seq = 5",
        "UPDATE log_entry SET hash = previous WHERE seq = 5",
    ],
)
def test_an_entry_that_was_edited(told, change) -> None:
    assert told.database.change(change) == 1
    assert check(told) == Broken(5, Fault.CHANGED)


def test_an_entry_that_was_edited_and_hashed_anew_no_longer_leads_to_the_next(told) -> None:
    forged = chain.entry(entries(told)[2], Told.RELEASED, {"window": 1, "locked": []}, 1)
    told.database.change(
        "UPDATE log_entry SET at = 1, body = :body, hash = :hash WHERE seq = 4",
        {"body": forged.body, "hash": forged.hash},
    )
    assert check(told) == Broken(5, Fault.CHANGED)


@pytest.mark.parametrize("seq", [1, 2, 5])
def test_an_entry_that_was_taken_out(told, seq) -> None:
    told.database.change("DELETE FROM log_entry WHERE seq = :seq", {"seq": seq})
    assert check(told) == Broken(seq, Fault.MISSING)


def test_entries_that_were_turned_about(told) -> None:
    for was, now in ((4, 40), (5, 4), (40, 5)):
        told.database.change(
            "UPDATE log_entry SET seq = :now WHERE seq = :was", {"was": was, "now": now}
        )
    assert check(told) == Broken(4, Fault.CHANGED)


@pytest.mark.parametrize("left", [0, 1, 5])
def test_an_end_that_was_cut_off(told, left) -> None:
    told.database.change("DELETE FROM log_entry WHERE seq > :left", {"left": left})
    assert check(told) == Broken(left + 1, Fault.MISSING)


def test_an_end_that_was_cut_off_is_not_forgotten_as_the_log_grows_again(told) -> None:
    told.database.change("DELETE FROM log_entry WHERE seq > 4")
    found = []
    for n in range(4):
        with recorded(told.services) as tx:
            append(tx, Told.SETTINGS, {"changed": {"questions": [3, n]}}, 1)
        found.append(check(told))
    assert found == [Broken(6, Fault.MISSING), *[Broken(6, Fault.CHANGED)] * 3]


def test_a_log_that_was_written_anew_from_the_start(told) -> None:
    told.database.change("DELETE FROM log_entry")
    before = None
    for n in range(9):
        kind = Told.ROSTER if n else Told.PLEDGE
        before = chain.entry(before, kind, {"text": "Nothing.", "window": n}, 1)
        told.database.change(
            "INSERT INTO log_entry VALUES (:seq, :at, :kind, :body, :previous, :hash)",
            {name: getattr(before, name) for name in before.__slots__},
        )
    anchor(told.database, told.services.keys.store)
    assert check(told) == Broken(6, Fault.CHANGED)


def test_the_pledge_stands_first_and_only_there(told) -> None:
    with recorded(told.services) as tx:
        append(tx, Told.PLEDGE, {"text": "Something else."}, 1)
    assert check(told) == Broken(7, Fault.NO_PLEDGE)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE release SET wording = CASE wording WHEN 'mixed' THEN 'mostly' ELSE 'mixed' END "
        "WHERE measure = 'worth'",
        "UPDATE release SET band = '8–11' WHERE measure = 'worth'",
        "UPDATE release SET band = '3–4' WHERE measure = 'worth'",
        "DELETE FROM release WHERE measure = 'use'",
        "UPDATE release SET group_id = 'another' WHERE measure = 'use'",
        "UPDATE release_salt SET salt = 'another' WHERE measure = 'use'",
        "DELETE FROM release_salt WHERE measure = 'use'",
    ],
)
def test_figures_that_are_not_those_that_were_locked(told, change) -> None:
    assert told.database.change(change)
    assert check(told) == Broken(4, Fault.FIGURES)


def test_a_figure_that_was_put_where_there_was_none(told) -> None:
    """Search had no answers, and that is locked as well."""
    quiet = told.database.read(
        "SELECT group_id FROM page WHERE group_id NOT IN (SELECT group_id FROM release)"
    )
    told.database.change(
        "UPDATE release SET group_id = :group WHERE measure = 'use'",
        {"group": quiet[0]["group_id"]},
    )
    assert check(told) == Broken(4, Fault.FIGURES)


def test_figures_that_no_entry_tells_of(told) -> None:
    told.database.change(
        "INSERT INTO release (window_index, group_id, measure, band) VALUES (1, 'g', 'use', '50+')"
    )
    assert check(told) == Broken(7, Fault.FIGURES)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE page SET group_id = (SELECT group_id FROM page WHERE team = 'billing') "
        "WHERE team = 'search'",
        "UPDATE page SET team = 'billing' || team",
        "UPDATE page SET title = 'Billing, all of it' WHERE team = 'billing'",
        "UPDATE page SET beside = '[[\"Search\"],[]]' WHERE team = 'billing'",
        "UPDATE page SET beside = 'spoilt' WHERE team = 'billing'",
        "UPDATE page SET larger_group = 'g', larger_beside = '[[],[]]' WHERE team = 'billing'",
        "DELETE FROM page WHERE team = 'billing'",
        "UPDATE window_floor SET least_respondents = 8",
        "UPDATE window_floor SET least_people = 8",
    ],
)
def test_a_team_s_name_that_was_pointed_at_another_group(told, change) -> None:
    assert told.database.change(change)
    assert check(told) == Broken(3, Fault.PAGES)


def test_pages_of_a_window_that_no_entry_tells_of(told) -> None:
    told.database.change(
        "INSERT INTO page SELECT 1, team, group_id, title, beside, NULL, NULL FROM page"
    )
    assert check(told) == Broken(7, Fault.PAGES)


def test_the_log_shows_nobody_which_group_a_team_leads_to(told) -> None:
    """Neither ids nor titles stand in it, and a hash is of an id that no page shows."""
    body = entries(told)[2].body
    for row in told.database.read("SELECT * FROM page"):
        for value in (row["team"], row["title"], row["group_id"]):
            assert str(value) not in body


def test_what_the_walled_code_holds_can_change_nothing(told) -> None:
    walled = told.company.published.database
    for change in (
        "UPDATE log_entry SET at = 1",
        "DELETE FROM log_entry",
        "INSERT INTO log_entry VALUES (7, 1, 'frozen', '{}', '', '')",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            walled.change(change)
    for table in ("opening", "release_salt"):
        with pytest.raises(sqlite3.DatabaseError):
            walled.read(f"SELECT * FROM {table}")
    assert isinstance(check(told), Whole)
