"""What is told beside tasks: days of reports, outcomes, silence, what came too late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from messages.facts import (
    Came,
    CameOf,
    DaysUsed,
    HomeTask,
    Missed,
    QuestionRow,
    Result,
    Share,
    SilentTool,
    ToolUse,
    WorkCount,
)
from tests.messages.samples.answers import MANY_RATED
from tests.messages.samples.own import CONNECTED, HOME, SOURCES
from tests.messages.samples.week import AGENT, EDITING, LOOKING, WEEK, weeks

_DAYS = [date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 19)]
_CURSOR = DaysUsed(_DAYS, 42, [Came("commit", 2)], reported=True)
_LAST_USED = DaysUsed([date(2026, 11, 19)], None, [], reported=True)
_ALONE = DaysUsed([date(2026, 11, 17)], None, [Came("commit", 2)], reported=False)

WITH_REPORTS = replace(
    WEEK,
    tools=[
        *WEEK.tools[:1],
        replace(WEEK.tools[1], by_day=replace(_CURSOR, days=_DAYS[:2], requests=9, came=[])),
        replace(WEEK.tools[2], by_day=_ALONE),
        ToolUse("cursor", 0, [], by_day=_CURSOR),
    ],
    tools_known=4,
    cost_untold=["cursor"],
)
ONLY_REPORTS = replace(
    WEEK,
    tasks=0,
    autonomous=0,
    tools=[ToolUse("cursor", 0, [], by_day=_CURSOR)],
    hours=0.0,
    agent_hours=0.0,
    cost_usd=3.4,
    tokens=120_000,
    cached_tokens=0,
    usual=replace(WEEK.usual, hours=0.0),
    tools_known=1,
    weeks=weeks([(0, 0)] * 8),
)
LAST_USED = replace(
    ONLY_REPORTS,
    tools=[
        ToolUse("cursor", 0, [], by_day=_LAST_USED),
        ToolUse("parley", 0, [], by_day=replace(_LAST_USED, days=_DAYS[1:])),
    ],
    cost_usd=0.0,
    tokens=0,
    usual=None,
    tools_known=2,
    cost_untold=["cursor", "parley"],
)
WITH_OUTCOMES = replace(
    WEEK,
    tools=[
        ToolUse(
            "meshclaw",
            9,
            [WorkCount("app", "tickets", 7), WorkCount("app", "deploy", 2)],
            [
                CameOf("ticket_closed", 3, 7, autonomous=True),
                CameOf("deploy", 1, 7, autonomous=True),
                CameOf("document", 2, 2, autonomous=False),
            ],
        ),
        ToolUse(
            "claude-code",
            2,
            [WorkCount("changed", None, 2)],
            [CameOf("commit", 1, 2, autonomous=False)],
        ),
    ],
    tools_known=2,
)
FALLEN = replace(
    WEEK,
    tools_known=5,
    silent=[
        SilentTool("gemini-cli", date(2026, 11, 12), fallen=True),
        SilentTool("cursor", date(2026, 11, 3)),
    ],
    missed=[Missed("claude-code", 40, ahead=False), Missed("codex", 1, ahead=True)],
)

CAME = [Came("commit", 1), Came("pull_request", 2)]
CAME_OF_EDITING = replace(EDITING, came=CAME)
CAME_OF_AGENT = replace(AGENT, came=[Came("ticket_closed", 14)])
OUTCOME_QUESTIONS = [
    QuestionRow("q1", "worth", CAME_OF_EDITING, "open"),
    QuestionRow("q2", "worth", CAME_OF_AGENT, "open"),
]
RESULTS = replace(
    MANY_RATED,
    results=[
        Result(CAME_OF_EDITING, "worth_it"),
        Result(CAME_OF_AGENT, "partly"),
        Result(replace(LOOKING, came=[Came("document", 1)]), "trying"),
    ],
    finished=Share(7, 9),
)
HOME_WITH_OUTCOMES = replace(
    HOME,
    digest=WITH_OUTCOMES,
    tasks=[
        HomeTask("t1", CAME_OF_EDITING, "q1", "worth_it"),
        HomeTask("t2", CAME_OF_AGENT, None, None),
    ],
)
SPOKEN_FOR = replace(
    CONNECTED,
    sources=[
        replace(SOURCES[0], fallen=True),
        replace(SOURCES[1], platform="Agents <at> work"),
        replace(SOURCES[0], tool="cursor", by_day=True),
        replace(SOURCES[1], tool="codex", platform="gateway", fallen=True),
    ],
    missed=[Missed("claude-code", 40, ahead=False), Missed("meshclaw", 3, ahead=False)],
)
