"""Copilot, in a terminal and in VS Code: what its spans say, and what they do not."""

from __future__ import annotations

import pytest

from bot.model import Deed, Kind, Observation, Tokens
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp
from tests.company import Company
from tests.sources.exports import TRACE, payload, span, traces
from tests.sources.folded import deliver, tasks_of

CALL = {
    "gen_ai__conversation__id": "k-1",
    "gen_ai__response__id": "msg_1",
    "gen_ai__response__model": "claude-sonnet-4.5",
    "gen_ai__usage__input_tokens": 100,
    "gen_ai__usage__output_tokens": 20,
}
TOOL = {"gen_ai__conversation__id": "k-1", "gen_ai__tool__call__id": "t-1"}


def seen_in(*spans: dict[str, object], service: str = "github-copilot") -> list[Observation]:
    read = read_otlp(Signal.TRACES, traces(service, *spans), json=True)
    assert read.rejects == []
    return read.observations


def test_an_interaction_in_a_terminal(company: Company) -> None:
    ada = company.hire("U0ADA")
    for known in (0, 4):
        taken = deliver(company, ada, Signal.TRACES, payload("copilot/cli-traces.json"))
        assert (taken.accepted, taken.known, taken.rejected) == (4 - known, known, [])
    (task,) = tasks_of(company, ada)
    assert (task.source, task.prompts, task.model_calls) == ("copilot", 1, 2)
    assert (task.edits, task.reads, task.commands, task.other_calls) == (0, 0, 1, 0)
    assert task.tokens == Tokens(6730, 2624, 576, 193)
    dollars = 4106 * 3e-6 + 2048 * 0.3e-6 + 576 * 3.75e-6 + 193 * 15e-6
    assert task.cost_usd == pytest.approx(dollars)
    assert (task.apps, task.autonomous, task.seconds) == (set(), False, 7)


def test_a_request_in_an_editor(company: Company) -> None:
    ada = company.hire("U0ADA")
    for _ in range(2):
        taken = deliver(company, ada, Signal.TRACES, payload("copilot/vscode-traces.json"))
        assert taken.rejected == []
    (task,) = tasks_of(company, ada)
    assert (task.source, task.prompts, task.model_calls) == ("copilot", 1, 2)
    assert (task.edits, task.reads, task.commands, task.other_calls) == (1, 1, 0, 2)
    assert task.tokens == Tokens(3000, 300, 100, 90)
    assert (task.apps, task.autonomous, task.seconds) == ({"connected app"}, False, 20)


@pytest.mark.parametrize(
    ("change", "tokens"),
    [
        ({}, Tokens(100, 0, 0, 20)),
        ({"gen_ai__usage__cache_read__input_tokens": 30}, Tokens(100, 30, 0, 20)),
        ({"gen_ai__usage__cache_write__input_tokens": "30"}, Tokens(100, 30, 30, 20)),
        ({"gen_ai__usage__cache_creation__input_tokens": 30}, Tokens(100, 30, 30, 20)),
        (
            {
                "gen_ai__usage__cache_creation__input_tokens": 30,
                "gen_ai__usage__cache_write__input_tokens": 30,
            },
            Tokens(100, 30, 30, 20),
        ),
        # Whoever sends the input without what was cached: it cannot be less than that.
        ({"gen_ai__usage__cache_read__input_tokens": 900}, Tokens(1000, 900, 0, 20)),
    ],
)
def test_tokens(change: dict[str, object], tokens: Tokens) -> None:
    (seen,) = seen_in(span("chat", **CALL | change))
    assert (seen.kind, seen.external_id) == (Kind.MODEL_CALL, "msg_1")
    assert (seen.tokens, seen.model) == (tokens, "claude-sonnet-4.5")
    assert (seen.session, seen.cost_usd) == ("k-1", None)


def test_only_the_call_that_the_user_began_is_a_prompt() -> None:
    interaction = {"github__copilot__interaction_id": "i-1"}
    begun = CALL | interaction | {"github__copilot__initiator": "user"}
    went_on = CALL | interaction | {"github__copilot__initiator": "agent"}
    seen = seen_in(span("chat", **begun), span("chat", 2, **went_on))
    assert [it.external_id for it in seen if it.kind is Kind.TASK] == ["i-1"]
    assert sum(it.tokens.total for it in seen) == 240


@pytest.mark.parametrize(
    ("change", "deed", "app"),
    [
        ({"gen_ai__tool__name": "bash"}, Deed.COMMAND, None),
        ({"gen_ai__tool__name": "view"}, Deed.READ, None),
        ({"gen_ai__tool__name": "create"}, Deed.EDIT, None),
        ({"gen_ai__tool__name": "replace_string_in_file"}, Deed.EDIT, None),
        ({"gen_ai__tool__name": "runCommand"}, Deed.COMMAND, None),
        ({"gen_ai__tool__name": "task"}, Deed.OTHER, None),
        (
            {"gen_ai__tool__name": "read_file", "gen_ai__tool__type": "extension"},
            *(Deed.OTHER, "connected app"),
        ),
        (
            {
                "gen_ai__tool__name": "search",
                "github__copilot__tool__parameters__mcp_server_name": "Tickets",
            },
            *(Deed.OTHER, "tickets"),
        ),
    ],
)
def test_tools(change: dict[str, object], deed: Deed, app: str | None) -> None:
    (seen,) = seen_in(span("execute_tool", **TOOL | change))
    assert (seen.kind, seen.external_id) == (Kind.TOOL_CALL, "t-1")
    assert (seen.deed, seen.app) == (deed, app)


def test_a_run_is_a_prompt_in_the_editor_alone() -> None:
    run = span("invoke_agent", gen_ai__conversation__id="k-1", copilot_chat__turn_count=1)
    (seen,) = seen_in(run, service="copilot-chat")
    assert (seen.kind, seen.external_id, seen.tokens.total) == (Kind.TASK, TRACE, 0)
    assert seen_in(span("invoke_agent", github__copilot__turn_count=1)) == []


@pytest.mark.parametrize("name", ["copilot_chat__session_id", "copilot_chat__chat_session_id"])
def test_older_names_of_a_session(name: str) -> None:
    call = {key: it for key, it in CALL.items() if "conversation" not in key}
    (seen,) = seen_in(span("chat", **call, **{name: "k-9"}), service="copilot-chat")
    assert seen.session == "k-9"


def test_a_call_that_failed_says_nothing() -> None:
    assert seen_in(span("chat", gen_ai__conversation__id="k", error__type="TimeoutError")) == []
