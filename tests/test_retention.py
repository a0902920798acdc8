"""How long things are kept: thirteen weeks, thirteen months, and never longer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from bot import retention
from bot.model import (
    DAY,
    WINDOWS_SHOWN,
    Answer,
    Delivery,
    DeliveryState,
    Instant,
    Item,
    Keeping,
    Letter,
    Measure,
    MemberId,
    Membership,
    PersonId,
    Question,
    Rating,
    Role,
    Standing,
    Task,
    Tokens,
    Window,
    WorkspaceSettings,
)
from bot.people import consent
from bot.reflection.days import Days
from bot.reflection.sealing import seal
from bot.retention import LONGEST, SHORTEST, Retention, look_after
from bot.trends.cells import cut
from storage.directory import teams
from storage.operations import settings, source_health
from storage.personal import answers, deliveries, exports, ledger, questions, tasks, untimely
from storage.personal.exports import Exported
from storage.personal.ledger import Charge
from storage.published import windows
from storage.published.windows import Step
from storage.sqlite import SqliteDatabase
from tests.company import Company
from tests.trends.rosters import by_member, person, roster

BERLIN = Days.of("Europe/Berlin")


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", "Billing")


def work(company: Company, person: PersonId, at: Instant, **about: object) -> Task:
    facts = {"ended_at": at + 1_800, "tokens": Tokens(100, 40, 0, 7), "cost_usd": 0.5} | about
    its = Task(company.services.new_id(), person, "claude-code", "key", at, **facts)
    tasks.save(company.services.database, [its])
    return its


def ask(company: Company, person: PersonId, at: Instant, task: str | None = None) -> str:
    services, question = company.services, company.services.new_id()
    its = Question(question, person, Item.WORTH, task, BERLIN.day(at), at)
    questions.save(services.database, [its])
    answer = Answer(question, at, Rating.WORTH_IT, note="mine")
    answers.save(services.database, question, person, seal(services, person, answer), at)
    return question


def tomorrow(company: Company) -> None:
    """A day passes, and is looked after."""
    company.clock.forward(DAY)
    look_after(company.services, company.clock(), lambda: True)


def rows(company: Company, table: str) -> list[dict]:
    return [dict(row) for row in company.services.database.read(f"SELECT * FROM {table}")]


def test_after_thirteen_weeks_tasks_become_totals_of_the_person_s_own_days(
    company: Company, ada: PersonId
) -> None:
    last = BERLIN.day(company.clock() + DAY) - timedelta(days=91)
    kept = work(company, ada, BERLIN.begins(last))
    work(company, ada, BERLIN.begins(last) - 1)
    work(company, ada, BERLIN.begins(last) - 3_600, autonomous=True)
    work(company, ada, BERLIN.begins(last) - 25 * 3_600)
    tomorrow(company)
    assert [row["id"] for row in rows(company, "task")] == [kept.id]
    newest, before = sorted(rows(company, "daily"), key=lambda row: row["day"], reverse=True)
    assert newest == {
        "person": ada,
        "source": "claude-code",
        "day": (last - timedelta(days=1)).isoformat(),
        "tasks": 2,
        "autonomous": 1,
        "seconds": 3_600,
        "input_tokens": 200,
        "cached_tokens": 80,
        "output_tokens": 14,
        "cost_usd": 1.0,
    }
    assert (before["day"], before["tasks"]) == ((last - timedelta(days=2)).isoformat(), 1)


def test_a_question_outlives_its_task_and_goes_with_its_answer(
    company: Company, ada: PersonId
) -> None:
    old = work(company, ada, company.clock() - 100 * DAY)
    question = ask(company, ada, company.clock() - 100 * DAY, old.id)
    gone = ask(company, ada, company.clock() - 396 * DAY)
    tomorrow(company)
    assert rows(company, "task") == []
    assert [row["id"] for row in rows(company, "question")] == [question]
    assert [row["question"] for row in rows(company, "answer")] == [question]
    assert gone != question


def test_more_than_a_batch_goes_too(company: Company, ada: PersonId) -> None:
    old = company.clock() - 120 * DAY
    for _ in range(3):
        base = [Task(company.services.new_id(), ada, "codex", "k", old, old) for _ in range(400)]
        tasks.save(company.services.database, base)
    tomorrow(company)
    assert rows(company, "task") == []
    assert sum(row["tasks"] for row in rows(company, "daily")) == 1_200


def test_messages_that_are_settled_go_after_thirteen_months_and_others_stay(
    company: Company, ada: PersonId
) -> None:
    db, old = company.services.database, company.clock() - 397 * DAY
    for name, due_at, state in (
        ("old", old, DeliveryState.DUE),
        ("nothing", old, DeliveryState.NOTHING),
        ("waiting", old, DeliveryState.DUE),
        ("new", company.clock(), DeliveryState.NOTHING),
    ):
        deliveries.add(db, Delivery(name, ada, Letter.DIGEST, name, due_at, state))
    deliveries.mark_sent(db, "old", b"sealed", old)
    tomorrow(company)
    assert {row["id"] for row in rows(company, "delivery")} == {"waiting", "new"}


def test_what_publishing_cost_whom_is_forgotten_and_what_a_source_sent(
    company: Company, ada: PersonId
) -> None:
    db, member = company.services.database, company.member(ada)
    for window in (20, 37):
        ledger.charge(db, [Charge(member, Window(window), "a cell", Measure.WORTH, 1.0)])
    for day in ("2026-08-01", "2026-11-20"):
        counts = {"accepted": 1, "known": 0, "rejected": 0, "too_old": 0, "in_future": 0, "now": 1}
        source_health.note(db, [{"source": "codex", "day": day, **counts}])
    tomorrow(company)
    assert [row["window_index"] for row in rows(company, "ledger")] == [37]
    assert [row["day"] for row in rows(company, "source_health")] == ["2026-11-20"]


def test_when_somebody_came_is_forgotten_once_it_no_longer_matters(company: Company) -> None:
    company.hire("U0ADA", "Billing")
    company.clock.forward(30 * DAY)
    came = company.clock()
    company.hire("U0BEN", "Billing", founding=False)

    def arrivals() -> list[tuple[int, bool]]:
        return [(row["first_seen"], bool(row["founding"])) for row in rows(company, "person")]

    company.clock.forward(27 * DAY)
    tomorrow(company)
    assert arrivals() == [(0, False), (came, False)]
    company.clock.forward(26 * DAY)
    tomorrow(company)
    assert arrivals() == [(0, False), (came, False)]
    tomorrow(company)
    assert arrivals() == [(0, False), (0, False)]


def test_when_somebody_was_told_is_forgotten_and_that_they_were_is_not(company: Company) -> None:
    db = company.services.database
    ada, ben = company.hire("U0ADA"), company.hire("U0BEN", told=False)
    consent.decline(db, ben, company.clock())
    company.clock.forward(54 * DAY)
    later = company.hire("U0CHLOE")
    company.clock.forward(DAY)
    tomorrow(company)
    assert (consent.told_at(db, ada), consent.told_at(db, ben)) == (0, None)
    assert consent.told_at(db, later) == company.clock() - 4 * DAY
    assert {row["person"] for row in rows(company, "standing") if row["changed_at"]} == {later}
    assert consent.standing(db, ben) is Standing.DECLINED
    assert consent.accept(db, ada, company.clock()) is Standing.ACCEPTED
    assert consent.accept(db, ben, company.clock()) is Standing.UNTOLD, "nobody told them yet"


def test_from_when_on_somebody_sees_a_page_is_forgotten_once_no_page_shows_what_was_before(
    company: Company,
) -> None:
    db, came = company.services.database, Window.of(BERLIN.day(company.clock()))
    member = company.member(company.hire("U0ADA"))
    its = Membership(member, "billing", Role.MANAGER, since=came.index, managing_since=came.index)
    teams.replace(db, [its])
    for n in range(WINDOWS_SHOWN):
        assert teams.memberships(db) == [its], "the window before may still be shown"
        windows.mark(db, came.plus(n), Step.PUBLISHED, company.clock())
        tomorrow(company)
    assert teams.memberships(db) == [replace(its, since=0, managing_since=0)]


@pytest.mark.parametrize("days", range(0, 57, 4))
def test_forgetting_when_somebody_came_counts_nobody_in_or_out(days: int) -> None:
    """On the last moment at which a window may be frozen, whenever in it that is."""
    window = Window(37)
    began = int(datetime.combine(window.first_day, time(), UTC).timestamp())
    for now in (began, began + 27 * DAY, began + 28 * DAY - 1):
        its = roster({"billing": 5})
        six = [person("sixth", first_seen=now - retention.SETTLED - days * DAY)]
        places = (*its.memberships, Membership(MemberId("sixth"), "billing"))
        before = replace(its, people=its.people | by_member(six), memberships=places)
        assert cut(before, window), "counted, and still counted when only a 0 is kept"


def test_counts_of_what_came_too_late_are_kept_for_thirteen_weeks(
    company: Company, ada: PersonId
) -> None:
    row = {"person": ada, "source": "codex", "cause": "too old", "records": 1}
    for day in ("2026-08-20", "2026-08-22"):
        untimely.add(company.services.database, [row | {"day": day}])
    tomorrow(company)
    assert [its["day"] for its in rows(company, "untimely")] == ["2026-08-22"]


def test_once_a_day_and_not_again(company: Company, ada: PersonId) -> None:
    tomorrow(company)
    work(company, ada, company.clock() - 200 * DAY)
    look_after(company.services, company.clock(), lambda: True)
    assert len(rows(company, "task")) == 1
    tomorrow(company)
    assert rows(company, "task") == []


def test_where_time_is_short_the_next_tick_goes_on(company: Company, ada: PersonId) -> None:
    company.hire("U0BEN")
    work(company, ada, company.clock() - 200 * DAY)
    look_after(company.services, company.clock(), lambda: False)
    assert len(rows(company, "task")) == 1
    look_after(company.services, company.clock(), lambda: True)
    assert rows(company, "task") == []


def test_what_went_cannot_be_read_from_the_files(company: Company, ada: PersonId) -> None:
    its = work(company, ada, company.clock() - 200 * DAY, sealed_label=b"a label, sealed")
    other = SqliteDatabase(company.folder / "worthwhile.db")
    with other._borrowed() as reader:
        reader.raw.execute("BEGIN")
        reader.read("SELECT COUNT(*) AS n FROM task")
        tomorrow(company)
        assert b"a label, sealed" in plain(company)
        reader.raw.execute("COMMIT")
    other.close()
    look_after(company.services, company.clock(), lambda: True)
    assert b"a label, sealed" not in plain(company)
    assert its.id.encode() not in plain(company)


def plain(company: Company) -> bytes:
    return b"".join(p.read_bytes() for p in sorted(company.folder.glob("worthwhile.db*")))


@pytest.mark.parametrize(("said", "holds"), [(6, 42), (9, 63), (-1, 42), (13, 91), (1_000, 91)])
def test_how_long_tasks_are_kept_can_only_be_shortened(
    company: Company, said: int, holds: int
) -> None:
    decided(company, Keeping(keep_tasks_weeks=said))
    assert retention.retention(company.services.database) == Retention(holds, LONGEST.answers)


@pytest.mark.parametrize(("said", "holds"), [(2, 60), (6, 182), (0, 60), (13, 396), (99, 396)])
def test_how_long_answers_are_kept_can_only_be_shortened(
    company: Company, said: int, holds: int
) -> None:
    decided(company, Keeping(keep_answers_months=said))
    assert retention.retention(company.services.database) == Retention(LONGEST.tasks, holds)


def test_what_is_older_goes_the_day_after_it_was_shortened(company: Company, ada: PersonId) -> None:
    task = work(company, ada, company.clock() - 50 * DAY)
    ask(company, ada, company.clock() - 70 * DAY, task.id)
    tomorrow(company)
    assert rows(company, "task")
    assert rows(company, "answer")
    decided(company, Keeping(keep_tasks_weeks=6, keep_answers_months=2))
    tomorrow(company)
    assert rows(company, "task") == rows(company, "question") == rows(company, "answer") == []
    assert [row["tasks"] for row in rows(company, "daily")] == [1]


def test_shortening_it_takes_nothing_out_of_the_reach_of_an_erasure(
    company: Company, ada: PersonId
) -> None:
    db, sent = company.services.database, company.clock() - 70 * DAY
    deliveries.add(db, Delivery("old", ada, Letter.DIGEST, "week", sent))
    deliveries.mark_sent(db, "old", b"sealed", sent)
    exports.add(db, ada, Exported("file", sent, b"sealed"))
    decided(company, Keeping(keep_tasks_weeks=6, keep_answers_months=2))
    tomorrow(company)
    assert [row["id"] for row in rows(company, "delivery")] == ["old"]
    assert [row["id"] for row in rows(company, "exported")] == ["file"]


def decided(company: Company, keeping: Keeping) -> None:
    settings.save(company.services.database, WorkspaceSettings(keeping=keeping), company.clock())


def test_everything_outlives_the_day_its_window_is_published() -> None:
    window = Window(37)
    least = (window.publishes_on - window.first_day).days + 1
    assert min(SHORTEST.tasks, SHORTEST.answers) > least
