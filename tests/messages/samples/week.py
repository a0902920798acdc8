"""A made-up person's weeks, and what was asked about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from messages.facts import (
    Burst,
    Digest,
    QuestionRow,
    SilentTool,
    TaskName,
    Times,
    ToolUse,
    Usual,
    WeekBar,
    WorkCount,
)

BERLIN = ZoneInfo("Europe/Berlin")
LAST = date(2026, 11, 19)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


TIMES = Times(weekday=5, hour=14)
CHOSEN_TIMES = Times(weekday=1, hour=9, cadence="fortnightly", questions=1)

EDITING = TaskName(at(19, 14, 20), "claude-code", 42, "changed")
LOOKING = TaskName(at(18, 9, 5), "codex", 3, "looked_up")
AGENT = TaskName(
    at(18, 2, 10), "meshclaw", 95, "app", app="tickets", label="tidy the backlog", autonomous=True
)
LONG_AGO = TaskName(at(3, 16, 45), "claude-code", 130, "ran", dated=True)

BARS = [(5, 1), (7, 2), (0, 0), (8, 3), (6, 2), (9, 4), (6, 3), (7, 4)]


def weeks(bars: list[tuple[int, int]] = BARS) -> list[WeekBar]:
    ends = [LAST - timedelta(weeks=7 - n) for n in range(8)]
    return [WeekBar(end, *bar) for end, bar in zip(ends, bars, strict=True)]


WEEK = Digest(
    first=date(2026, 11, 13),
    last=LAST,
    tasks=11,
    autonomous=4,
    tools=[
        ToolUse("claude-code", 6, [WorkCount("changed", None, 4), WorkCount("looked_up", None, 2)]),
        ToolUse("meshclaw", 4, [WorkCount("app", "tickets", 4)]),
        ToolUse("codex", 1, [WorkCount("talked", None, 1)]),
    ],
    hours=6.4,
    agent_hours=2.1,
    cost_usd=14.2,
    unpriced_calls=0,
    tokens=5_400_000,
    cached_tokens=4_900_000,
    usual=Usual(cost_usd=11.8, hours=5.1),
    silent=(),
    tools_known=3,
    bursts=(),
    weeks=weeks(),
)
FIRST_WEEK = replace(
    WEEK,
    tasks=1,
    autonomous=0,
    tools=[ToolUse("claude-code", 1, [WorkCount("changed", None, 1)])],
    hours=0.6,
    agent_hours=0.0,
    cost_usd=0.0,
    unpriced_calls=3,
    tokens=48_200,
    cached_tokens=0,
    usual=None,
    tools_known=1,
    weeks=weeks([(0, 0)] * 7 + [(1, 0)]),
)
MOSTLY_AGENTS = replace(
    WEEK,
    tasks=19,
    autonomous=17,
    tools=[
        ToolUse("meshclaw", 17, [WorkCount("app", "tickets", 14), WorkCount("app", "deploy", 3)]),
        ToolUse("claude-code", 2, [WorkCount("ran", None, 2)]),
    ],
    hours=0.9,
    agent_hours=9.3,
    tools_known=2,
    bursts=[Burst("meshclaw", 12, at(17, 2, 0), at(17, 4, 10), 3.1)],
)
SILENT = replace(
    WEEK,
    tools_known=4,
    silent=[
        SilentTool("cursor", date(2026, 11, 3)),
        SilentTool("gemini-cli", date(2026, 10, 12)),
    ],
    tools=WEEK.tools[:2],
    tasks=10,
)
FORTNIGHT = replace(WEEK, first=date(2026, 11, 6), autonomous=1)
ODD_DAYS = replace(WEEK, first=date(2026, 11, 10), autonomous=11, usual=None, hours=0.0)

OPEN = QuestionRow("q1", "worth", EDITING, "open")
OPEN_AGENT = QuestionRow("q2", "worth", AGENT, "open")
ANSWERED = replace(OPEN, state="answered")
CLOSED = replace(OPEN_AGENT, state="closed")
ITEM = QuestionRow("q3", "checking", None, "open")
SENSITIVE = [
    QuestionRow(f"q{n}", item, None, "open")
    for n, item in enumerate(("pressure", "for_show", "told_how"), 4)
]
SENSITIVE_ANSWERED = replace(SENSITIVE[0], state="answered")
ITEM_ANSWERED = replace(ITEM, state="answered")
