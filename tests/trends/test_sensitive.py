"""The sensitive questions: counted over larger groups, blurred, and the single answers gone."""

from __future__ import annotations

from collections.abc import Iterable
from math import log

import pytest

from bot.model import (
    IN_A_WAY,
    NO,
    SENSITIVE_ITEMS,
    YES,
    Band,
    Item,
    Measure,
    Preferences,
    Release,
    Wording,
)
from bot.people import consent
from bot.reflection import answering
from bot.trends import contribution
from bot.trends.figures import Total, figure
from bot.trends.floors import CEILING_PER_WINDOW, EPSILON
from bot.trends.published import TeamPage
from bot.trends.reading import contributions
from storage.directory import cells
from storage.personal import ledger, people, preferences, questions
from storage.published import releases, windows
from tests.company import found
from tests.trends.conftest import FIRST, Workspace
from tests.trends.conftest import YES as WORTH_IT

ASKED = Item.sensitive_in(FIRST)
MEASURE = Measure(ASKED)


def told(workspace, window=FIRST) -> list[Release]:
    """What the window published of sensitive questions."""
    return [its for its in releases.of_window(workspace.database, window) if its.measure.sensitive]


def everybody(workspace) -> list:
    """All who are counted in a larger cell, in order."""
    larger = cells.larger_of_window(workspace.database, FIRST)
    keys = workspace.services.keys
    return sorted(keys.person_of(member) for cell in larger for member in cell.members)


def publish(workspace, said: Iterable[int]) -> list[Release]:
    """Freeze, let the first people say that, publish."""
    workspace.freeze()
    for person, degree in zip(everybody(workspace), said, strict=False):
        workspace.tell(person, degree)
    workspace.publish()
    return told(workspace)


def test_each_window_asks_one_of_the_three_in_turn() -> None:
    asked = [Item.sensitive_in(FIRST.plus(n)) for n in range(6)]
    assert set(asked[:3]) == set(SENSITIVE_ITEMS)
    assert asked[:3] == asked[3:]


def test_no_is_nothing_in_a_way_half_and_yes_all() -> None:
    assert [contribution.said_yes(its) for its in (NO, IN_A_WAY, YES)] == [0, 6, 12]


@pytest.mark.parametrize(("answered", "shown"), [(9, []), (10, [Band.TEN]), (19, [Band.TEN]),
                                                 (20, [Band.TWENTY])])  # fmt: skip
def test_it_is_published_from_ten_respondents(workspace, answered, shown) -> None:
    published = publish(workspace, [YES] * answered)
    assert [its.band for its in published] == shown
    assert {its.measure for its in published} <= {MEASURE}


def test_words_under_twenty_respondents_and_numbers_from_there() -> None:
    few = figure(FIRST, "g", MEASURE, Total(0, 19, 1), 24, None)
    assert (few.wording, few.level, few.low) == (Wording.MOSTLY_NOT, None, None)
    assert figure(FIRST, "g", MEASURE, Total(12 * 10, 10, 1), 24, None).wording is Wording.MOSTLY
    many = figure(FIRST, "g", MEASURE, Total(6 * 20, 20, 1), 24, None)
    assert (many.wording, many.level) == (None, 50)
    assert many.low < 50 < many.high
    assert figure(FIRST, "g", MEASURE, Total(108, 9, 1), 24, None) is None


def test_a_figure_is_close_to_what_was_said(tmp_path) -> None:
    """A hundred who all say no, so that blur alone moves it: by 30 points once in 10⁸."""
    its = Workspace(found(tmp_path))
    its.team("Engineering", 100, boss=False)
    (release,) = publish(its, [NO] * 100)
    assert release.level <= 30
    assert (release.band, release.direction) == (Band.FIFTY, None)


