"""Whole days of a report: kept once, the larger version, and of nobody who said no."""

from __future__ import annotations

import itertools
import random
from dataclasses import replace
from datetime import date

import pytest

from bot.model import DayTotal, ModelUse, Outcome, PersonId, Tokens, ToolDay
from bot.people import consent
from bot.sources.day_totals import take_days
from storage.personal import heard, tool_days
from tests.company import Company

FRIDAY = date(2026, 11, 20)
SONNET = ModelUse("claude-sonnet-4-5", Tokens(1_000_000, 0, 0, 0))


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", email="ada@example.com")


def day(**said: object) -> DayTotal:
    usual = DayTotal("cursor", "cursor", FRIDAY, 12, (SONNET,))
    return replace(usual, **said)  # type: ignore[arg-type]


def kept(company: Company, person: PersonId) -> list[ToolDay]:
    return tool_days.between(company.services.database, person, date.min, date.max)


def test_a_day_is_kept_with_its_price(company: Company, ada: PersonId) -> None:
    taken = take_days(company.services, {ada: [day()]})
    assert (taken.accepted, taken.known, taken.rejected) == (1, 0, [])
    [its] = kept(company, ada)
    assert (its.requests, its.tokens.input, its.cost_usd, its.unpriced) == (12, 1_000_000, 3.0, 0)
    assert [its.source for its in heard.sources_of(company.services.database, ada)] == ["cursor"]


def test_reported_costs_come_before_prices_and_unknown_ones_are_not_free(
    company: Company, ada: PersonId
) -> None:
    models = (replace(SONNET, cost_usd=1.25), ModelUse("no-such-model", Tokens(10, 0, 0, 5)))
    take_days(company.services, {ada: [day(models=models)]})
    [its] = kept(company, ada)
    assert (its.cost_usd, its.unpriced) == (1.25, 1)


def test_any_order_and_any_repetition_gives_the_largest_version(
    company: Company, ada: PersonId
) -> None:
    versions = [
        day(),
        day(requests=20),
        day(requests=20, outcomes={Outcome.COMMIT: 2}),
        day(models=(replace(SONNET, tokens=Tokens(2_000_000, 0, 0, 9)),), requests=25),
        day(requests=1, models=()),
    ]
    largest = None
    for seed in range(6):
        told = [*versions, *versions]
        random.Random(seed).shuffle(told)
        for its in told:
            take_days(company.services, {ada: [its]})
        found = kept(company, ada)
        largest = largest or found
        assert found == largest
        assert [its.requests for its in found] == [25]


@pytest.mark.parametrize("order", list(itertools.permutations((9, 10, 12))))
def test_a_day_grows_by_what_came_of_it(
    company: Company, ada: PersonId, order: tuple[int, ...]
) -> None:
    for edits in order:
        take_days(company.services, {ada: [day(outcomes={Outcome.EDIT_ACCEPTED: edits})]})
    assert [its.outcomes for its in kept(company, ada)] == [{Outcome.EDIT_ACCEPTED: 12}]


def test_the_same_again_is_known(company: Company, ada: PersonId) -> None:
    take_days(company.services, {ada: [day()]})
    taken = take_days(company.services, {ada: [day()]})
    assert (taken.accepted, taken.known) == (0, 1)


def test_nothing_is_kept_of_who_said_no_and_the_answer_is_the_same(company: Company) -> None:
    no = company.hire("U0NO")
    consent.decline(company.services.database, no, company.clock())
    taken = take_days(company.services, {no: [day()]})
    assert (taken.accepted, taken.known, taken.rejected) == (1, 0, [])
    assert kept(company, no) == []
    assert heard.sources_of(company.services.database, no) == []


@pytest.mark.parametrize(
    ("told", "cause"),
    [(date(2026, 11, 1), "too old"), (date(2026, 12, 1), "in the future")],
)
def test_days_out_of_reach_are_refused(
    company: Company, ada: PersonId, told: date, cause: str
) -> None:
    taken = take_days(company.services, {ada: [day(day=told)]})
    assert [its.cause for its in taken.rejected] == [cause]
    assert kept(company, ada) == []


def test_a_history_may_be_old(company: Company, ada: PersonId) -> None:
    take_days(company.services, {ada: [day(day=date(2026, 3, 1))]}, history=True)
    assert [its.day for its in kept(company, ada)] == [date(2026, 3, 1)]
