"""Made-up facts for every message and view."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from messages.facts import (
    AdminSettings,
    Asked,
    Burst,
    Connection,
    CostlyTask,
    Digest,
    Figure,
    HeardFrom,
    Home,
    HomeTask,
    Misses,
    Note,
    OwnPreferences,
    Patterns,
    Progress,
    Published,
    QuestionRow,
    Share,
    SilentTool,
    SourceHealth,
    TaskName,
    TeamPage,
    Times,
    ToolUse,
    Usual,
    WeekBar,
    WorkCount,
    WorthWeek,
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
ITEM_ANSWERED = replace(ITEM, state="answered")

NOTHING_RATED = Patterns(0, 0, 0, None, [], [], [], [], [])


def worth_weeks(*bars: tuple[int, int, int, int]) -> list[WorthWeek]:
    ends = [LAST - timedelta(weeks=7 - n) for n in range(8)]
    padded = [(0, 0, 0, 0)] * (8 - len(bars)) + list(bars)
    return [WorthWeek(end, *bar) for end, bar in zip(ends, padded, strict=True)]


FEW_RATED = Patterns(
    rated=3,
    worth_it=2,
    trying=1,
    misses=Misses(1, None, long=False),
    weeks=worth_weeks((2, 0, 1, 1)),
    halves=[],
    works=[],
    costly=[],
    notes=[],
)
ONLY_TRYING = replace(
    FEW_RATED, rated=0, worth_it=0, trying=2, misses=None, weeks=worth_weeks((0, 0, 0, 2))
)
MANY_RATED = Patterns(
    rated=18,
    worth_it=11,
    trying=2,
    misses=Misses(2, True, long=True),
    weeks=worth_weeks((2, 1, 0, 0), (3, 0, 1, 0), (2, 2, 0, 1), (1, 1, 1, 0), (3, 1, 0, 1)),
    halves=[Share(2, 7, autonomous=True), Share(9, 11, autonomous=False)],
    works=[Share(7, 9, work="changed"), Share(2, 6, work="app", app="tickets")],
    costly=[CostlyTask(AGENT, 7.9)],
    notes=[
        Note(date(2026, 11, 18), AGENT, "Asked for all tickets, wanted ten. Next time: say so."),
        Note(date(2026, 11, 12), None, "Reviewed four generated changes on Thursday alone."),
    ],
)

SOURCES = [
    HeardFrom("claude-code", datetime(2026, 8, 3, 9, 0, tzinfo=BERLIN), at(19, 14, 58)),
    HeardFrom("meshclaw", datetime(2026, 10, 12, 7, 30, tzinfo=BERLIN), at(18, 3, 45)),
]
ENDPOINT = "https://worthwhile.example.com"
UNCONNECTED = Connection(ENDPOINT, None, has_token=False, sources=[])
FRESH_TOKEN = Connection(ENDPOINT, "ww_6f1c2a9be04d", has_token=True, sources=SOURCES)
CONNECTED = replace(FRESH_TOKEN, token=None)

ASKED = Asked("q1", "worth", EDITING, rating="partly")
ASKED_MORE = replace(
    ASKED,
    without_ai="smaller",
    net_time="saved_15_to_60",
    fixing="minor",
    note='Said "done" & was not.',
)
ASKED_ITEM = Asked("q3", "checking", None, degree=4)

HOME = Home(
    standing="told",
    digest=WEEK,
    tasks=[
        HomeTask("t1", EDITING, "q1", "partly"),
        HomeTask("t2", AGENT, None, None),
        HomeTask("t3", LOOKING, "q4", None, closed=True),
    ],
    more_tasks=8,
    patterns=MANY_RATED,
    preferences=OwnPreferences(),
    usual=TIMES,
    sources=SOURCES,
    teams=["Payments", "Search & Maps"],
)
NEW_HOME = replace(
    HOME,
    digest=None,
    tasks=[],
    more_tasks=0,
    patterns=NOTHING_RATED,
    sources=[],
    teams=[],
)
CHOSEN = OwnPreferences(
    weekday=1,
    hour=9,
    cadence="fortnightly",
    questions=1,
    shows="discreet",
    counted=False,
    paused_until=date(2026, 12, 7),
    paused=True,
)

SMALL = Figure("8–11", wording="mostly")
LARGE = Figure("20–49", level=60, low=50, high=70)
RISEN = Figure("50+", level=70, low=60, high=80, direction="up")
USED_MORE = Figure("20–49", direction="up")
USED_ALIKE = Figure("50+", level=60, low=50, high=70)


def window(back: int, worth: Figure | None, use: Figure | None, *, broken: bool = False):
    first = date(2026, 9, 28) - timedelta(weeks=4 * back)
    return Published(first, first + timedelta(days=27), worth, use, broken)


NEXT = date(2026, 12, 3)
SMALL_TEAM = TeamPage(
    "Payments",
    [
        window(0, SMALL, Figure("8–11")),
        window(1, Figure("5–7", wording="mixed"), None),
        window(2, None, None),
    ],
    NEXT,
    merged_with=["Refunds"],
)
LARGE_GROUP = TeamPage(
    "Engineering",
    [
        window(0, RISEN, USED_ALIKE),
        window(1, Figure("20–49", level=50, low=40, high=60), USED_MORE),
        window(2, LARGE, USED_MORE, broken=True),
        window(3, Figure("12–19", level=40, low=20, high=60), USED_MORE),
    ],
    NEXT,
)
STEADY_GROUP = replace(LARGE_GROUP, windows=[window(0, LARGE, USED_MORE), window(1, LARGE, None)])
FIRST_PAGE = replace(
    LARGE_GROUP,
    title="Engineering, direct",
    windows=[window(0, LARGE, USED_ALIKE)],
    directly_in=["Engineering"],
    others=["Payments", "Search & Maps"],
)
CUT_ANEW = replace(LARGE_GROUP, windows=[window(0, LARGE, None, broken=True)])
NO_ANSWERS = replace(SMALL_TEAM, windows=[window(0, None, None)], merged_with=())
SAMPLE_PAGE = replace(LARGE_GROUP, sample=True, title="Payments")

SETTINGS = AdminSettings(
    weekday=5,
    hour=14,
    cadence="weekly",
    questions=3,
    by_invitation=False,
    paused=False,
    show_use=True,
)
PROGRESS = [Progress("welcome", 3, 148), Progress("digest", 1204, 9871)]
HEALTH = [
    SourceHealth("claude-code", 51_203, 412, 3, LAST),
    SourceHealth("meshclaw", 1, 0, 0, date(2026, 11, 14)),
]
