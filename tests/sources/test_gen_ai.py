"""Agent platforms, and whoever else follows the conventions: calls, tool calls, runs."""

from __future__ import annotations

import pytest

from bot.model import Kind, Observation, Tokens
from bot.people.tokens import Holder
from bot.sources.gen_ai import NO_SERVICE
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp, receive
from tests.company import Company
from tests.sources.exports import START, TRACE, payload, span, traces
from tests.sources.folded import deliver, tasks_of

OTHER_TRACE = TRACE[::-1]
CALL = {"gen_ai__usage__input_tokens": 100, "gen_ai__usage__output_tokens": 20}


def seen_in(*spans: dict[str, object], service: str | None = "meshclaw") -> list[Observation]:
    read = read_otlp(Signal.TRACES, traces(service, *spans), json=True)
    assert read.rejects == []
    return read.observations


def test_a_run_is_one_task_named_by_its_apps(company: Company) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    body = payload("gen-ai/run-traces.json")
    for known in (0, 5):
        read = read_otlp(Signal.TRACES, body, json=True)
        taken = receive(company.services, Holder(None, "meshclaw"), read)
        assert (taken.accepted, taken.known, taken.rejected) == (5 - known, known, [])
    (task,) = tasks_of(company, ada)
    assert (task.source, task.autonomous, task.seconds) == ("meshclaw", True, 60)
    assert (task.prompts, task.model_calls, task.other_calls) == (1, 2, 2)
    assert task.tokens == Tokens(900, 100, 0, 90)
    assert task.apps == {"tickets", "slack"}


def test_runs_close_in_time_are_apart(company: Company) -> None:
    ada = company.hire("U0ADA")
    runs = [span("invoke_agent", trace=trace) for trace in (TRACE, OTHER_TRACE)]
    deliver(company, ada, Signal.TRACES, traces("meshclaw", *runs))
    assert [task.autonomous for task in tasks_of(company, ada)] == [True, True]


def test_a_conversation_is_cut_by_its_gaps(company: Company) -> None:
    ada = company.hire("U0ADA")
    conversation = {"gen_ai__conversation__id": "talk"}
    calls = [
        span("chat", n, f"{n:032x}", START + s, START + s, **CALL, **conversation)
        for n, s in enumerate((0, 600, 9000))
    ]
    deliver(company, ada, Signal.TRACES, traces("in-house chat", *calls))
    assert [task.model_calls for task in tasks_of(company, ada)] == [2, 1]
    assert not any(task.autonomous for task in tasks_of(company, ada))


@pytest.mark.parametrize(
    ("change", "app"),
    [
        ({"gen_ai__tool__name": "tickets.close"}, "tickets"),
        ({"gen_ai__tool__name": "deploy/start"}, "deploy"),
        ({"gen_ai__tool__name": "Docs:write"}, "docs"),
        ({"gen_ai__tool__name": "mcp__mail__send"}, "mail"),
        ({"gen_ai__tool__name": "functions.run"}, None),
        ({"gen_ai__tool__name": "close_ticket"}, None),
        ({"gen_ai__tool__name": "close_ticket", "worthwhile__app": "Tickets"}, "tickets"),
        ({"gen_ai__tool__name": "x", "worthwhile__app": "what was asked?"}, "connected app"),
        ({"gen_ai__tool__name": "read_file"}, None),
        ({}, None),
    ],
)
def test_apps(change: dict[str, object], app: str | None) -> None:
    (seen,) = seen_in(span("execute_tool", **change))
    assert (seen.kind, seen.app) == (Kind.TOOL_CALL, app)


def test_a_call_told_by_two_libraries_counts_once(company: Company) -> None:
    ada = company.hire("U0ADA")
    calls = [span("chat", n, **CALL, gen_ai__response__id="r-1") for n in (1, 2)]
    deliver(company, ada, Signal.TRACES, traces("meshclaw", *calls))
    (task,) = tasks_of(company, ada)
    assert (task.model_calls, task.tokens.total) == (1, 120)


@pytest.mark.parametrize("operation", ["chat", "generate_content", "text_completion"])
def test_calls(operation: str) -> None:
    model = {"gen_ai__request__model": "gpt-5"}
    (seen,) = seen_in(span(operation, 7, **CALL, **model))
    assert (seen.kind, seen.model) == (Kind.MODEL_CALL, "gpt-5")
    assert seen.external_id == f"{TRACE}|{7:016x}"
    assert (seen.task, seen.ended_at, seen.autonomous) == (TRACE, START + 5, False)


def test_an_agents_calls_are_autonomous() -> None:
    (seen,) = seen_in(span("chat", **CALL, gen_ai__agent__name="triage"))
    assert seen.autonomous


@pytest.mark.parametrize("operation", [None, "embeddings", "create_agent", "execute_hook", ""])
def test_what_says_nothing(operation: str | None) -> None:
    assert seen_in(span(operation, **CALL)) == []


@pytest.mark.parametrize("service", ["claude-code", "codex_exec", "Codex Desktop", "gemini-cli"])
def test_what_others_read_is_not_read_twice(service: str) -> None:
    its = [span(name, **CALL) for name in ("chat", "execute_tool", "invoke_agent")]
    assert seen_in(*its, service=service) == []


@pytest.mark.parametrize(
    "service",
    ["codex-reviewer", "cowork-bot", "claude-code-action", "gemini-cli-runner", "copilot-chat-2"],
)
def test_an_agent_that_is_called_almost_so_is_read(service: str) -> None:
    assert [it.source for it in seen_in(span("chat", **CALL), service=service)] == [service]


@pytest.mark.parametrize(
    ("service", "change", "cause"),
    [
        (None, {}, NO_SERVICE),
        ("Summary of the board's meeting: all fired", {}, NO_SERVICE),
        ("meshclaw", {"gen_ai__usage__input_tokens": -1}, "tokens: not counts"),
        ("meshclaw", {"start": 0}, "time: missing"),
    ],
)
def test_what_is_rejected(service: str | None, change: dict[str, object], cause: str) -> None:
    body = traces(service, span("chat", **{**CALL, **change}))
    read = read_otlp(Signal.TRACES, body, json=True)
    assert ([it.cause for it in read.rejects], read.observations) == ([cause], [])


def test_a_span_without_ids_is_rejected() -> None:
    nameless = span("chat", **CALL) | {"traceId": "", "spanId": ""}
    read = read_otlp(Signal.TRACES, traces("meshclaw", nameless), json=True)
    assert [it.cause for it in read.rejects] == ["id: missing"]
