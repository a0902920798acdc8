"""Who is asked a sensitive question, and when; and what may be said to one."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from bot.model import (
    Cell,
    Delivery,
    Item,
    Letter,
    Period,
    PersonId,
    Preferences,
    Question,
    Rating,
    Window,
)
from bot.reflection import answering
from bot.reflection.answering import Noted, NotYours
from bot.reflection.sampling import plan
from bot.reflection.sensitive import still_to_ask
from storage.directory import cells
from storage.personal import answers, deliveries, preferences, questions
from storage.published import windows
from tests.company import Company, instant
from tests.reflection.making import WEEK, prepared, sent, task, work

WINDOW = Window.of(WEEK.last)
ASKED = Item.sensitive_in(WINDOW)
DUE = instant("2026-11-20T13:00")


@pytest.fixture
def ada(company: Company) -> PersonId:
    """Ada is counted in a larger group, and had a digest before."""
    its = company.hire("U0ADA")
    freeze(company, its)
    had_a_digest(company, its)
    return its


def freeze(company: Company, person: PersonId) -> None:
    its = Cell("cell", WINDOW, ("team",), None, frozenset({company.member(person)}))
    with company.services.database.transaction() as tx:
        cells.add(tx, WINDOW, [its], {}, [its])


def had_a_digest(company: Company, person: PersonId) -> None:
    db, due = company.services.database, instant("2026-11-13T13:00")
    deliveries.add(db, Delivery("before", person, Letter.DIGEST, "2026-W46", due))
    deliveries.mark_sent(db, "before", b"sealed", due)


def asks(company: Company, person: PersonId, period: Period = WEEK) -> Item | None:
    its = Delivery("d", person, Letter.DIGEST, "2026-W47", DUE, period=period)
    return still_to_ask(company.services.database, its, company.member(person))


def test_one_is_asked_of_who_is_counted_in_a_larger_group(company: Company, ada: PersonId) -> None:
    assert asks(company, ada) is ASKED


def test_not_in_the_first_digest(company: Company) -> None:
    ben = company.hire("U0BEN")
    freeze(company, ben)
    assert asks(company, ben) is None


def test_nobody_is_asked_in_vain(company: Company, ada: PersonId) -> None:
    db = company.services.database
    chloe = company.hire("U0CHLOE")
    with db.transaction() as tx:
        alone = Cell("alone", WINDOW.plus(1), ("team",), None, frozenset({company.member(chloe)}))
        cells.add(tx, WINDOW.plus(1), [alone], {})
    assert asks(company, chloe) is None
    preferences.save(db, ada, Preferences(counted=False))
    assert asks(company, ada) is None
    preferences.save(db, ada, Preferences())
    assert asks(company, ada) is ASKED
    windows.mark(db, WINDOW, windows.Step.CLOSED, DUE)
    assert asks(company, ada) is None


def test_once_a_window(company: Company, ada: PersonId) -> None:
    its = Question("s", ada, ASKED, None, WINDOW.first_day, 0, "before")
    questions.save(company.services.database, [its])
    assert asks(company, ada) is None


def test_what_was_asked_in_the_window_before_stops_nothing(company: Company, ada: PersonId) -> None:
    before = WINDOW.plus(-1)
    its = Question("s", ada, Item.sensitive_in(before), None, before.last_day, 0, "before")
    questions.save(company.services.database, [its])
    assert asks(company, ada) is ASKED


def test_it_takes_a_task_s_place_and_comes_once_in_the_window() -> None:
    """In a random one of the window's weeks, each as likely, and in the last for sure."""
    done = [task(f"2026-11-19T{hour:02}:00") for hour in range(8, 14)]
    first = WINDOW.first_day + timedelta(days=3)
    weeks = [Period(first + timedelta(days=7 * n - 6), first + timedelta(days=7 * n), "UTC")
             for n in range(4)]  # fmt: skip
    came: Counter[int] = Counter()
    for seed in range(400):
        chance = random.Random(seed)
        for number, week in enumerate(weeks):
            its = plan(done, 3, week, chance, ASKED)
            assert len(its.tasks) + (its.item is not None) == 3
            if its.item is ASKED:
                came[number] += 1
                break
    assert sum(came.values()) == 400
    assert all(60 < came[number] < 140 for number in range(4))


def test_who_asked_for_one_question_is_asked_about_work() -> None:
    last = Period(WINDOW.last_day - timedelta(days=6), WINDOW.last_day, "UTC")
    assert plan([task()], 1, last, random.Random(1), ASKED).item is None
    assert plan([task()], 2, last, random.Random(1), ASKED).item is ASKED
    assert plan([], 3, last, random.Random(1), ASKED).item is None


def test_the_digest_asks_it(company: Company, ada: PersonId) -> None:
    work(company, ada, *(task(f"2026-11-{day}T10:00") for day in range(23, 30)))
    last = Period(WINDOW.last_day - timedelta(days=6), WINDOW.last_day, "Europe/Berlin")
    delivery = prepared(company, ada, last, "2026-11-30T13:00")
    asked = [its.item for its, _ in questions.of_delivery(company.services.database, delivery.id)]
    assert sorted(asked) == sorted([Item.WORTH, Item.WORTH, ASKED])


class TestWhatMayBeSaid:
    @pytest.fixture
    def asked(self, company: Company, ada: PersonId) -> Question:
        work(company, ada, task())
        delivery = sent(company, ada)
        its = Question("s", ada, ASKED, None, date(2026, 11, 19), 0, delivery.id)
        questions.save(company.services.database, [its])
        return its

    @pytest.mark.parametrize("degree", [1, 3, 5])
    def test_no_in_a_way_and_yes(self, company, ada, asked, degree: int) -> None:
        assert answering.degree(company.services, ada, asked.id, degree) == Noted(asked)
        assert answering.asked(company.services, ada, asked.id).degree == degree
        assert answering.take_back(company.services, ada, asked.id) == Noted(asked)
        assert answers.get(company.services.database, ada, asked.id) is None

    def test_a_skip(self, company, ada, asked) -> None:
        outcome = answering.rate(company.services, ada, asked.id, Rating.SKIPPED)
        assert outcome == Noted(asked)

    def test_nothing_that_was_not_offered(self, company, ada, asked) -> None:
        services = company.services
        for degree in (0, 2, 4, 6):
            assert answering.degree(services, ada, asked.id, degree) == NotYours()
        assert answering.rate(services, ada, asked.id, Rating.WORTH_IT) == NotYours()
        assert answering.say_more(services, ada, asked.id, note="my boss") == NotYours()
        assert answers.get(services.database, ada, asked.id) is None
