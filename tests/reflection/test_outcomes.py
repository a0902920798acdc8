"""What came of the work: with its task where a source tells, else for its day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model import Outcome, Rating, Task, ToolDay
from bot.reflection import answering, looking_back
from bot.reflection.outcomes import ITSELF, days_of, sorted_out
from bot.reflection.tool_use import by_tool
from messages.facts import Came, CameOf
from tests.company import Company
from tests.reflection.making import run, task, work

COMMIT, CLOSED, ACCEPTED = Outcome.COMMIT, Outcome.TICKET_CLOSED, Outcome.EDIT_ACCEPTED


def outcome(at: str, key: str = "s-", **facts: object) -> Task:
    """A counter's outcome, as it stands in the store when nothing else was near."""
    its = {"edits": 0, "key": key, "outcomes": {COMMIT: 1}, "cost_usd": 0.0} | facts
    return task(at, 0, **its)


MORNING = task("2026-11-18T09:00", 30, key="s1", outcomes={Outcome.PULL_REQUEST: 1})
EVENING = task("2026-11-18T18:00", 30, key="s1")


@pytest.mark.parametrize(
    ("alone", "morning", "evening", "left"),
    [
        (outcome("2026-11-18T11:00", "s1"), 1, 0, 0),  # of the session, and nearest
        (outcome("2026-11-18T17:00", "s1"), 0, 1, 0),
        (outcome("2026-11-18T09:10"), 1, 0, 0),  # no session told, while it ran
        (outcome("2026-11-18T18:55"), 0, 1, 0),
        (outcome("2026-11-18T11:00"), 0, 0, 1),  # nothing ran
        (outcome("2026-11-18T11:00", "s2"), 0, 0, 1),  # another session
        (outcome("2026-11-20T11:00", "s1"), 0, 0, 1),  # days later
        (outcome("2026-11-18T09:10", source="codex"), 0, 0, 1),  # another tool
    ],
)
def test_an_outcome_goes_to_its_task(alone: Task, morning: int, evening: int, left: int) -> None:
    done = sorted_out([MORNING, EVENING, alone])
    assert [its.outcomes.get(COMMIT, 0) for its in done.tasks] == [morning, evening]
    assert done.tasks[0].outcomes[Outcome.PULL_REQUEST] == 1
    assert len(done.alone) == left
    assert COMMIT not in MORNING.outcomes, "nobody's task is changed"


def test_a_task_that_a_source_names_is_one_even_if_only_its_outcome_is_told() -> None:
    named = outcome("2026-11-18T11:00", "t7")
    assert sorted_out([named]).tasks == [named]


def test_what_is_no_task_s_counts_for_its_day() -> None:
    alone = [outcome("2026-11-18T11:00"), outcome("2026-11-18T21:00"), outcome("2026-11-19T01:00")]
    assert days_of(alone) == [
        ToolDay("claude-code", ITSELF, date(2026, 11, 18), outcomes={COMMIT: 2}),
        ToolDay("claude-code", ITSELF, date(2026, 11, 19), outcomes={COMMIT: 1}),
    ]


def test_of_runs_and_of_hands_on_work_it_is_told_apart() -> None:
    runs = [run(outcomes={CLOSED: 4} if n < 3 else {}) for n in range(7)]
    by_hand = [run(autonomous=False, outcomes={CLOSED: 1}), run(autonomous=False)]
    (use,) = by_tool([*runs, *by_hand], [])
    assert list(use.came) == [
        CameOf("ticket_closed", 3, 7, autonomous=True),
        CameOf("ticket_closed", 1, 2, autonomous=False),
    ]


def test_it_stands_beside_the_person_s_own_rating(company: Company) -> None:
    ada = company.hire("U0ADA")
    done = work(
        company,
        ada,
        task("2026-11-16T10:00", outcomes={COMMIT: 1, ACCEPTED: 9}),
        task("2026-11-17T10:00", outcomes={ACCEPTED: 3}),
        task("2026-11-18T10:00"),
        *(run(f"2026-11-19T0{n}:00", outcomes={CLOSED: 2}) for n in range(4)),
    )
    for its in done[:3]:
        answering.rate_task(company.services, ada, its.id, Rating.NOT_WORTH_IT)
    first = looking_back.facts(company.services, ada, company.clock())
    assert [(its.task.came, its.rating) for its in first.results] == [
        ([Came("commit", 1)], "not_worth_it")
    ]
    assert first.finished is None, "of one task nothing is said"
    for its in done[3:]:
        answering.rate_task(company.services, ada, its.id, Rating.WORTH_IT)
    then = looking_back.facts(company.services, ada, company.clock())
    assert then.finished
    assert (then.finished.worth, then.finished.n) == (4, 5)
    assert [its.rating for its in then.results] == ["worth_it"] * 4 + ["not_worth_it"]
