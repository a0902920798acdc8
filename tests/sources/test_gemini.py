"""Gemini CLI: what its logs say, and what they do not."""

from __future__ import annotations

import pytest

from bot.model import Deed, Kind, Observation, Tokens
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp
from tests.company import Company
from tests.sources.exports import logs, payload
from tests.sources.folded import deliver, tasks_of

SESSION = {"session.id": "g-1", "event.timestamp": "2026-11-20T10:00:00.500Z", "prompt_id": "p"}
ANSWER = SESSION | {
    "event.name": "gemini_cli.api_response",
    "model": "gemini-2.5-pro",
    "input_token_count": 100,
    "output_token_count": 20,
}
TOOL = SESSION | {"event.name": "gemini_cli.tool_call", "duration_ms": 5}
PROMPT = SESSION | {"event.name": "gemini_cli.user_prompt"}


def seen_in(*events: dict[str, object]) -> list[Observation]:
    read = read_otlp(Signal.LOGS, logs("gemini-cli", *events), json=True)
    assert read.rejects == []
    return read.observations


def test_a_session(company: Company) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    for known in (0, 6):
        taken = deliver(company, ada, Signal.LOGS, payload("gemini-cli/logs.json"))
        assert (taken.accepted, taken.known, taken.rejected) == (6 - known, known, [])
    (task,) = tasks_of(company, ada)
    assert (task.source, task.prompts, task.model_calls) == ("gemini-cli", 1, 2)
    assert (task.edits, task.reads, task.commands, task.other_calls) == (1, 1, 0, 1)
    assert task.tokens == Tokens(10_080, 1000, 0, 390)
    assert task.cost_usd == pytest.approx(9080 * 1.25e-6 + 1000 * 0.125e-6 + 390 * 10e-6)
    assert (task.apps, task.autonomous) == ({"mail"}, False)


@pytest.mark.parametrize(
    ("change", "tokens"),
    [
        ({}, Tokens(100, 0, 0, 20)),
        ({"thoughts_token_count": 7}, Tokens(100, 0, 0, 27)),
        ({"tool_token_count": 9}, Tokens(109, 0, 0, 20)),
        ({"cached_content_token_count": 60}, Tokens(100, 60, 0, 20)),
        ({"cached_content_token_count": 60, "input_token_count": 5}, Tokens(65, 60, 0, 20)),
        ({"input_token_count": "100"}, Tokens(100, 0, 0, 20)),
    ],
)
def test_tokens(change: dict[str, object], tokens: Tokens) -> None:
    (seen,) = seen_in(ANSWER | change)
    assert (seen.kind, seen.model, seen.tokens) == (Kind.MODEL_CALL, "gemini-2.5-pro", tokens)


@pytest.mark.parametrize(
    ("change", "deed", "app"),
    [
        ({"function_name": "write_file"}, Deed.EDIT, None),
        ({"function_name": "replace"}, Deed.EDIT, None),
        ({"function_name": "read_many_files"}, Deed.READ, None),
        ({"function_name": "run_shell_command"}, Deed.COMMAND, None),
        ({"function_name": "save_memory"}, Deed.OTHER, None),
        ({"function_name": "send", "mcp_server_name": "Mail"}, Deed.OTHER, "mail"),
        ({"function_name": "read_file", "tool_type": "mcp"}, Deed.OTHER, "connected app"),
    ],
)
def test_tools(change: dict[str, object], deed: Deed, app: str | None) -> None:
    (seen,) = seen_in(TOOL | change)
    assert (seen.kind, seen.deed, seen.app) == (Kind.TOOL_CALL, deed, app)


@pytest.mark.parametrize(("interactive", "alone"), [(False, True), (True, False), (None, False)])
def test_started_by_a_program(interactive: bool | None, alone: bool) -> None:
    (seen,) = seen_in(ANSWER | ({} if interactive is None else {"interactive": interactive}))
    assert seen.autonomous == alone


def test_what_happens_at_once_is_told_apart() -> None:
    calls = [ANSWER, ANSWER | {"model": "gemini-2.5-flash"}, ANSWER | {"input_token_count": 101}]
    tools = [TOOL | {"function_name": name} for name in ("read_file", "replace")]
    assert len({seen.external_id for seen in seen_in(*calls, *tools, PROMPT)}) == 6


def test_a_prompt_is_known_by_its_number() -> None:
    later = {"event.timestamp": "2026-11-20T10:05:00.000Z"}
    numbered = PROMPT | {"prompt_id": "g-1########3"}
    assert [it.external_id for it in seen_in(numbered, numbered | later)] == ["g-1########3"] * 2
    # A program's prompts all have the session's id: they differ by their time.
    assert len({it.external_id for it in seen_in(PROMPT, PROMPT | later)}) == 2


@pytest.mark.parametrize(
    ("event", "cause"),
    [
        ({**ANSWER, "session.id": ""}, "id: missing"),
        ({**ANSWER, "thoughts_token_count": -1}, "tokens: not counts"),
        ({**ANSWER, "input_token_count": True}, None),
    ],
)
def test_what_is_rejected(event: dict[str, object], cause: str | None) -> None:
    read = read_otlp(Signal.LOGS, logs("gemini-cli", event), json=True)
    assert [it.cause for it in read.rejects] == ([cause] if cause else [])


@pytest.mark.parametrize(
    "name",
    ["gen_ai.client.inference.operation.details", "gemini_cli.api_request", "api_response", ""],
)
def test_what_says_nothing(name: str) -> None:
    assert seen_in(ANSWER | {"event.name": name, "gen_ai.usage.input_tokens": 100}) == []