def test_a_group_under_twenty_publishes_nothing(tmp_path) -> None:
    its = Workspace(found(tmp_path))
    its.team("Engineering", 19)
    its.freeze()
    for person in its.people["Engineering"]:
        its.tell(person, YES)
        its.answer(person, WORTH_IT, FIRST.first_day)
    its.publish()
    assert told(its) == []
    assert its.page(its.people["Engineering"][0]).windows[0].larger is None


def test_small_teams_share_a_figure_and_the_page_says_with_whom(workspace) -> None:
    workspace.freeze()
    for name in ("Billing", "Search", "Platform"):
        for person in workspace.people[name]:
            workspace.tell(person, NO)
            workspace.answer(person, WORTH_IT, FIRST.first_day)
    workspace.publish()
    member = workspace.page(workspace.people["Billing"][0])
    manager = workspace.page(workspace.people["boss of Billing"][0])
    assert isinstance(member, TeamPage)
    assert member.windows == manager.windows
    shown = member.windows[0].larger
    assert (shown.asked, shown.figure.band) == (MEASURE, "20–49")
    assert (shown.merged_with, shown.directly_in) == (("Platform", "Search"), ("Engineering",))
    above = workspace.page(workspace.people["boss of Engineering"][0])
    assert above.windows[0].larger.figure == shown.figure
    assert (above.windows[0].larger.merged_with, above.windows[0].larger.directly_in) == ((), ())
    assert len(told(workspace)) == 1


def test_managers_who_would_see_the_figure_are_not_counted_in_it(workspace) -> None:
    workspace.freeze()
    counted = everybody(workspace)
    bosses = [workspace.people[f"boss of {name}"][0] for name in ("Billing", "Search", "Platform")]
    assert len(counted) == 27
    for person in (*counted[:9], *bosses):
        workspace.tell(person, YES)
    workspace.publish()
    assert told(workspace) == []


class TestWhoCounts:
    """Ten answer, and that is just enough; whoever does not count leaves nothing to show."""

    @pytest.fixture
    def ten(self, workspace):
        workspace.freeze()
        ten = everybody(workspace)[:10]
        for person in ten[1:]:
            workspace.tell(person, YES)
        return workspace, ten[0]

    def published(self, workspace) -> bool:
        workspace.publish()
        return bool(told(workspace))

    @pytest.mark.parametrize("degree", [NO, IN_A_WAY, YES])
    def test_whoever_answers_counts(self, ten, degree) -> None:
        workspace, person = ten
        workspace.tell(person, degree)
        assert self.published(workspace)

    def test_an_answer_taken_back(self, ten) -> None:
        workspace, person = ten
        question = workspace.tell(person, YES)
        answering.take_back(workspace.services, person, question)
        assert not self.published(workspace)

    def test_a_skip(self, ten) -> None:
        workspace, person = ten
        question = workspace.tell(person, YES)
        answering.rate(workspace.services, person, question, answering.Rating.SKIPPED)
        assert not self.published(workspace)

    def test_keeping_mine_out(self, ten) -> None:
        workspace, person = ten
        workspace.tell(person, YES)
        preferences.save(workspace.database, person, Preferences(counted=False))
        assert not self.published(workspace)

    def test_saying_no_to_the_bot(self, ten) -> None:
        workspace, person = ten
        workspace.tell(person, YES)
        consent.decline(workspace.database, person, workspace.company.clock())
        assert not self.published(workspace)

    def test_being_erased(self, ten) -> None:
        workspace, person = ten
        workspace.tell(person, YES)
        workspace.services.keys.destroy(person)
        assert not self.published(workspace)

    def test_another_of_the_three(self, ten) -> None:
        workspace, person = ten
        other = next(item for item in SENSITIVE_ITEMS if item is not ASKED)
        workspace.tell(person, YES, item=other)
        assert not self.published(workspace)


def test_it_counts_for_nothing_else(workspace) -> None:
    workspace.freeze()
    person = people.get(workspace.database, everybody(workspace)[0])
    workspace.use(person.id, FIRST.first_day)
    workspace.tell(person.id, IN_A_WAY)
    assert contributions(workspace.services, FIRST, person) == {MEASURE: 6}


