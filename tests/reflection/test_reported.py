"""Days of reports beside tasks: a day's work with a tool counts once; unknown is not free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.model import (
    DAY,
    DayTotal,
    Delivery,
    DeliveryState,
    Item,
    ModelUse,
    Outcome,
    Period,
    PersonId,
    Tokens,
    ToolDay,
)
from bot.reflection import reported, weekly
from bot.reflection.digest import of_period
from bot.retention import look_after
from bot.sources.day_totals import take_days
from storage.personal import daily, questions, tasks
from tests.company import Company, instant
from tests.messages.reading import read_aloud
from tests.reflection.making import WEEK, prepared, task, work

MONDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 19)
MILLION = Tokens(1_000_000, 0, 0, 0)


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA")


def day(on: date = MONDAY, cost: float | None = 2.0, **said: object) -> DayTotal:
    usual = DayTotal("cursor", "cursor", on, 12, (ModelUse("gpt-5", MILLION, cost),))
    return replace(usual, **said)  # type: ignore[arg-type]


def tell(company: Company, person: PersonId, *days: DayTotal) -> None:
    take_days(company.services, {person: days}, history=True)


def counts(company: Company, person: PersonId) -> list[tuple[str, date, float]]:
    found = reported.days(company.services.database, person, WEEK.first, WEEK.last)
    return [(its.source, its.day, its.cost_usd) for its in found]


def read(company: Company, delivery: Delivery) -> str:
    said = weekly.letter(company.services, delivery, company.clock())
    return read_aloud({"text": said.text}, said.blocks)


def test_where_a_tool_told_of_a_day_itself_its_report_does_not_count(
    company: Company, ada: PersonId
) -> None:
    tell(company, ada, day(MONDAY), day(THURSDAY), day(THURSDAY, source="codex"))
    work(company, ada, task("2026-11-16T23:30", source="cursor"))  # Tuesday where she is
    assert counts(company, ada) == [("codex", THURSDAY, 2.0), ("cursor", THURSDAY, 2.0)]


def over_midnight(company: Company, person: PersonId) -> None:
    """Work of one evening in California, and what a report says of the two UTC days it lies in."""
    work(company, person, task("2026-11-16T23:50", minutes=50, source="cursor", cost_usd=4.0))
    tell(company, person, day(MONDAY), day(MONDAY + timedelta(days=1)))


def test_work_over_midnight_counts_once(company: Company, ada: PersonId) -> None:
    over_midnight(company, ada)
    assert counts(company, ada) == []
    words = read(company, prepared(company, ada))
    assert "One task in one tool this week, hands-on." in words
    assert "Cursor was used as well" not in words
    assert "It cost about $4.00." in words


def test_work_over_midnight_is_told_on_both_days_once_it_is_totals_only(
    company: Company, ada: PersonId
) -> None:
    over_midnight(company, ada)
    look_after(company.services, company.clock() + 100 * DAY, lambda: True)
    assert tasks.between(company.services.database, ada, 0, 2**40) == []
    assert counts(company, ada) == []


def test_of_several_reports_the_larger_counts(company: Company, ada: PersonId) -> None:
    more = ModelUse("gpt-5", MILLION + MILLION, 3.5)
    tell(company, ada, day(), day(report="litellm", models=(more,)), day(report="other", models=()))
    assert counts(company, ada) == [("cursor", MONDAY, 3.5)]


def test_a_day_whose_tasks_are_kept_as_totals_only_was_told_too(
    company: Company, ada: PersonId
) -> None:
    tell(company, ada, day())
    numbers = dict.fromkeys(
        ("tasks", "autonomous", "seconds", "input", "cached", "output", "cost"), 1
    )
    row = {"person": ada, "source": "cursor", "day": MONDAY.isoformat(), **numbers}
    daily.add(company.services.database, [row])
    assert counts(company, ada) == []


def test_a_day_told_in_part_is_in_one_period(company: Company) -> None:
    """Who flew west has a first day whose morning the digest before told of."""
    days = [ToolDay("cursor", "cursor", MONDAY + timedelta(days=n)) for n in (0, 1)]
    west = Period(MONDAY, THURSDAY, "UTC", instant("2026-11-16T15:00"))
    east = Period(MONDAY, THURSDAY, "UTC", instant("2026-11-16T08:00"))
    assert of_period(west, days) == days[1:]
    assert of_period(east, days) == days


def test_both_stand_in_one_week(company: Company, ada: PersonId) -> None:
    tell(company, ada, day(), day(THURSDAY, models=(ModelUse("gpt-5", MILLION, 1.5),)))
    tell(company, ada, *(day(MONDAY - timedelta(days=7 * n), cost=10.0 * n) for n in (1, 2)))
    work(company, ada, task(cost_usd=0.5, outcomes={Outcome.COMMIT: 1}))
    words = read(company, prepared(company, ada))
    assert "One task in one tool this week, hands-on. Cursor was used as well, on two" in words
    assert "1 task: changed code or docs · the one hands-on task made a commit" in words
    assert "*Cursor* · used on Monday and Thursday, 24 requests, as a daily report says" in words
    assert "It cost about $4.00. Your own median of the four weeks before was $15.00." in words
    assert "Both of your tools reported." in words


def test_a_week_of_reports_alone_is_a_week(company: Company, ada: PersonId) -> None:
    tell(company, ada, day(), day(THURSDAY))
    delivery = prepared(company, ada)
    assert delivery.state is DeliveryState.DUE
    words = read(company, delivery)
    assert "Cursor was used on two days this week." in words
    assert "hands-on" not in words
    assert "<bar chart" not in words, "there is no task to draw"
    assert "Was it worth it?" not in words


def test_of_a_week_of_reports_something_about_the_week_may_be_asked(company: Company) -> None:
    items = set()
    for number in range(20):
        person = company.hire(f"U{number}")
        tell(company, person, day())
        delivery = prepared(company, person)
        asked = questions.of_delivery(company.services.database, delivery.id)
        assert len(asked) <= 1
        items |= {its.item for its, _ in asked}
    assert items
    assert Item.WORTH not in items


@pytest.mark.parametrize(
    ("models", "said"),
    [
        ((), "What it cost is not known."),
        ((ModelUse("no-such-model", MILLION),), "What it cost is not known."),
        (
            (ModelUse("no-such-model", MILLION), ModelUse("gpt-5", MILLION, 2.0)),
            "What Cursor cost is not in it, or not all of it: its report does not say.",
        ),
    ],
)
def test_what_is_not_told_is_not_free(
    company: Company, ada: PersonId, models: Sequence[ModelUse], said: str
) -> None:
    tell(company, ada, day(THURSDAY, requests=None, models=tuple(models)))
    words = read(company, prepared(company, ada))
    assert "*Cursor* · used on Thursday, as a daily report says" in words
    assert said in words


def test_no_report_of_another_week_makes_this_one(company: Company, ada: PersonId) -> None:
    tell(company, ada, day(MONDAY - timedelta(days=7)), day(THURSDAY + timedelta(days=1)))
    assert prepared(company, ada).state is DeliveryState.NOTHING
    assert not tasks.between(company.services.database, ada, 0, 2**40)
