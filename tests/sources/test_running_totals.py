"""Counters that send running totals: late, again, after restarts, and never counted twice."""

from __future__ import annotations

import itertools

import pytest

from bot.model import DAY, HOUR, MINUTE, Outcome, PersonId
from bot.sources.intake import sweep
from bot.sources.otlp import Signal
from tests.company import Company
from tests.sources.exports import START, counter, metrics
from tests.sources.folded import deliver, tasks_of

COMMITS = "claude_code.commit.count"


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA")


def send(company: Company, ada: PersonId, *points: dict[str, object]) -> list[str]:
    body = metrics("claude-code", *points)
    return [it.cause for it in deliver(company, ada, Signal.METRICS, body).rejected]


def total(number: float, minute: int = 1, began: int = START, **its: object) -> dict[str, object]:
    usual = {"session__id": "s-1"}
    return counter(COMMITS, number, began=began, at=began + 60 * minute, **usual | its)


def commits(company: Company, ada: PersonId) -> int:
    return sum(task.outcomes.get(Outcome.COMMIT, 0) for task in tasks_of(company, ada))


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_the_largest_of_a_beginning_counts(
    company: Company, ada: PersonId, order: tuple[int, ...]
) -> None:
    exports = [total(1, 1), total(3, 2), total(3, 3), total(5, 4)]
    for n in order:
        assert send(company, ada, exports[n]) == []
    assert commits(company, ada) == 5
    assert len(tasks_of(company, ada)) == 1


def test_a_restart_adds(company: Company, ada: PersonId) -> None:
    for point in (total(4, 9), total(1, 1, began=START + 600), total(2, 2, began=START + 600)):
        send(company, ada, point)
    assert commits(company, ada) == 6


def test_other_series_add(company: Company, ada: PersonId) -> None:
    send(company, ada, total(2), total(1, session__id="s-2"))
    assert commits(company, ada) == 3


def test_how_long_a_tool_idles_says_nothing_about_the_task(company: Company, ada: PersonId) -> None:
    send(company, ada, total(1, 1))
    (before,) = tasks_of(company, ada)
    send(company, ada, *(total(1, minute) for minute in range(2, 60)))
    (after,) = tasks_of(company, ada)
    assert (before.started_at, before.ended_at) == (after.started_at, after.ended_at)


def test_what_was_reported_too_long_ago_is_too_old(company: Company, ada: PersonId) -> None:
    send(company, ada, total(3))
    company.clock.forward(17 * DAY)
    sweep(company.services, company.clock())
    assert send(company, ada, total(4)) == ["too old"]
    assert commits(company, ada) == 3


def up(company: Company, ada: PersonId, days: int, every: int = HOUR) -> None:
    """A counter that stays up, and tells every hour of one commit a day."""
    for passed in range(every, days * DAY + 1, every):
        company.clock.now = START + passed
        assert send(company, ada, total(passed // DAY or 1, passed // MINUTE)) == []
        if passed % DAY == 0:
            sweep(company.services, company.clock())


def test_a_counter_that_is_up_for_a_month_counts_on_the_days_it_grew(
    company: Company, ada: PersonId
) -> None:
    up(company, ada, 30)
    found = tasks_of(company, ada)
    assert commits(company, ada) == 30
    assert [(it.started_at - START) // DAY for it in found] == [0, *range(2, 31)]
    assert {it.ended_at - it.started_at for it in found} == {0}


def test_a_counter_that_idles_for_long_is_still_known(company: Company, ada: PersonId) -> None:
    send(company, ada, total(3))
    for passed in range(DAY, 120 * DAY, DAY):
        company.clock.now = START + passed
        assert send(company, ada, total(3, passed // MINUTE)) == []
        sweep(company.services, company.clock())
    assert commits(company, ada) == 3


def test_a_counter_that_slept_with_its_machine_is_still_known(
    company: Company, ada: PersonId
) -> None:
    send(company, ada, total(3))
    company.clock.now = START + 60 * DAY
    sweep(company.services, company.clock())
    assert send(company, ada, total(5, 60 * DAY // MINUTE)) == []
    assert commits(company, ada) == 5


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_any_order_over_days_and_restarts_is_the_same_sum(
    company: Company, ada: PersonId, order: tuple[int, ...]
) -> None:
    company.clock.now = START + 9 * DAY
    day = DAY // MINUTE
    again = START + 3 * DAY
    exports = [total(2, day), total(7, 2 * day), total(1, day, again), total(4, 5 * day, again)]
    for n in order:
        assert send(company, ada, exports[n], exports[n]) == []
    assert commits(company, ada) == 11


def test_without_a_beginning_nobody_can_tell(company: Company, ada: PersonId) -> None:
    point = counter(COMMITS, 3, began=0, at=START, session__id="s-1")
    assert send(company, ada, point) == ["a running total without its beginning"]


def test_deltas_add(company: Company, ada: PersonId) -> None:
    for minute in (1, 2, 2):
        its = {"began": START + 60 * minute, "at": START + 60 * minute + 60, "session__id": "s-1"}
        send(company, ada, counter(COMMITS, 2, temporality=1, **its))
    assert commits(company, ada) == 4


def test_tokens_of_metrics_are_left_to_logs_and_spans(company: Company, ada: PersonId) -> None:
    names = ("claude_code.token.usage", "gemini_cli.token.usage",
             "gen_ai.client.inference.usage.input_tokens")  # fmt: skip
    points = [counter(name, 500, began=START, at=START + 60, type="input") for name in names]
    for service in ("claude-code", "gemini-cli", "github-copilot", "meshclaw"):
        body = metrics(service, *points)
        assert deliver(company, ada, Signal.METRICS, body).rejected == []
    assert tasks_of(company, ada) == []
