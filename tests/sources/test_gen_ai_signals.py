"""Spans, events and metrics of one tool: which of them counts, so that nothing counts twice."""

from __future__ import annotations

import itertools
import json

import pytest

from bot.model import DAY, PersonId, Tokens
from bot.sources.otlp import Signal
from tests.company import Company, instant
from tests.sources.exports import START, TRACE, histogram, logs, metrics, span, traces
from tests.sources.folded import deliver, tasks_of

CALL = {"gen_ai__usage__input_tokens": 100, "gen_ai__usage__output_tokens": 20}
DETAILS = "gen_ai.client.inference.operation.details"
ALONE = {"worthwhile.signal": "metrics"}
USAGE = "gen_ai.client.token.usage"


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA")


def event(number: int = 1, trace: str = TRACE, named: str = "attribute", **its: object) -> bytes:
    """What an instrumentation says of a call beside its span, from within it."""
    called = {"event.name": DETAILS} if named == "attribute" else {}
    said = {"gen_ai.operation.name": "chat"} | {
        key.replace("__", "."): it for key, it in (CALL | its).items()
    }
    export = json.loads(logs("meshclaw", called | said, at=(START + 4) * 10**9))
    record = export["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0]
    record |= {"traceId": trace, "spanId": f"{number:016x}"}
    record |= {"eventName": DETAILS} if named == "field" else {}
    return json.dumps(export).encode()


@pytest.mark.parametrize("named", ["attribute", "field"])
def test_a_tool_that_sends_events_alone(company: Company, ada: PersonId, named: str) -> None:
    for number in (1, 2, 2):
        deliver(company, ada, Signal.LOGS, event(number, named=named))
    (task,) = tasks_of(company, ada)
    assert (task.source, task.model_calls, task.tokens) == ("meshclaw", 2, Tokens(200, 0, 0, 40))


@pytest.mark.parametrize("own", [{}, {"gen_ai__response__id": "r-1"}])
@pytest.mark.parametrize("order", list(itertools.permutations(range(2))))
def test_a_span_and_its_event_are_one_call(
    company: Company, ada: PersonId, own: dict[str, object], order: tuple[int, ...]
) -> None:
    sent = [
        (Signal.TRACES, traces("meshclaw", span("chat", **CALL, **own))),
        (Signal.LOGS, event(**own)),
    ]
    for n in order:
        deliver(company, ada, *sent[n])
    (task,) = tasks_of(company, ada)
    assert (task.model_calls, task.tokens) == (1, Tokens(100, 0, 0, 20))
    assert (task.started_at, task.ended_at) == (START, START + 5)


def test_other_events_say_nothing(company: Company, ada: PersonId) -> None:
    body = event().replace(DETAILS.encode(), b"gen_ai.evaluation.result")
    assert deliver(company, ada, Signal.LOGS, body).rejected == []
    assert tasks_of(company, ada) == []


def test_events_of_tools_with_their_own_adapter_are_left_to_it(
    company: Company, ada: PersonId
) -> None:
    for service in (b"gemini-cli", b"github-copilot", b"cowork", b"claude-code"):
        deliver(company, ada, Signal.LOGS, event().replace(b"meshclaw", service))
    assert tasks_of(company, ada) == []


def usage(tokens: int, calls: int, kind: str, *, minute: int = 1, began: int = START,
          temporality: int = 2, model: str = "gpt-5") -> dict[str, object]:  # fmt: skip
    return histogram(USAGE, tokens, calls, began=began, at=began + 60 * minute,
                     temporality=temporality, gen_ai__token__type=kind,
                     gen_ai__request__model=model)  # fmt: skip


def told(company: Company, ada: PersonId, *points: dict[str, object], **of: object) -> list[str]:
    body = metrics("meshclaw", *points, resource=of.get("resource", ALONE))
    return [it.cause for it in deliver(company, ada, Signal.METRICS, body).rejected]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_running_totals(company: Company, ada: PersonId, order: tuple[int, ...]) -> None:
    """The largest of one beginning counts; after a restart another one adds."""
    exports = [
        (usage(1_000, 2, "input"), usage(90, 2, "output")),
        (usage(4_000, 5, "input", minute=2), usage(300, 5, "output", minute=2)),
        (usage(4_000, 5, "input", minute=3), usage(300, 5, "output", minute=3)),
        (usage(500, 1, "input", began=START + 900), usage(10, 1, "output", began=START + 900)),
    ]
    for n in order:
        assert told(company, ada, *exports[n]) == []
    (task,) = tasks_of(company, ada)
    assert (task.model_calls, task.tokens) == (6, Tokens(4_500, 0, 0, 310))
    assert task.cost_usd == pytest.approx((4_500 * 1.25 + 310 * 10) / 1e6)


def test_running_totals_of_a_month(company: Company, ada: PersonId) -> None:
    """What it has grown by is used, and paid for, on the day it was reported."""
    for day in range(1, 31):
        company.clock.now = START + day * DAY
        its = {"minute": day * DAY // 60}
        sent = usage(1_000 * day, day, "input", **its), usage(90 * day, day, "output", **its)
        assert told(company, ada, *sent) == []
    found = tasks_of(company, ada)
    assert [(it.started_at - START) // DAY for it in found] == [*range(1, 31)]
    assert {(it.model_calls, it.tokens) for it in found} == {(1, Tokens(1_000, 0, 0, 90))}
    assert found[-1].cost_usd == pytest.approx((1_000 * 1.25 + 90 * 10) / 1e6)


def test_a_price_that_falls_takes_nothing_back(company: Company, ada: PersonId) -> None:
    """o3 became cheaper by four fifths on 10 June 2025."""
    began = instant("2025-06-08T00:00")
    for day, tokens in ((1, 10_000), (4, 11_000)):
        company.clock.now = began + day * DAY
        its = {"began": began, "minute": day * DAY // 60, "model": "o3"}
        assert told(company, ada, usage(tokens, tokens // 1_000, "input", **its)) == []
    assert [it.cost_usd for it in tasks_of(company, ada)] == pytest.approx([0.1, 0.002])


def test_deltas_add_and_are_known_again(company: Company, ada: PersonId) -> None:
    for minute in (0, 1, 1, 90):
        its = {"began": START + 60 * minute, "temporality": 1}
        told(company, ada, usage(1_000, 2, "input", **its), usage(90, 2, "output", **its))
    first, second = tasks_of(company, ada)
    assert (first.model_calls, first.tokens, first.seconds) == (4, Tokens(2_000, 0, 0, 180), 120)
    assert (second.model_calls, second.tokens) == (2, Tokens(1_000, 0, 0, 90))


def test_many_calls_are_priced_as_so_many(company: Company, ada: PersonId) -> None:
    """A model that costs more from 200,000 input tokens on: none of these ten calls has as many."""
    told(company, ada, usage(1_000_000, 10, "input", model="gemini-2.5-pro"))
    (task,) = tasks_of(company, ada)
    assert task.cost_usd == pytest.approx(1.25)


def test_metrics_say_nothing_of_a_tool_that_sends_more(company: Company, ada: PersonId) -> None:
    told(company, ada, usage(1_000, 2, "input"), resource={})
    deliver(company, ada, Signal.TRACES, traces("meshclaw", span("chat", **CALL)))
    (task,) = tasks_of(company, ada)
    assert (task.model_calls, task.tokens.total) == (1, 120)


@pytest.mark.parametrize("step", [1, -1])
def test_where_metrics_count_nothing_else_does(company: Company, ada: PersonId, step: int) -> None:
    sent = [
        (Signal.METRICS, metrics("meshclaw", usage(1_000, 2, "input"), resource=ALONE)),
        (Signal.TRACES, traces("meshclaw", span("chat", **CALL), **ALONE)),
    ]
    for signal, body in sent[::step]:
        deliver(company, ada, signal, body)
    (task,) = tasks_of(company, ada)
    assert (task.model_calls, task.tokens.total) == (2, 1_000)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"began": 0}, "a running total without its beginning"),
        ({"tokens": 10**13}, "tokens: not counts"),
        ({"calls": -1}, "tokens: not counts"),
        ({"tokens": -5}, "tokens: not counts"),
    ],
)
def test_what_is_rejected(
    company: Company, ada: PersonId, change: dict[str, int], cause: str
) -> None:
    its = {"tokens": 1_000, "calls": 2, "kind": "input"} | change
    assert told(company, ada, usage(**its)) == [cause]
    assert tasks_of(company, ada) == []
