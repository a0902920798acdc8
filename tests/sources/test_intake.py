"""What comes in, comes in once, and ends in the tasks a person would recognise."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

import pytest

from bot.model import FOREVER, MINUTE, Kind, Observation, Outcome, PersonId, Task, Tokens
from bot.people import consent
from bot.sources import push
from bot.sources.intake import label_of, sweep, take, take_all
from storage.classes import CLASS_OF
from storage.operations import source_health
from storage.personal import heard, tasks
from tests.company import Company, instant

NOON = "2026-11-20T12:00:00+00:00"


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", email="ada@example.com")


def at(minutes: float) -> str:
    from datetime import datetime, timedelta

    return (datetime.fromisoformat(NOON) + timedelta(minutes=minutes)).isoformat()


def line(**fields: object) -> dict[str, object]:
    return {"id": "1", "source": "meshclaw", "at": NOON, "kind": "task"} | fields


def call(number: int, minutes: float = 0, **fields: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "id": f"call-{number}",
        "source": "claude-code",
        "at": at(minutes),
        "kind": "model_call",
        "session": "s",
        "model": "claude-opus-5-5",
        "input_tokens": 1000,
        "output_tokens": 10,
    }
    return usual | fields


def send(company: Company, person: PersonId, *lines: dict[str, object], **how: bool):
    parsed = push.parse("\n".join(json.dumps(it) for it in lines).encode())
    return take(company.services, person, parsed.observations, parsed.rejects, **how)


def tasks_of(company: Company, person: PersonId) -> list[Task]:
    return tasks.between(company.services.database, person, 0, FOREVER)


def rows(company: Company, skip: tuple[str, ...] = ()) -> Iterator[tuple[str, dict[str, object]]]:
    for table in CLASS_OF:
        if table not in skip:
            for row in company.services.database.read(f"SELECT * FROM {table}"):
                yield table, dict(row)


def test_a_line_becomes_a_task(company: Company, ada: PersonId) -> None:
    taken = send(
        company,
        ada,
        line(task="run-1", ended_at=at(4), autonomous=True, app="Slack"),
        line(
            id="2",
            task="run-1",
            kind="model_call",
            input_tokens=900,
            cached_tokens=300,
            cache_write_tokens=100,
            output_tokens=50,
            cost_usd=0.25,
        ),
        line(id="3", task="run-1", kind="outcome", outcome="ticket_closed"),
    )
    (task,) = tasks_of(company, ada)
    assert (taken.accepted, taken.known, taken.rejected) == (3, 0, [])
    assert (task.started_at, task.seconds) == (instant(NOON), 4 * MINUTE)
    assert task.autonomous
    assert task.apps == {"slack"}
    assert task.tokens == Tokens(900, 300, 100, 50)
    assert task.cost_usd == 0.25
    assert (task.prompts, task.model_calls) == (1, 1)
    assert task.outcomes == {Outcome.TICKET_CLOSED: 1}


def test_sending_twice_changes_nothing(company: Company, ada: PersonId) -> None:
    lines = [line(), call(1), call(2, 5), call(3, 90)]
    send(company, ada, *lines)
    before = list(rows(company, skip=("source_health",)))
    taken = send(company, ada, *lines)
    assert (taken.accepted, taken.known) == (0, 4)
    assert list(rows(company, skip=("source_health",))) == before


def test_a_repetition_within_one_payload_counts_once(company: Company, ada: PersonId) -> None:
    taken = send(company, ada, call(1), call(1))
    (task,) = tasks_of(company, ada)
    assert (taken.accepted, taken.known, task.model_calls) == (1, 1, 1)


def test_a_gap_of_more_than_half_an_hour_begins_another_task(
    company: Company, ada: PersonId
) -> None:
    send(company, ada, call(1, 0), call(2, 30), call(3, 61))
    assert [task.model_calls for task in tasks_of(company, ada)] == [2, 1]


def test_what_arrives_late_joins_two_tasks(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1, 0))
    send(company, ada, call(2, 50))
    _, second = tasks_of(company, ada)
    company.services.database.change(
        "INSERT INTO question VALUES ('q', :person, 'worth', :task, '2026-11-20', 0, 0, NULL)",
        {"person": ada, "task": second.id},
    )
    send(company, ada, call(3, 25))
    (task,) = tasks_of(company, ada)
    (question,) = company.services.database.read("SELECT task FROM question")
    assert (task.model_calls, task.seconds) == (3, 50 * MINUTE)
    assert question["task"] == task.id


def test_of_a_growing_call_the_larger_counts(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1, output_tokens=5))
    grown = send(company, ada, call(1, output_tokens=105))
    send(company, ada, call(1, output_tokens=50))
    (task,) = tasks_of(company, ada)
    assert grown.known == 1
    assert task.tokens == Tokens(1000, 0, 0, 105)
    assert task.model_calls == 1
    assert task.cost_usd == pytest.approx((1000 * 4 + 105 * 20) / 1e6)


def test_elsewhere_the_first_counts(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1, source="meshclaw", output_tokens=5))
    send(company, ada, call(1, source="meshclaw", output_tokens=105))
    (task,) = tasks_of(company, ada)
    assert task.tokens.output == 5


def test_a_reported_cost_replaces_a_priced_one(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1))
    send(company, ada, call(1, cost_usd=0.5))
    send(company, ada, call(1))
    assert tasks_of(company, ada)[0].cost_usd == 0.5


def test_an_unknown_model_is_unpriced(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1, model="in-house-9"), call(2, model=None))
    (task,) = tasks_of(company, ada)
    assert (task.cost_usd, task.unpriced_calls) == (0.0, 2)


def test_too_old_and_too_early_are_refused(company: Company, ada: PersonId) -> None:
    taken = send(
        company,
        ada,
        line(id="old", at="2026-11-06T12:59:59Z"),
        line(id="new", at="2026-11-21T13:00:01Z"),
        line(id="fine", at="2026-11-06T13:00:00Z"),
    )
    assert [(it.line, it.cause) for it in taken.rejected] == [(1, "too old"), (2, "in the future")]
    assert len(tasks_of(company, ada)) == 1


def test_history_is_taken_whole(company: Company, ada: PersonId) -> None:
    taken = send(company, ada, line(at="2025-11-06T12:00:00Z"), history=True)
    assert (taken.accepted, len(tasks_of(company, ada))) == (1, 1)


@pytest.mark.parametrize("declined", [False, True])
def test_nothing_is_kept_of_who_was_not_told_or_said_no(company: Company, declined: bool) -> None:
    ben = company.hire("U0BEN", told=declined)
    if declined:
        consent.decline(company.services.database, ben, company.clock())
    before = list(rows(company, skip=("source_health",)))
    taken = send(company, ben, line(), call(1))
    assert list(rows(company, skip=("source_health",))) == before
    assert (taken.accepted, taken.known, taken.rejected) == (2, 0, [])


def test_nobody_can_swallow_what_another_did(company: Company, ada: PersonId) -> None:
    ben = company.hire("U0BEN")
    send(company, ben, line())
    assert send(company, ada, line()).accepted == 1


def test_a_label_is_sealed(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1, label="billing-service"))
    (task,) = tasks_of(company, ada)
    assert label_of(company.services, task) == "billing-service"
    assert b"billing" not in (task.sealed_label or b"")


def test_sources_are_heard_of(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1, 10), call(2, 0), line())
    assert [
        (it.source, it.first_at, it.last_at)
        for it in heard.sources_of(company.services.database, ada)
    ] == [
        ("claude-code", instant(at(0)), instant(at(10))),
        ("meshclaw", instant(NOON), instant(NOON)),
    ]


def test_keys_are_kept_as_long_as_they_are_needed(company: Company, ada: PersonId) -> None:
    send(company, ada, line())
    send(company, ada, line(id="2"), history=True)
    company.clock.set("2026-12-04T12:00:00")
    sweep(company.services, company.clock())
    assert send(company, ada, line()).known == 1
    company.clock.forward(2 * 86_400)
    assert sweep(company.services, company.clock()) == 1
    assert send(company, ada, line(id="2"), history=True).known == 1


def test_many_lines_of_one_task_are_one_task(company: Company, ada: PersonId) -> None:
    send(company, ada, *(call(n, n / 10) for n in range(1300)))
    (task,) = tasks_of(company, ada)
    assert task.model_calls == 1300


def test_a_history_tells_nothing_again(company: Company, ada: PersonId) -> None:
    """Telemetry ran for weeks, its keys are gone, and only then somebody scans their logs."""
    send(company, ada, call(1), line(id="2", task="t"))
    company.clock.set("2026-12-20T12:00:00")
    sweep(company.services, company.clock())
    taken = send(company, ada, call(1), line(id="2", task="t"), call(3, session="x"), history=True)
    assert (taken.accepted, taken.known) == (1, 2)
    assert len(tasks_of(company, ada)) == 3


def test_a_history_may_come_in_portions(company: Company, ada: PersonId) -> None:
    for number in range(3):
        send(company, ada, call(number, number, at=f"2026-03-01T12:0{number}:00Z"), history=True)
    (task,) = tasks_of(company, ada)
    assert task.model_calls == 3


@pytest.mark.parametrize("order", list(itertools.permutations(["", "gateway", "agents"])))
def test_who_spoke_for_somebody_is_the_same_in_any_order(
    company: Company, ada: PersonId, order: tuple[str, ...]
) -> None:
    seen = Observation("meshclaw", "1", company.clock(), Kind.TASK)
    for platform in order:
        take_all(company.services, {ada: [seen]}, platform=platform)
    (its,) = heard.sources_of(company.services.database, ada)
    assert its.platform == "gateway"


def test_how_sources_do_does_not_tell_who_said_no(company: Company, ada: PersonId) -> None:
    ben = company.hire("U0BEN")
    consent.decline(company.services.database, ben, company.clock())
    for person, source in ((ada, "probe-one"), (ben, "probe-two")):
        probe = line(source=source), line(id="2", source=source, at="2026-01-01T12:00:00Z")
        for _ in range(2):
            send(company, person, *probe)
    one, two = source_health.since(company.services.database, 0)
    assert tuple(one)[1:] == tuple(two)[1:]


def test_how_sources_do_is_counted(company: Company, ada: PersonId) -> None:
    send(company, ada, call(1), line(), line(id="2", at="2026-01-01T12:00:00Z"))
    send(company, ada, call(1), call(2))
    health = source_health.since(company.services.database, 0)
    assert [tuple(row) for row in health] == [
        ("claude-code", 3, 0, 0, 0, 0, company.clock()),
        ("meshclaw", 1, 0, 1, 1, 0, company.clock()),
    ]
