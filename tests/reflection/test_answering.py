"""Answers: given, changed, taken back; sealed; refused once their window is published."""

from __future__ import annotations

import pytest

from bot.model import Fixing, Item, NetTime, PersonId, Question, Rating, WithoutAI
from bot.people import consent
from bot.people.keys import KeyDestroyed
from bot.reflection import answering
from bot.reflection.answering import Noted, NothingKept, NotYours, WindowClosed
from storage.personal import answers, questions
from storage.published import windows
from tests.company import Company
from tests.reflection.making import WEEK, sent, task, work


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA")


@pytest.fixture
def asked(company: Company, ada: PersonId) -> Question:
    """A question about Ada's work, standing in a message."""
    work(company, ada, task())
    delivery = sent(company, ada)
    ((question, _),) = questions.of_delivery(company.services.database, delivery.id)
    return question


@pytest.fixture
def item(company: Company, ada: PersonId, asked: Question) -> Question:
    """A question about Ada's week."""
    its = Question("item-1", ada, Item.CHECKING, None, WEEK.last, 0, asked.delivery)
    questions.save(company.services.database, [its])
    return its


def publish(company: Company, question: Question) -> None:
    db = company.services.database
    windows.mark(db, question.window, windows.Step.CLOSED, company.clock())


def test_a_tap_is_kept_and_works_twice(company: Company, ada: PersonId, asked: Question) -> None:
    for _ in range(2):
        outcome = answering.rate(company.services, ada, asked.id, Rating.PARTLY)
        assert outcome == Noted(asked)
    found = answering.asked(company.services, ada, asked.id)
    assert found.rating == Rating.PARTLY


def test_saying_more_keeps_what_was_said_before(
    company: Company, ada: PersonId, asked: Question
) -> None:
    say = answering.say_more
    answering.rate(company.services, ada, asked.id, Rating.WORTH_IT)
    say(
        company.services,
        ada,
        asked.id,
        without_ai=WithoutAI.SMALLER,
        net_time=NetTime.EVEN,
        fixing=Fixing.MINOR,
        note="kept for <me> & me",
    )
    answering.rate(company.services, ada, asked.id, Rating.PARTLY)
    found = answering.asked(company.services, ada, asked.id)
    assert (found.rating, found.without_ai, found.net_time, found.fixing, found.note) == (
        "partly",
        "smaller",
        "even",
        "minor",
        "kept for <me> & me",
    )
    say(company.services, ada, asked.id, note=None)
    assert answering.asked(company.services, ada, asked.id).note is None
    assert answering.asked(company.services, ada, asked.id).fixing == "minor"


def test_an_answer_is_sealed(company: Company, ada: PersonId, asked: Question) -> None:
    answering.say_more(
        company.services, ada, asked.id, rating=Rating.NOT_WORTH_IT, note="a private thing"
    )
    sealed, _ = answers.get(company.services.database, ada, asked.id)
    assert b"not_worth_it" not in sealed
    assert b"private" not in sealed
    files = [path.read_bytes() for path in company.folder.iterdir()]
    assert not any(b"a private thing" in its or b"not_worth_it" in its for its in files)


def test_whoever_is_erased_leaves_answers_nobody_can_read(
    company: Company, ada: PersonId, asked: Question
) -> None:
    answering.rate(company.services, ada, asked.id, Rating.WORTH_IT)
    company.services.keys.destroy(ada)
    with pytest.raises(KeyDestroyed):
        answering.asked(company.services, ada, asked.id)


def test_somebody_else_s_question_is_as_good_as_none(
    company: Company, ada: PersonId, asked: Question
) -> None:
    ben, services = company.hire("U0BEN"), company.services
    for question in (asked.id, "no-such-question", ""):
        assert answering.rate(services, ben, question, Rating.WORTH_IT) == NotYours()
        assert answering.say_more(services, ben, question, note="x") == NotYours()
        assert answering.take_back(services, ben, question) == NotYours()
        assert answering.asked(services, ben, question) == NotYours()
    assert answers.get(services.database, ada, asked.id) is None
    assert answering.rate_task(services, ben, asked.task, Rating.WORTH_IT) == NotYours()


def test_a_published_window_refuses_and_changes_nothing(
    company: Company, ada: PersonId, asked: Question
) -> None:
    services = company.services
    answering.rate(services, ada, asked.id, Rating.WORTH_IT)
    kept = answers.get(services.database, ada, asked.id)
    publish(company, asked)
    assert answering.rate(services, ada, asked.id, Rating.PARTLY) == WindowClosed()
    assert answering.say_more(services, ada, asked.id, note="late") == WindowClosed()
    assert answering.take_back(services, ada, asked.id) == WindowClosed()
    assert answering.asked(services, ada, asked.id) == WindowClosed()
    assert answering.rate_task(services, ada, asked.task, Rating.PARTLY) == WindowClosed()
    assert answers.get(services.database, ada, asked.id) == kept


