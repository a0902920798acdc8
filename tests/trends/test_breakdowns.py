"""The company's breakdowns: by tool and kind of work, of a hundred people or more, blurred once."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from math import log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import (
    Answer,
    Band,
    Dimension,
    Item,
    Measure,
    MemberId,
    PersonId,
    Preferences,
    Question,
    Rating,
    Task,
    Tokens,
    ToolDay,
    Viewer,
    Withheld,
    WorkspaceSettings,
)
from bot.people import consent
from bot.people.identity import viewer
from bot.publiclog.verifying import Broken, Whole, verify
from bot.reflection.kinds import WorkKind
from bot.reflection.sealing import seal
from bot.trends import breakdowns, contribution, placing, published
from bot.trends.figures import Total
from bot.trends.floors import CEILING_PER_WINDOW, EPSILON
from bot.trends.frozen import Frozen
from bot.trends.ledger import OverBudget
from storage.operations import settings
from storage.personal import answers, ledger, people, preferences, questions, tasks, tool_days
from storage.personal.ledger import Charge
from storage.published import breakdowns as rows
from storage.published import windows
from tests.attacks.world import close, world
from tests.trends.conftest import FIRST, NO, YES, Workspace, instant

DAY, LATER = (FIRST.first_day + timedelta(days=n) for n in (3, 4))
TOOL, KIND, COST = Dimension.WORTH_BY_TOOL, Dimension.WORTH_BY_KIND, Dimension.COST_BY_TOOL


@pytest.fixture
def company(tmp_path: Path) -> Iterator[Workspace]:
    """A hundred people in three teams of one company; nobody has done anything yet."""
    its = world(
        tmp_path / "company",
        {"all": 0, "billing": 40, "search": 40, "platform": 20},
        {"billing": "all", "search": "all", "platform": "all"},
    )
    yield its
    close(its)


def everybody(its: Workspace) -> list[PersonId]:
    return [person for team in ("billing", "search", "platform") for person in its.people[team]]


def work(its: Workspace, who: Sequence[PersonId], rating: Rating, **facts: object) -> None:
    """Each did one task of that kind, was asked about it and said so."""
    now = its.company.clock()
    with its.database.transaction() as tx:
        for person in who:
            number = next(its._serial)
            at = instant(DAY) + 12 * 3_600
            task = Task(f"t{number}", person, **{"source": "claude-code", "key": "k"} | facts,
                        started_at=at, ended_at=at + 60)  # fmt: skip
            asked = Question(f"q{number}", person, Item.WORTH, task.id, DAY, 0, f"d{number}")
            tasks.save(tx, [task])
            questions.save(tx, [asked])
            sealed = seal(its.services, person, Answer(asked.id, now, rating))
            answers.save(tx, asked.id, person, sealed, now)


def a_member(its: Workspace) -> MemberId:
    return its.member(everybody(its)[0])


def names(its: Workspace, dimension: Dimension = TOOL) -> dict[str, Band]:
    shown = rows.of_window(its.database, FIRST)
    return {row.name: row.band for row in shown if row.dimension is dimension}


def check(its: Workspace) -> Whole | Broken:
    return verify(its.database, its.services.keys.store)


def sums(its: Workspace) -> breakdowns.Rows:
    """What would be blurred if it were published now."""
    frozen = Frozen.load(its.database, FIRST)
    return breakdowns.added_up(its.services, frozen, tuple(Dimension))


def test_rows_by_tool_and_kind_and_cost_beside_worth(company) -> None:
    company.freeze()
    first, second, few = (everybody(company)[n:m] for n, m in ((0, 60), (60, 85), (85, 100)))
    work(company, first, YES, edits=2, cost_usd=200.0)
    work(company, second, NO, source="codex", commands=1, unpriced_calls=1)
    work(company, few, YES, source="copilot")
    company.publish()
    assert names(company) == {"claude-code": Band.FIFTY, "codex": Band.TWENTY}
    assert names(company, KIND) == {"changed": Band.FIFTY, "ran": Band.TWENTY}
    assert names(company, COST) == {"claude-code": Band.FIFTY}, "no price is not a price of nothing"
    for row in rows.of_window(company.database, FIRST):
        assert row.level % 10 == row.low % 10 == row.high % 10 == 0
        assert 0 <= row.low <= row.level <= row.high <= 100


@pytest.mark.parametrize(
    ("reported", "points"),
    [
        ([], 2),
        ([ToolDay("claude-code", "litellm", DAY, cost_usd=60.0)], 2),  # told by events that day
        ([ToolDay("claude-code", "litellm", LATER, cost_usd=60.0)], 5),
        ([ToolDay("claude-code", "litellm", LATER, tokens=Tokens(9), unpriced=1)], None),
        ([ToolDay("claude-code", "litellm", LATER)], None),  # of its cost nothing is told
        ([ToolDay("cursor", "cursor", LATER, cost_usd=60.0)], 2),  # another tool
    ],
)
def test_reported_cost_counts_once_and_unknown_is_not_free(company, reported, points) -> None:
    company.freeze()
    ada = company.people["billing"][0]
    work(company, [ada], YES, cost_usd=40.0)
    tool_days.keep(company.database, ada, reported)
    its = people.get(company.database, ada)
    assert placing.points(company.services, FIRST, its).get((COST, "claude-code")) == points


def test_what_work_over_midnight_cost_counts_once(company) -> None:
    company.freeze()
    ada = company.people["billing"][0]
    work(company, [ada], YES, cost_usd=40.0)
    [its] = tasks.between(company.database, ada, 0, 2**40)
    tasks.save(company.database, [replace(its, ended_at=instant(LATER))])
    tool_days.keep(
        company.database,
        ada,
        [ToolDay("claude-code", "litellm", on, cost_usd=60.0) for on in (DAY, LATER)],
    )
    person = people.get(company.database, ada)
    assert placing.points(company.services, FIRST, person)[COST, "claude-code"] == 2


def test_a_row_is_close_to_what_its_people_add_up_to(tmp_path) -> None:
    """600 who all say worth it: blur alone moves it, by 25 points once in 10²² or so."""
    its = world(tmp_path / "large", {"all": 600})
    its.freeze()
    work(its, its.people["all"], YES, cost_usd=120.0)
    its.publish()
    levels = {row.dimension: row.level for row in rows.of_window(its.database, FIRST)}
    assert levels[TOOL] >= 80
    assert levels[KIND] >= 80
    assert 30 <= levels[COST] <= 70
    close(its)


@pytest.mark.parametrize(("respondents", "shown"), [(19, {}), (20, {"claude-code": Band.TWENTY})])
def test_a_row_needs_twenty_respondents(company, respondents, shown) -> None:
    company.freeze()
    work(company, everybody(company)[:respondents], YES)
    company.publish()
    assert names(company) == shown


def test_a_company_under_a_hundred_has_none_and_pays_nothing(tmp_path) -> None:
    its = world(tmp_path / "small", {"all": 99})
    its.freeze()
    work(its, its.people["all"], YES, cost_usd=100.0)
    its.publish()
    assert its.rows("breakdown") == {"breakdown": []}
    charged = {row["measure"] for row in its.database.read("SELECT DISTINCT measure FROM ledger")}
    assert charged.isdisjoint(Dimension)
    assert isinstance(check(its), Whole)
    close(its)


def test_cost_is_a_kind_of_use_and_hidden_with_it(company) -> None:
    with company.database.transaction() as tx:
        settings.save(tx, WorkspaceSettings(show_use=False), company.company.clock())
    company.freeze()
    work(company, everybody(company), YES, cost_usd=100.0)
    company.publish()
    assert names(company, COST) == {}
    assert names(company) == {"claude-code": Band.FIFTY}
    charged = {row["measure"] for row in company.database.read("SELECT measure FROM ledger")}
    assert str(COST) not in charged


class TestWhoIsWhere:
    def test_a_name_nobody_knows_makes_no_row(self, company) -> None:
        company.freeze()
        work(company, everybody(company), YES, source="ada-fields-own-agent", apps={"payroll"})
        company.publish()
        assert names(company) == {"other": Band.FIFTY}
        assert names(company, KIND) == {"app": Band.FIFTY}

    @pytest.mark.parametrize("rating", [Rating.TRYING, Rating.CANT_PLACE, Rating.SKIPPED])
    def test_what_says_nothing_of_worth_places_nobody(self, company, rating) -> None:
        company.freeze()
        work(company, everybody(company), rating, cost_usd=100.0)
        assert sums(company) == {}

    def test_what_was_rated_in_home_or_is_of_another_window_places_nobody(self, company) -> None:
        company.freeze()
        work(company, everybody(company), YES)
        company.database.change("UPDATE question SET delivery = NULL WHERE id LIKE '%1'")
        company.database.change("UPDATE question SET day = '2026-01-05' WHERE id LIKE '%2'")
        assert {its.respondents for its in sums(company).values()} == {80}

    def test_whoever_said_no_keeps_theirs_out_or_was_erased_moves_nothing(self, company) -> None:
        company.freeze()
        no, out, erased, *others = everybody(company)
        work(company, others, YES, cost_usd=40.0)
        before = sums(company)
        work(company, [no, out, erased], NO, source="codex", cost_usd=240.0)
        assert sums(company) != before
        consent.decline(company.database, no, company.company.clock())
        preferences.save(company.database, out, Preferences(counted=False))
        company.services.keys.destroy(erased)
        assert sums(company) == before

    def test_cost_is_of_everything_done_with_the_tool_that_was_rated_most(self, company) -> None:
        company.freeze()
        ada, *_ = everybody(company)
        for _ in range(2):
            work(company, [ada], NO, source="codex", cost_usd=30.0)
        work(company, [ada], YES, cost_usd=200.0)
        points = {place: its.points for place, its in sums(company).items()}
        assert points == {(TOOL, "codex"): 0, (KIND, "talked"): 4, (COST, "codex"): 3}


_TASKS = st.builds(
    Task,
    id=st.uuids().map(str),
    person=st.just(PersonId("ada")),
    source=st.sampled_from(["claude-code", "codex", "cursor", "made-up", "other"]),
    key=st.just("k"),
    started_at=st.just(0),
    ended_at=st.just(60),
    edits=st.integers(0, 1),
    commands=st.integers(0, 1),
    reads=st.integers(0, 1),
    apps=st.sampled_from([frozenset(), frozenset({"slack"})]),
    cost_usd=st.floats(0, 1e9),
    unpriced_calls=st.sampled_from([0, 0, 0, 1]),
)
_WORTHS = st.sampled_from([YES, Rating.PARTLY, NO, Rating.TRYING])


@given(st.lists(st.tuples(_TASKS, _WORTHS), max_size=12), st.lists(_TASKS, max_size=4))
def test_a_person_is_in_one_row_of_a_dimension_at_most_and_adds_twelve_at_most(
    rated, others
) -> None:
    placed = placing.placed(rated, [*(task for task, _ in rated), *others])
    assert all(count == 1 for count in Counter(its for its, _ in placed).values())
    assert all(name in placing.NAMES[its] for its, name in placed)
    assert all(0 <= points <= 12 for points in placed.values())
    assert placed == placing.placed(rated[::-1], [*others, *(task for task, _ in rated)][::-1])


@given(st.integers(20, 5_000), st.integers(-10_000, 100_000), st.sampled_from(Dimension))
def test_a_row_tells_no_more_of_its_respondents_than_the_band(respondents, noised, its) -> None:
    row = breakdowns.row(FIRST, (its, "other"), Total(noised, respondents, 1))
    assert row.band is Band.of(respondents)
    assert 0 <= row.low <= row.level <= row.high <= 100
    assert row.low % 10 == row.level % 10 == row.high % 10 == 0


def test_a_row_under_twenty_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="too few"):
        breakdowns.row(FIRST, (TOOL, "codex"), Total(100, 19, 1))


@pytest.mark.parametrize(
    ("dollars", "points"),
    [(0.0, None), (0.5, 0), (9.9, 0), (10.0, 1), (20.0, 1), (30.0, 2), (240.0, 12), (1e12, 12)],
)
def test_twenty_dollars_are_a_point_and_twelve_are_all(dollars, points) -> None:
    half = Task("t", PersonId("ada"), "codex", "k", 0, 60, cost_usd=dollars / 2)
    assert contribution.cost([half, half]) == points
    assert contribution.cost([half, replace(half, unpriced_calls=1)]) is None


def test_no_row_is_of_an_app_or_of_a_name_somebody_gave() -> None:
    assert set(placing.NAMES) == set(Dimension)
    assert set(placing.NAMES[KIND]) == set(WorkKind)
    assert placing.NAMES[TOOL] == placing.NAMES[COST]
    assert "other" in placing.NAMES[TOOL]


class TestOnce:
    def test_published_once_whatever_happens_afterwards(self, company) -> None:
        company.freeze()
        work(company, everybody(company), YES, cost_usd=100.0)
        company.publish()
        before = company.rows("breakdown", "ledger", "release_salt")
        assert before["breakdown"]
        consent.decline(company.database, everybody(company)[0], company.company.clock())
        with company.database.transaction() as tx:
            people.forget(tx, everybody(company)[1])
        work(company, everybody(company)[2:50], NO, source="codex")
        assert company.publish() == 0
        assert company.rows("breakdown", "ledger", "release_salt") == before
        with pytest.raises(sqlite3.IntegrityError):
            rows.add(company.database, rows.of_window(company.database, FIRST)[:1])

    def test_nothing_is_there_before_the_window_is_published(self, company) -> None:
        company.freeze()
        work(company, everybody(company), YES)
        assert company.rows("breakdown") == {"breakdown": []}


class TestTheLedger:
    def test_everybody_counted_is_charged_once_a_dimension_whoever_answered(self, company) -> None:
        company.freeze()
        work(company, everybody(company)[:5], YES)
        company.publish()
        charged = Counter(
            (row["member"], row["measure"], row["epsilon"])
            for row in company.database.read("SELECT member, measure, epsilon FROM ledger")
            if row["measure"] in list(Dimension)
        )
        assert charged == Counter(
            (company.member(person), str(its), EPSILON[its])
            for person in everybody(company)
            for its in Dimension
        )

    def test_they_live_on_what_the_sensitive_questions_leave(self, company) -> None:
        company.freeze()
        company.publish()
        by_rows = sum(EPSILON[its] for its in Dimension)
        usual = EPSILON[Measure.WORTH] + EPSILON[Measure.USE] + log(2)
        assert by_rows <= 2 * log(2)
        assert pytest.approx(1.5 + 3 * log(2)) == CEILING_PER_WINDOW
        spent = ledger.spent(company.database, FIRST, FIRST)
        assert max(spent.values()) == pytest.approx(usual + by_rows)

    def test_it_is_asked_before_anything_is_drawn(self, company) -> None:
        """What is left would do for everything but the breakdowns."""
        company.freeze()
        work(company, everybody(company), YES)
        usual = EPSILON[Measure.WORTH] + EPSILON[Measure.USE] + log(2)
        left = Charge(a_member(company), FIRST, "c", "other", CEILING_PER_WINDOW - usual - 0.5)
        ledger.charge(company.database, [left])
        with pytest.raises(OverBudget):
            company.publish()
        assert company.rows("breakdown", "release") == {"breakdown": [], "release": []}
        assert windows.done(company.database, windows.Step.PUBLISHED) == []

    def test_nobody_is_charged_twice_for_a_dimension(self, company) -> None:
        company.freeze()
        company.publish()
        again = Charge(a_member(company), FIRST, "another", TOOL, 0.1)
        with pytest.raises(sqlite3.IntegrityError):
            ledger.charge(company.database, [again])


def test_no_table_tells_who_was_in_which_row(company) -> None:
    """One did what nobody else did; afterwards no row is like it, nor does one differ by person."""
    company.freeze()
    work(company, everybody(company)[1:], YES)
    work(company, everybody(company)[:1], NO, source="codex", edits=1)
    company.publish()
    columns = {row["name"] for row in company.database.read("PRAGMA table_info(breakdown)")}
    assert columns == {"window_index", "dimension", "name", "band", "level", "low", "high"}
    assert set(names(company)) == {"claude-code"}
    charged = company.database.read("SELECT * FROM ledger WHERE measure LIKE '%_by_%'")
    of_each = Counter((row["measure"], row["epsilon"]) for row in charged)
    assert set(of_each.values()) == {100}, "the ledger says of everybody the same"


class TestThePublicLog:
    @pytest.fixture
    def told(self, company) -> Workspace:
        company.freeze()
        work(company, everybody(company), YES)
        company.publish()
        return company

    def test_it_stays_whole(self, told) -> None:
        assert isinstance(check(told), Whole)

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE breakdown SET level = (level + 10) % 100 WHERE dimension = 'worth_by_tool'",
            "UPDATE breakdown SET band = '20–49'",
            "UPDATE breakdown SET name = 'codex' WHERE dimension = 'worth_by_tool'",
            "UPDATE breakdown SET dimension = 'nonsense' WHERE dimension = 'worth_by_tool'",
            "DELETE FROM breakdown WHERE dimension = 'worth_by_kind'",
            "INSERT INTO breakdown VALUES (1, 'worth_by_tool', 'codex', '50+', 50, 40, 60)",
        ],
    )
    def test_a_row_that_is_not_as_it_was_locked_breaks_it(self, told, change) -> None:
        assert told.database.change(change)
        assert isinstance(check(told), Broken)

    def test_as_many_are_locked_however_few_rows_there_are(self, told, tmp_path) -> None:
        silent = world(tmp_path / "silent", {"all": 100})
        silent.freeze()
        silent.publish()
        locked = [
            {(row["group_id"], row["measure"]) for row in its.database.read(
                "SELECT group_id, measure FROM release_salt WHERE measure LIKE '%_by_%'"
            )}
            for its in (told, silent)
        ]  # fmt: skip
        assert locked[0] == locked[1] == {(n, d) for d in Dimension for n in placing.NAMES[d]}
        close(silent)


class TestReading:
    @pytest.fixture
    def told(self, company) -> Workspace:
        company.people["boss"] = [company.company.hire("U0BOSS")]
        company.freeze()
        work(company, everybody(company), YES)
        company.publish()
        return company

    def read(self, its: Workspace, who: Viewer, window=FIRST):
        return published.breakdowns(its.company.published, who, window)

    def test_for_whoever_sees_everybodys_page(self, told) -> None:
        boss = Viewer(told.people["boss"][0], manages=frozenset({"all", "billing", "search"}))
        shown = self.read(told, boss)
        assert list(shown) == rows.of_window(told.database, FIRST)
        assert self.read(told, boss) == shown

    def test_for_nobody_else_and_of_no_other_window(self, told) -> None:
        member = viewer(told.services, told.people["billing"][0])
        boss = Viewer(told.people["boss"][0], manages=frozenset({"billing", "search"}))
        top = Viewer(told.people["boss"][0], manages=frozenset({"all"}))
        stranger, admin = Viewer(PersonId("nobody")), Viewer(PersonId("nobody"), admin=True)
        answers_ = [self.read(told, its) for its in (member, boss, stranger, admin)]
        answers_ += [self.read(told, top, FIRST.plus(n)) for n in (-1, 1)]
        assert answers_ == [Withheld()] * len(answers_)

    def test_where_there_are_no_rows_it_is_the_same(self, company) -> None:
        company.freeze()
        top = Viewer(PersonId("boss"), manages=frozenset({"all"}))
        assert self.read(company, top) == Withheld()
        company.publish()
        assert self.read(company, top) == Withheld()
