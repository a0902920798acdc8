"""Claude Cowork: Claude Code's events under a name of its own."""

from __future__ import annotations

import pytest

from bot.model import PersonId, Tokens
from bot.people.tokens import Holder
from bot.sources.otlp import Signal
from bot.sources.receiving import read_otlp, receive
from messages.words import tool
from tests.company import Company
from tests.sources.exports import CANARY, logs
from tests.sources.folded import deliver, tasks_of

SESSION = {
    "session.id": "s", "prompt.id": "p", "query_source": "sdk", "user.email": "Ada@example.com",
}  # fmt: skip
SAID = (
    {"event.name": "user_prompt", "prompt": CANARY},
    {"event.name": "api_request", "request_id": "r", "model": "claude-opus-5-5",
     "input_tokens": 10, "cache_read_tokens": 4, "cache_creation_tokens": 1, "output_tokens": 7,
     "cost_usd": {"doubleValue": 0.25}},
    {"event.name": "tool_result", "tool_use_id": "t1", "tool_name": "Write"},
    {"event.name": "tool_result", "tool_use_id": "t2", "tool_name": "mcp_tool",
     "mcp_server.name": "Tickets", "mcp_tool.name": CANARY},
    {"event.name": "tool_decision", "decision": "accept"},
)  # fmt: skip


def export(prefix: str = "", service: str = "cowork", **change: object) -> bytes:
    named = [it | {"event.name": f"{prefix}{it['event.name']}"} | change for it in SAID]
    return logs(service, *(SESSION | it for it in named))


@pytest.fixture
def ada(company: Company) -> PersonId:
    return company.hire("U0ADA", email="ada@example.com")


@pytest.mark.parametrize("prefix", ["", "cowork.", "claude_cowork.", "claude_code."])
def test_a_piece_of_work(company: Company, ada: PersonId, prefix: str) -> None:
    """Its company sends it, with a platform's token; a program ran it, but a person typed."""
    for _ in range(2):
        read = read_otlp(Signal.LOGS, export(prefix), json=True)
        assert receive(company.services, Holder(None, "claude desktop"), read).rejected == []
    (task,) = tasks_of(company, ada)
    assert (task.source, tool(task.source)) == ("cowork", "Claude Cowork")
    assert (task.tokens, task.cost_usd) == (Tokens(15, 5, 1, 7), 0.25)
    assert (task.prompts, task.model_calls, task.edits, task.other_calls) == (1, 1, 1, 1)
    assert (task.apps, task.autonomous) == ({"tickets"}, False)


def test_it_is_not_mixed_with_claude_code(company: Company, ada: PersonId) -> None:
    for service in ("cowork", "claude-code"):
        deliver(company, ada, Signal.LOGS, export(service=service))
    of = {task.source: task.autonomous for task in tasks_of(company, ada)}
    assert of == {"claude-code": True, "cowork": False}


def test_an_app_whose_name_is_kept_back(company: Company, ada: PersonId) -> None:
    deliver(company, ada, Signal.LOGS, export(**{"mcp_server.name": "custom"}))
    (task,) = tasks_of(company, ada)
    assert task.apps == {"connected app"}
