"""Made-up pages of groups, and an admin's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from messages.facts import (
    AdminSettings,
    Figure,
    Larger,
    Progress,
    Published,
    ReportHealth,
    SilentPlatform,
    SourceHealth,
    TeamPage,
)
from tests.messages.samples.week import LAST

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
ASKED_WITH_CARE = replace(
    SMALL_TEAM,
    windows=[
        replace(
            window(0, SMALL, Figure("8–11")),
            larger=Larger(
                "pressure", Figure("10–19", wording="mostly_not"), ["Refunds"], ["Engineering"]
            ),
        ),
        replace(
            window(1, SMALL, None),
            larger=Larger("for_show", Figure("20–49", level=30, low=10, high=50), ["Refunds"]),
        ),
        window(2, SMALL, None),
        replace(
            window(3, SMALL, None), larger=Larger("pressure", Figure("10–19", wording="mostly"))
        ),
    ],
)
USE_WITHOUT_WORTH = replace(
    LARGE_GROUP,
    windows=[
        replace(window(0, USED_ALIKE, USED_MORE), use_rises_worth_does_not=True),
        *LARGE_GROUP.windows[1:],
    ],
)
SAMPLE_PAGE = replace(LARGE_GROUP, sample=True, title="Payments")

SETTINGS = AdminSettings(
    weekday=5,
    hour=14,
    cadence="weekly",
    questions=3,
    by_invitation=False,
    paused=False,
    show_use=True,
    least_people=6,
    least_respondents=5,
    keep_tasks_weeks=13,
    keep_answers_months=13,
    floors_from=date(2026, 11, 30),
)
PROGRESS = [Progress("welcome", 3, 148), Progress("digest", 1204, 9871)]
HEALTH = [
    SourceHealth("claude-code", LAST, today=True),
    SourceHealth("codex", date(2026, 11, 16), today=False, silent=True, too_old=True, unread=True),
    SourceHealth("gemini-cli", date(2026, 11, 17), today=False, silent=True, ahead=True),
    SourceHealth("cursor", date(2026, 11, 18), today=False),
]
ONE_SILENT = [HEALTH[0], HEALTH[1]]
SILENT_PLATFORMS = [SilentPlatform("Agents <at> work", date(2026, 11, 3))]
REPORTS = [
    ReportHealth("claude-code-analytics", LAST, unmatched=0),
    ReportHealth("cursor", LAST, unmatched=43),
    ReportHealth("litellm", date(2026, 11, 18), date(2026, 11, 19), "401 refused", 1),
    ReportHealth("litellm-tools", None, date(2026, 11, 19), "timeout"),
]
