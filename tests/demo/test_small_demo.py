"""A small company through two weeks: interrupted, gone on with, and moved on by the page."""

import shutil
import threading
from collections import Counter

import pytest

from bot.demo import run
from bot.demo.answering import open_rows
from bot.demo.calendar import end_of
from bot.demo.company import found
from bot.demo.controls import controls
from bot.demo.folder import Folder
from bot.demo.making import ahead, live
from bot.demo.stage import Stage
from bot.people import places

TEAMS = ("Docs", "Legal")
WEEKS = 2


def opened(path, ended=None):
    return Stage(Folder(path), found(TEAMS), 0, ended or threading.Event())


def interrupted_at(number, ended):
    """Ends the demo when that many moments have begun."""
    left = iter(range(number, 0, -1))

    def tell(_moment):
        if next(left, 0) == 1:
            ended.set()

    return tell


def all_messages(stage):
    people = (stage.workspace.hand(its.slack_id) for its in stage.company.people)
    return [message for hand in people for message in hand.messages()]


def digests(stage):
    return [its for its in all_messages(stage) if "Your AI work" in str(its.blocks)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two weeks, made in three sittings."""
    path = tmp_path_factory.mktemp("demo")
    for number in (3, 4):
        ended = threading.Event()
        with opened(path, ended) as stage:
            live(stage, end_of(WEEKS), interrupted_at(number, ended))
            assert ahead(stage, end_of(WEEKS))
    with opened(path) as stage:
        live(stage, end_of(WEEKS))
    return path


@pytest.fixture(scope="module")
def stage(folder):
    """The company as it was left, on stage again."""
    with opened(folder) as its:
        yield its


@pytest.fixture
def copy(folder, tmp_path):
    """The same folder once more, for those who go on with it."""
    return shutil.copytree(folder, tmp_path / "copy")


def test_everybody_was_told_once_and_got_each_digest_once(stage):
    welcomes = [its for its in all_messages(stage) if "Hello, I'm Worthwhile" in its.text]
    assert sorted(its.channel for its in welcomes) == sorted({its.channel for its in welcomes})
    assert len(welcomes) == len(stage.company.people)
    weeks = Counter(
        (its.channel, its.text, its.blocks[1]["text"]["text"]) for its in digests(stage)
    )
    assert weeks
    assert set(weeks.values()) == {1}


def test_what_was_sent_is_what_the_bot_believes_it_sent(stage):
    services = stage.house.services
    rows = services.database.read("SELECT person, sealed_place FROM delivery WHERE state = 'sent'")
    believed = {places.opened(services.keys, row["person"], row["sealed_place"]).ts for row in rows}
    assert believed == {its.ts for its in all_messages(stage)}


def test_some_answered_and_some_did_not(stage):
    asked = [its for its in digests(stage) if "q:" in str(its.blocks)]
    answered = [its for its in asked if len(list(open_rows(its.blocks))) < 1 or its.edited]
    assert 0 < len(answered) < len(asked)


def test_the_clock_stands_where_it_was_left_and_the_page_says_so(stage):
    assert stage.clock() >= end_of(WEEKS)
    assert stage.date() == "It is Friday 10 July 2026, 23:45 in Berlin"


def test_next_friday_brings_digests_and_nothing_twice(copy):
    with opened(copy) as stage:
        before = digests(stage)
        button = next(its for its in controls(stage) if its.name == "friday")
        assert button.action() == "It is Friday 17 July 2026, 23:45 in Berlin. Digests are there."
        later = digests(stage)
        assert {its.ts for its in before} < {its.ts for its in later}
        assert max(Counter((its.channel, its.ts) for its in later).values()) == 1


def test_the_command_goes_on_and_ends_cleanly(copy, capsys):
    ended = threading.Event()
    ended.set()
    run(copy, ended=ended, teams=TEAMS, weeks=WEEKS)
    assert "stays in the folder" in capsys.readouterr().out


def test_fresh_removes_what_a_demo_made_and_nothing_else(tmp_path):
    mine = tmp_path / "notes.txt"
    mine.write_text("mine")
    (tmp_path / "worthwhile.db").write_text("old")
    Folder(tmp_path).empty()
    assert list(tmp_path.iterdir()) == [mine]


def test_a_taken_port_is_said_in_one_line(tmp_path, capsys):
    ended = threading.Event()
    ended.set()
    with Stage(Folder(tmp_path / "one"), found(TEAMS), 0, ended) as stage:
        port = int(stage.sandbox.url.rstrip("/").rpartition(":")[2])
        with pytest.raises(SystemExit) as refused:
            run(tmp_path / "two", port=port, ended=ended, teams=TEAMS, weeks=1)
    assert refused.value.code == 2
    assert "cannot start" in capsys.readouterr().out
