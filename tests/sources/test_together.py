"""Deliveries that come at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.model import DAY, MINUTE, Kind, Observation, PersonId, Tokens
from bot.people.tokens import Holder
from bot.sources.intake import Taken
from bot.sources.parsed import Parsed
from bot.sources.together import Together
from storage.engine import Unavailable
from storage.sqlite import SqliteDatabase
from tests.company import Company
from tests.sources.folded import tasks_of

SENDERS = 8


def call(company: Company, number: int, **change: object) -> Observation:
    its = Observation(
        "claude-code", f"r{number}", company.clock() - MINUTE, Kind.MODEL_CALL, session="s",
        model="claude-opus-5-5", tokens=Tokens(100, 0, 0, 10), larger_wins=True,
    )  # fmt: skip
    return replace(its, **change)


def at_once(
    company: Company, together: Together, deliveries: list[tuple[PersonId, Parsed]]
) -> list[Future[Taken]]:
    """All of them while another process holds the store, so that they gather."""
    other, ready = SqliteDatabase(company.folder / "worthwhile.db"), threading.Barrier(1 + SENDERS)

    def deliver(person: PersonId, parsed: Parsed) -> Taken:
        ready.wait()
        return together.receive(Holder(person), parsed)

    with ThreadPoolExecutor(SENDERS) as pool:
        with other.transaction():
            sent = [pool.submit(deliver, *its) for its in deliveries]
            ready.wait()
    other.close()
    return sent


def test_each_is_kept_for_its_person_and_once(company: Company) -> None:
    ada, ben = company.hire("U0ADA"), company.hire("U0BEN")
    together = Together(company.services)
    for _ in range(3):
        sent = at_once(
            company,
            together,
            [((ada, ben)[n % 2], Parsed([call(company, n // 4)])) for n in range(SENDERS)],
        )
        assert [its.result().rejected for its in sent] == [[]] * SENDERS
    for person in (ada, ben):
        (task,) = tasks_of(company, person)
        assert (task.model_calls, task.tokens) == (2, Tokens(200, 0, 0, 20))


def test_nobodys_delivery_spoils_anothers(company: Company) -> None:
    """No store can keep a number like that, and no adapter lets it through."""
    people = [company.hire(f"U0{n}") for n in range(SENDERS)]
    tokens = {3: Tokens(10**30)}
    deliveries = [
        (who, Parsed([call(company, n, **({"tokens": tokens[n]} if n in tokens else {}))]))
        for n, who in enumerate(people)
    ]
    sent = at_once(company, Together(company.services), deliveries)
    for n, its in enumerate(sent):
        if n in tokens:
            with pytest.raises(OverflowError):
                its.result()
        else:
            assert its.result().rejected == []
        assert len(tasks_of(company, people[n])) == (n not in tokens)


def test_what_is_too_old_is_told_to_who_sent_it(company: Company) -> None:
    people = [company.hire(f"U0{n}") for n in range(SENDERS)]
    old = company.clock() - 20 * DAY
    deliveries = [
        (who, Parsed([call(company, n, at=old) if n == 5 else call(company, n)]))
        for n, who in enumerate(people)
    ]
    sent = at_once(company, Together(company.services), deliveries)
    causes = [[reject.cause for reject in its.result().rejected] for its in sent]
    assert causes == [["too old"] if n == 5 else [] for n in range(SENDERS)]


def test_a_store_that_does_not_answer_is_told_to_all(company: Company) -> None:
    ada = company.hire("U0ADA")
    store = SqliteDatabase(company.folder / "worthwhile.db", patience=0)
    together = Together(replace(company.services, database=store))
    deliveries = [(ada, Parsed([call(company, n)])) for n in range(SENDERS)]
    with company.services.database.transaction(), ThreadPoolExecutor(SENDERS) as pool:
        sent = [pool.submit(together.receive, Holder(who), its) for who, its in deliveries]
        for its in sent:
            with pytest.raises(Unavailable):
                its.result()
    store.close()
    assert tasks_of(company, ada) == []
