"""What a digest looks like, shown to an admin with made-up data: nobody's week is looked at."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import messages
from bot.model import Instant
from bot.services import PublishedServices
from messages.facts import Digest, QuestionRow, TaskName, ToolUse, Usual, WeekBar, WorkCount


def view(services: PublishedServices) -> dict[str, Any]:
    """The preview, in a modal: nothing of it stays in Slack."""
    today = datetime.fromtimestamp(services.clock(), UTC).date()
    shown = messages.view("admin_preview")
    digest = messages.render(
        "digest",
        rehearsal=services.rehearsal,
        digest=sample(today),
        questions=[_question(services.clock())],
        patterns=None,
        changes=None,
        counted=True,
        first_week=False,
        discreet=False,
        charts=False,
    )
    return shown | {"blocks": [*shown["blocks"], *digest.blocks]}


def sample(today: date) -> Digest:
    """A made-up week that ended yesterday."""
    bars = [(5, 1), (7, 2), (4, 0), (8, 3), (6, 2), (9, 4), (7, 3), (7, 4)]
    works = [WorkCount("changed", None, 5), WorkCount("looked_up", None, 3)]
    return Digest(
        first=today - timedelta(days=7),
        last=today - timedelta(days=1),
        tasks=11,
        autonomous=4,
        tools=[
            ToolUse("claude-code", 8, works),
            ToolUse("meshclaw", 3, [WorkCount("app", "tickets", 3)]),
        ],
        hours=6.5,
        agent_hours=2.0,
        cost_usd=14.20,
        unpriced_calls=0,
        tokens=5_400_000,
        cached_tokens=4_900_000,
        usual=Usual(cost_usd=11.80, hours=5.0),
        silent=(),
        tools_known=2,
        bursts=(),
        weeks=[
            WeekBar(today - timedelta(days=1 + 7 * (len(bars) - 1 - n)), hands_on, autonomous)
            for n, (hands_on, autonomous) in enumerate(bars)
        ],
    )


def _question(now: Instant) -> QuestionRow:
    at = datetime.fromtimestamp(now, UTC) - timedelta(days=1)
    return QuestionRow("sample", "worth", TaskName(at, "claude-code", 40, "changed"), "open")
