"""People tap what really stands there, and not at random."""

from collections import Counter
from datetime import UTC, datetime

import messages
from bot.demo.answering import Row, intention, open_rows
from bot.demo.cast import CAST
from bot.demo.company import found
from bot.demo.story import CURTAIN
from tests.messages import samples as its
from tests.messages.cases import DIGEST


def at(day):
    return datetime(day.year, day.month, day.day, 14, tzinfo=UTC).timestamp()


def rows_of(*questions):
    """The open rows of a digest with these questions."""
    return list(open_rows(messages.render("digest", **DIGEST | {"questions": questions}).blocks))


def ratings(team, day, *, alone):
    company = found()
    row = Row("q:1", "changed code or docs, on its own" if alone else "changed code or docs")
    said = Counter()
    for employee in company.people:
        if team in company.chain(employee.team) and employee.slack_id not in CAST:
            for _, value in intention(company, employee, at(day)).taps([row]):
                said[value] += 1
    return said["worth_it"] / said.total()


def test_only_open_questions_are_answered():
    by_hand, by_agent, about_the_week = rows_of(its.OPEN, its.OPEN_AGENT, its.ITEM)
    assert [its.about_work for its in (by_hand, by_agent, about_the_week)] == [True, True, False]
    assert [its.alone for its in (by_hand, by_agent)] == [False, True]
    assert rows_of(its.ANSWERED, its.ITEM_ANSWERED, its.CLOSED) == []


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
    ada, rows = company.people[0], [Row("q:1", "a"), Row("q:2", "b", ("1", "2"))]
    first, second = (intention(company, ada, at(CURTAIN)) for _ in range(2))
    assert list(first.taps(rows)) == list(second.taps(rows))
