"""Which AI tools people have, and what they do with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.demo.cast import Employee
from bot.demo.chance import chance
from bot.demo.company import Company

TELEMETRY = "claude-code"
"""Its usage comes in as OpenTelemetry, from each person's own machine; all else is pushed."""

AGENTS = "meshclaw"
CHAT = "parley"
"""The company's own chat assistant."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a piece of work with a tool is like: `deed` of its tool calls, the connected app if any,
    the outcome it may have with how likely that is, minutes from and to, thousand input tokens."""

    deed: str | None = None
    app: str | None = None
    outcome: str | None = None
    likely: float = 0.0
    minutes: tuple[int, int] = (5, 45)
    tokens: tuple[int, int] = (20, 160)


class Trade(StrEnum):
    """What people do all day, as far as it decides about their tools."""

    CODE = "code"
    DATA = "data"
    DESK = "desk"
    WORDS = "words"


MODEL_OF = {
    TELEMETRY: "claude-sonnet-4-5",
    "codex": "gpt-5-codex",
    "gemini-cli": "gemini-2.5-pro",
    "copilot": "gpt-4.1",
    AGENTS: "claude-sonnet-4-5",
    CHAT: "gpt-4o",
}

HANDS_ON: dict[str, Sequence[Shape]] = {
    TELEMETRY: (
        Shape("edit", minutes=(8, 75), tokens=(40, 420)),
        Shape("edit", minutes=(8, 75), tokens=(40, 420)),
        Shape("read", minutes=(3, 20), tokens=(20, 140)),
        Shape("command", minutes=(3, 30), tokens=(20, 140)),
    ),
    "codex": (
        Shape("edit", None, "pull_request", 0.5, (6, 60), (30, 300)),
        Shape("command", None, None, 0.0, (3, 25), (15, 90)),
    ),
    "gemini-cli": (
        Shape("read", minutes=(3, 18), tokens=(20, 200)),
        Shape("edit", None, "commit", 0.4, (5, 40), (30, 200)),
    ),
    "copilot": (
        Shape("edit", None, "edit_accepted", 0.7, (2, 30), (5, 60)),
        Shape(None, minutes=(2, 8), tokens=(2, 20)),
    ),
    CHAT: (
        Shape(minutes=(2, 15), tokens=(2, 25)),
        Shape(None, "docs", "document", 0.5, (8, 40), (6, 60)),
        Shape(None, "mail", None, 0.0, (3, 12), (2, 15)),
    ),
    AGENTS: (Shape(None, "tickets", "ticket_closed", 0.6, (3, 18), (15, 90)),),
}

ALONE: dict[Trade, Sequence[Shape]] = {
    Trade.CODE: (
        Shape("edit", None, "pull_request", 0.45, (20, 130), (200, 1_400)),
        Shape(None, "deploy", "deploy", 0.6, (5, 30), (30, 200)),
        Shape("command", "tickets", "ticket_closed", 0.4, (6, 50), (40, 300)),
    ),
    Trade.DATA: (Shape("command", "docs", "document", 0.6, (10, 60), (60, 500)),),
    Trade.DESK: (
        Shape(None, "tickets", "ticket_closed", 0.35, (3, 14), (20, 120)),
        Shape(None, "mail", None, 0.0, (2, 8), (10, 60)),
        Shape(None, "slack", None, 0.0, (2, 8), (10, 60)),
    ),
    Trade.WORDS: (
        Shape(None, "docs", "document", 0.6, (4, 25), (15, 120)),
        Shape(None, "mail", None, 0.0, (2, 8), (5, 40)),
    ),
}

_CODING = ("codex", "gemini-cli", "copilot")


def trade(company: Company, employee: Employee) -> Trade:
    """What somebody does all day."""
    above = company.chain(employee.team)
    if "Data" in above:
        return Trade.DATA
    if "Engineering" in above:
        return Trade.CODE
    return Trade.DESK if "Support" in above and employee.team != "Docs" else Trade.WORDS


def tools_of(company: Company, employee: Employee) -> tuple[str, ...]:
    """The tools somebody works with hands-on, the usual one first."""
    own = chance(employee.slack_id, "tools")
    if trade(company, employee) in (Trade.CODE, Trade.DATA):
        others = own.sample(_CODING, 2)
        with_telemetry = employee.slack_id in ("U0ADA", "U0BEN") or own.random() < 0.5
        return (TELEMETRY, others[0], CHAT) if with_telemetry else (*others, CHAT)
    return (CHAT, AGENTS) if trade(company, employee) is Trade.DESK else (CHAT,)
