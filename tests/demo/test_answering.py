"""People tap what really stands there, and not at random."""

from collections import Counter
from datetime import UTC, datetime

import messages
from bot.demo.answering import Row, intention, open_rows
from bot.demo.cast import CAST
from bot.demo.company import found
from bot.demo.story import CURTAIN
from bot.listeners.preview import sample
from messages.facts import QuestionRow, TaskName


def at(day):
    return datetime(day.year, day.month, day.day, 14, tzinfo=UTC).timestamp()


def rows_of(state):
    """The open rows of a digest with one question about work and one about the week."""
    friday = datetime(2026, 11, 13, tzinfo=UTC).date()
    task = TaskName(datetime(2026, 11, 12, 9), "meshclaw", 7, "ran", autonomous=True)
    questions = [QuestionRow("1", "worth", task, state), QuestionRow("2", "rusty", None, state)]
    said = messages.render(
        "digest",
        digest=sample(friday),
        questions=questions,
        patterns=None,
        counted=True,
        first_week=False,
        discreet=False,
        charts=True,
    )
    return list(open_rows(said.blocks))


def ratings(team, day, *, alone):
    company = found()
    row = Row("q:1", True, "changed code or docs, on its own" if alone else "changed code or docs")
    said = Counter()
    for employee in company.people:
        if team in company.chain(employee.team) and employee.slack_id not in CAST:
            for _, value in intention(company, employee, at(day)).taps([row]):
                said[value] += 1
    return said["worth_it"] / said.total()


def test_only_open_questions_are_answered():
    about_work, about_the_week = rows_of("open")
    assert (about_work.block_id, about_work.about_work, about_work.alone) == ("q:1", True, True)
    assert (about_the_week.block_id, about_the_week.about_work) == ("q:2", False)
    assert rows_of("answered") == []


def test_in_product_worth_rises_with_the_agreement_and_in_support_it_falls_with_the_target():
    before, after = datetime(2026, 8, 21, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)
    for alone in (True, False):
        assert (
            ratings("Product", after, alone=alone) > ratings("Product", before, alone=alone) + 0.2
        )
        assert (
            ratings("Support", after, alone=alone) < ratings("Support", before, alone=alone) - 0.2
        )


def test_agents_on_their_own_do_worse_than_hands_on_work():
    day = datetime(2026, 8, 21, tzinfo=UTC)
    assert ratings("Product", day, alone=True) < ratings("Product", day, alone=False)


def test_once_a_visitor_is_in_the_cast_is_theirs():
    company = found()
    cast = [its for its in company.people if its.slack_id in CAST]
    assert not any(intention(company, its, at(CURTAIN)).answers for its in cast)
    others = [its for its in company.people if its.slack_id not in CAST]
    assert any(intention(company, its, at(CURTAIN)).answers for its in others)


def test_asked_twice_they_mean_the_same():
    company = found()
    ada, rows = company.people[0], [Row("q:1", True, "a"), Row("q:2", False, "b")]
    first, second = (intention(company, ada, at(CURTAIN)) for _ in range(2))
    assert list(first.taps(rows)) == list(second.taps(rows))