def test_of_somebody_who_said_no_nothing_is_taken_but_they_can_take_back(
    company: Company, ada: PersonId, asked: Question
) -> None:
    services = company.services
    answering.rate(services, ada, asked.id, Rating.PARTLY)
    consent.decline(services.database, ada, company.clock())
    before = answers.get(services.database, ada, asked.id)
    assert answering.rate(services, ada, asked.id, Rating.WORTH_IT) == NothingKept()
    assert answering.say_more(services, ada, asked.id, note="late") == NothingKept()
    assert answering.rate_task(services, ada, asked.task, Rating.WORTH_IT) == NothingKept()
    assert answering.asked(services, ada, asked.id) == NothingKept()
    assert answers.get(services.database, ada, asked.id) == before
    assert answering.take_back(services, ada, asked.id) == Noted(asked)
    assert answers.get(services.database, ada, asked.id) is None


def test_another_window_closes_nothing(company: Company, ada: PersonId, asked: Question) -> None:
    db = company.services.database
    windows.mark(db, asked.window.plus(-1), windows.Step.CLOSED, company.clock())
    windows.mark(db, asked.window, windows.Step.FROZEN, company.clock())
    assert answering.rate(company.services, ada, asked.id, Rating.PARTLY) == Noted(asked)


def test_taken_back_is_open_again(company: Company, ada: PersonId, asked: Question) -> None:
    services = company.services
    answering.say_more(services, ada, asked.id, rating=Rating.PARTLY, note="x")
    assert answering.take_back(services, ada, asked.id) == Noted(asked)
    assert answers.get(services.database, ada, asked.id) is None
    assert answering.asked(services, ada, asked.id).note is None
    assert answering.take_back(services, ada, asked.id) == Noted(asked)


def test_a_task_rated_in_home_is_for_one_s_own_picture(company: Company, ada: PersonId) -> None:
    services = company.services
    (done,) = work(company, ada, task("2026-11-15T23:30"))
    outcome = answering.rate_task(services, ada, done.id, Rating.WORTH_IT)
    assert isinstance(outcome, Noted)
    assert outcome.question.delivery is None
    assert str(outcome.question.day) == "2026-11-16"
    again = answering.rate_task(services, ada, done.id, Rating.PARTLY)
    assert again == outcome
    publish(company, outcome.question)
    assert answering.rate_task(services, ada, done.id, Rating.TRYING) == outcome
    assert answering.take_back(services, ada, outcome.question.id) == outcome
    assert questions.get(services.database, ada, outcome.question.id) is None


def test_an_asked_task_rated_in_home_answers_the_question(
    company: Company, ada: PersonId, asked: Question
) -> None:
    outcome = answering.rate_task(company.services, ada, asked.task, Rating.TRYING)
    assert outcome == Noted(asked)
    assert answering.asked(company.services, ada, asked.id).rating == Rating.TRYING


def test_a_week_s_item_takes_a_degree_or_a_skip(
    company: Company, ada: PersonId, item: Question
) -> None:
    services = company.services
    assert answering.degree(services, ada, item.id, 4) == Noted(item)
    assert answering.asked(services, ada, item.id).degree == 4
    assert answering.rate(services, ada, item.id, Rating.SKIPPED) == Noted(item)
    assert answering.asked(services, ada, item.id).degree is None
    assert answering.degree(services, ada, item.id, 1) == Noted(item)
    assert answering.asked(services, ada, item.id).rating is None


def test_what_was_never_offered_is_refused(
    company: Company, ada: PersonId, asked: Question, item: Question
) -> None:
    services = company.services
    assert answering.degree(services, ada, asked.id, 3) == NotYours()
    assert answering.rate(services, ada, item.id, Rating.WORTH_IT) == NotYours()
    assert answering.degree(services, ada, item.id, 0) == NotYours()
    assert answering.degree(services, ada, item.id, 6) == NotYours()
    assert answering.say_more(services, ada, item.id, fixing=Fixing.NONE) == NotYours()
    assert answers.get(services.database, ada, asked.id) is None
    assert answers.get(services.database, ada, item.id) is None


def test_a_task_no_longer_kept_cannot_be_shown(company: Company, ada: PersonId) -> None:
    its = Question("old", ada, Item.WORTH, "task-gone", WEEK.first, 0, "delivery-gone")
    questions.save(company.services.database, [its])
    assert answering.asked(company.services, ada, "old") == NotYours()