class TestTheSingleAnswers:
    @pytest.mark.parametrize("answered", [3, 20])
    def test_they_are_gone_once_the_window_is_published(self, workspace, answered) -> None:
        workspace.freeze()
        ids = [workspace.tell(person, YES) for person in everybody(workspace)[:answered]]
        boss = workspace.people["boss of Billing"][0]
        ids.append(workspace.tell(boss, YES))  # counted nowhere, and deleted all the same
        kept = workspace.answer(everybody(workspace)[0], WORTH_IT, FIRST.first_day)
        files = [*workspace.company.folder.glob("worthwhile.db*")]
        assert all(any(its.encode() in path.read_bytes() for path in files) for its in ids)
        workspace.publish()
        for table, column in (("question", "id"), ("answer", "question")):
            rows = workspace.database.read(f"SELECT {column} AS its FROM {table}")
            assert [row["its"] for row in rows] == [kept]
        assert workspace.database.truncate_log()
        left = b"".join(path.read_bytes() for path in files)
        assert not any(its.encode() in left for its in ids if its not in kept)

    def test_those_of_another_window_stay(self, workspace) -> None:
        workspace.freeze()
        person = everybody(workspace)[0]
        later = workspace.tell(person, YES, FIRST.plus(1))
        workspace.tell(person, YES)
        workspace.publish()
        assert [its.id for its in questions.since(workspace.database, person, FIRST.first_day)] == [
            later
        ]

    def test_they_can_be_taken_back_until_the_window_closes(self, workspace) -> None:
        workspace.freeze()
        person = everybody(workspace)[0]
        question = workspace.tell(person, YES)
        workspace.company.clock.forward(37 * 86_400)
        assert isinstance(answering.asked(workspace.services, person, question), answering.Asked)
        windows.mark(workspace.database, FIRST, windows.Step.CLOSED, workspace.company.clock())
        closed = answering.WindowClosed()
        assert answering.take_back(workspace.services, person, question) == closed
        workspace.publish()
        assert answering.take_back(workspace.services, person, question) == answering.NotYours()
        assert answering.degree(workspace.services, person, question, NO) == answering.NotYours()


class TestTheLedger:
    def test_everybody_of_a_larger_cell_is_charged_and_nobody_else(self, workspace) -> None:
        workspace.freeze()
        counted = {workspace.member(person) for person in everybody(workspace)}
        workspace.publish()
        charged = workspace.database.read(
            "SELECT member, epsilon FROM ledger WHERE measure = :m", {"m": str(MEASURE)}
        )
        assert {row["member"] for row in charged} == counted
        assert {row["epsilon"] for row in charged} == {log(2)}

    def test_a_window_costs_less_than_its_ceiling(self, workspace) -> None:
        publish(workspace, [YES] * 20)
        spent = ledger.spent(workspace.database, FIRST, FIRST)
        most = EPSILON[Measure.WORTH] + EPSILON[Measure.USE] + log(2)
        assert max(spent.values()) == pytest.approx(most)
        assert most < CEILING_PER_WINDOW == pytest.approx(1.5 + 3 * log(2))

    def test_a_company_without_a_larger_cell_pays_nothing(self, tmp_path) -> None:
        its = Workspace(found(tmp_path))
        its.team("Engineering", 19)
        its.freeze()
        its.publish()
        assert {row["measure"] for row in its.database.read("SELECT measure FROM ledger")} == {
            "worth",
            "use",
        }


def test_neither_an_arrow_nor_a_mean_is_kept_of_it(workspace) -> None:
    (release,) = publish(workspace, [YES] * 20)
    assert release.direction is release.finding is None
    rows = workspace.database.read("SELECT measure FROM release_total")
    assert str(MEASURE) not in {row["measure"] for row in rows}
