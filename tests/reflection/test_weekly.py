"""A digest put together once, and put into words from what the stores hold."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import DeliveryState, Period, Preferences, Rating, WorkspaceSettings
from bot.reflection import answering, weekly
from storage.operations import settings
from storage.personal import deliveries, preferences, questions
from storage.published import windows
from tests.company import Company, instant
from tests.messages.reading import read_aloud
from tests.reflection.making import WEEK, labelled, prepared, run, sent, task, work

NEXT = Period(date(2026, 11, 20), date(2026, 11, 26), "Europe/Berlin")


def read(company: Company, delivery, **facts) -> str:
    said = weekly.letter(company.services, delivery, company.clock(), **facts)
    return read_aloud({"text": said.text}, said.blocks)


def ids(company: Company, delivery) -> list[str]:
    return [its.id for its, _ in questions.of_delivery(company.services.database, delivery.id)]


def test_three_questions_about_the_latest_work(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, *(task(f"2026-11-{day}T10:00") for day in range(13, 20)))
    delivery = prepared(company, ada)
    assert delivery.state is DeliveryState.DUE
    asked = questions.of_delivery(company.services.database, delivery.id)
    assert len(asked) <= 3
    days = {its.day for its, _ in asked if its.task}
    assert {date(2026, 11, 18), date(2026, 11, 19)} <= days


def test_no_usage_is_noted_and_asks_nothing(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task("2026-11-12T10:00"))
    delivery = prepared(company, ada)
    assert delivery.state is DeliveryState.NOTHING
    assert ids(company, delivery) == []


def test_an_occasion_comes_once(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task())
    first = prepared(company, ada)
    now = company.clock()
    again = weekly.prepare(company.services, ada, WEEK, "2026-W47", now, now)
    assert again is None
    assert len(deliveries.of_person(company.services.database, ada)) == 1
    assert len(questions.since(company.services.database, ada, WEEK.first)) == 1
    assert len(ids(company, first)) == 1


@pytest.mark.parametrize(("admin", "own", "most"), [(3, None, 3), (1, None, 1), (3, 0, 0)])
def test_nobody_is_asked_more_than_anybody_allowed(
    company: Company, admin: int, own: int | None, most: int
) -> None:
    ada, db = company.hire("U0ADA"), company.services.database
    settings.save(db, WorkspaceSettings(questions=admin), company.clock())
    preferences.save(db, ada, Preferences(questions=own))
    work(company, ada, *(task(f"2026-11-{day}T10:00") for day in range(13, 20)))
    assert len(ids(company, prepared(company, ada))) == most


def test_a_task_rated_before_is_not_asked_about_again(company: Company) -> None:
    ada = company.hire("U0ADA")
    (done,) = work(company, ada, task())
    answering.rate_task(company.services, ada, done.id, Rating.PARTLY)
    assert ids(company, prepared(company, ada)) == []


def test_the_letter_names_the_work_in_the_person_s_own_words(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, labelled(company, ada, task(minutes=42), "the <!channel> thing"))
    said = weekly.letter(company.services, prepared(company, ada), company.clock())
    words = read_aloud({"text": said.text}, said.blocks)
    assert "Wednesday 11:00 · Claude Code · 42 min · changed code or docs" in words
    assert "“the <!channel> thing”" in words
    assert "<!channel>" not in str(said.blocks)


def test_the_first_week_explains_itself_and_the_second_does_not(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task(), task("2026-11-24T10:00"))
    first = sent(company, ada)
    assert "This is the first of these" in read(company, first)
    now = instant("2026-11-27T13:00")
    second = weekly.prepare(company.services, ada, NEXT, "2026-W48", now, now)
    assert "This is the first of these" not in read(company, second)
    assert "This is the first of these" in read(company, first)


def test_a_tap_shows_in_last_week_s_message_and_says_no_answer(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task())
    delivery = sent(company, ada)
    (question,) = ids(company, delivery)
    before = read(company, delivery)
    company.clock.forward(7 * 86_400)
    messages = set()
    for rating in Rating:
        answering.rate(company.services, ada, question, rating)
        messages.add(read(company, delivery))
    (after,) = messages
    assert "Was it worth it?" in before
    assert "Noted." in after
    assert "[Say more] [Change or take back]" in after
    answering.take_back(company.services, ada, question)
    assert read(company, delivery) == before


def test_charts_can_be_left_out(company: Company) -> None:
    ada = company.hire("U0ADA")
    work(company, ada, task())
    delivery = sent(company, ada)
    assert "<bar chart" in read(company, delivery)
    assert "<bar chart" not in read(company, delivery, charts=False)
    assert "*Your last eight weeks*" in read(company, delivery, charts=False)


def test_discreet_says_nothing_and_patterns_only_where_chosen(company: Company) -> None:
    ada, db = company.hire("U0ADA"), company.services.database
    (done,) = work(company, ada, run())
    delivery = sent(company, ada)
    answering.rate_task(company.services, ada, done.id, Rating.NOT_WORTH_IT)
    assert "you called" not in read(company, delivery)
    preferences.save(db, ada, Preferences(patterns_in_dm=True))
    assert "you called 0 of 1 task worth it" in read(company, delivery)
    preferences.save(db, ada, Preferences(discreet=True))
    assert "MeshClaw" not in read(company, delivery)
    assert "Your week is ready." in read(company, delivery)


def test_a_published_window_closes_the_row(company: Company) -> None:
    ada, db = company.hire("U0ADA"), company.services.database
    work(company, ada, task())
    delivery = sent(company, ada)
    ((question, _),) = questions.of_delivery(db, delivery.id)
    windows.mark(db, question.window, windows.Step.FROZEN, company.clock())
    assert "Was it worth it?" in read(company, delivery)
    windows.mark(db, question.window, windows.Step.CLOSED, company.clock())
    words = read(company, delivery)
    assert "This one is closed" in words
    assert "[Worth it]" not in words
