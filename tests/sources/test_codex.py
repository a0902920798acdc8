"""Codex CLI: what its logs say, and what they do not."""

from __future__ import annotations

import pytest

from bot.model import Deed, Kind, Observation, Tokens
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp
from tests.company import Company
from tests.sources.exports import START, logs, payload
from tests.sources.folded import deliver, tasks_of

CONVERSATION = {"conversation.id": "c-1", "event.timestamp": "2026-11-20T10:00:00.500Z"}
ANSWER = CONVERSATION | {
    "event.name": "codex.sse_event",
    "event.kind": "response.completed",
    "model": "gpt-5.1-codex",
    "input_token_count": "100",
    "output_token_count": "20",
}
TOOL = CONVERSATION | {"event.name": "codex.tool_result", "call_id": "call_1"}


def one(event: dict[str, object], **how: int) -> Observation:
    read = read_otlp(Signal.LOGS, logs("codex_cli_rs", event, **how), json=True)
    assert read.rejects == []
    (seen,) = read.observations
    return seen


def test_a_session(company: Company) -> None:
    ada = company.hire("U0ADA", email="ada@example.com")
    for known in (0, 6):
        taken = deliver(company, ada, Signal.LOGS, payload("codex/logs.json"))
        assert (taken.accepted, taken.known, taken.rejected) == (6 - known, known, [])
    (task,) = tasks_of(company, ada)
    assert (task.source, task.prompts, task.model_calls) == ("codex", 1, 2)
    assert (task.edits, task.reads, task.commands, task.other_calls) == (1, 0, 1, 1)
    assert task.tokens == Tokens(6200, 1536, 512, 220)
    assert task.cost_usd == pytest.approx((6200 - 1024) * 1.25e-6 + 1024 * 0.125e-6 + 220 * 10e-6)
    assert (task.apps, task.autonomous, task.seconds) == ({"tickets"}, False, 8)


@pytest.mark.parametrize(
    ("change", "tokens"),
    [
        ({}, Tokens(100, 0, 0, 20)),
        ({"cached_token_count": "60"}, Tokens(100, 60, 0, 20)),
        ({"cached_token_count": 60, "cache_write_token_count": 10}, Tokens(100, 70, 10, 20)),
        ({"reasoning_token_count": "15", "tool_token_count": "120"}, Tokens(100, 0, 0, 20)),
    ],
)
def test_tokens(change: dict[str, object], tokens: Tokens) -> None:
    assert one(ANSWER | change).tokens == tokens


@pytest.mark.parametrize(
    ("tool", "server", "deed", "app"),
    [
        ("exec_command", "", Deed.COMMAND, None),
        ("shell", "", Deed.COMMAND, None),
        ("apply_patch", "", Deed.EDIT, None),
        ("view_image", "", Deed.READ, None),
        ("update_plan", "", Deed.OTHER, None),
        ("read_file", "Docs", Deed.OTHER, "docs"),
        ("read_file", "https://a.example/?q=secret", Deed.OTHER, "connected app"),
        ("mcp__slack__post", "", Deed.OTHER, "slack"),
    ],
)
def test_tools(tool: str, server: str, deed: Deed, app: str | None) -> None:
    seen = one(TOOL | {"tool_name": tool, "mcp_server": server})
    assert (seen.kind, seen.external_id) == (Kind.TOOL_CALL, "call_1")
    assert (seen.deed, seen.app) == (deed, app)


@pytest.mark.parametrize("originator", ["codex_exec", "codex_cli_rs", None])
def test_started_by_a_program(originator: str | None) -> None:
    event = ANSWER | ({"originator": originator} if originator else {})
    assert one(event).autonomous == (originator == "codex_exec")


@pytest.mark.parametrize(
    ("event", "at", "expected"),
    [(ANSWER, START * 10**9 + 7 * 10**9, START + 7), (ANSWER, 0, START)],
)
def test_when(event: dict[str, object], at: int, expected: int) -> None:
    assert one(event, at=at).at == expected


@pytest.mark.parametrize(
    ("event", "cause"),
    [
        ({**ANSWER, "conversation.id": ""}, "id: missing"),
        ({**ANSWER, "input_token_count": "many"}, "tokens: not counts"),
        ({**ANSWER, "output_token_count": "-1"}, "tokens: not counts"),
        ({**TOOL, "event.timestamp": "yesterday"}, "time: missing"),
        ({**TOOL, "event.timestamp": "2026-11-20T10:00:00"}, "time: missing"),
    ],
)
def test_what_is_rejected(event: dict[str, object], cause: str) -> None:
    read = read_otlp(Signal.LOGS, logs("codex_cli_rs", event, at=0), json=True)
    assert ([it.cause for it in read.rejects], read.observations) == ([cause], [])


@pytest.mark.parametrize(
    "event",
    [
        {**ANSWER, "event.kind": "response.created"},
        {name: it for name, it in ANSWER.items() if name != "input_token_count"},
        {**ANSWER, "event.name": "codex.api_request"},
        {**ANSWER, "event.name": "sse_event"},
    ],
)
def test_what_says_nothing(event: dict[str, object]) -> None:
    read = read_otlp(Signal.LOGS, logs("codex_cli_rs", event), json=True)
    assert (read.observations, read.rejects) == ([], [])
