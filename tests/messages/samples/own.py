"""Made-up pages of one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from messages.facts import (
    Asked,
    Connection,
    HeardFrom,
    Home,
    HomeTask,
    HomeTeam,
    Look,
    OwnPreferences,
)
from tests.messages.samples.answers import MANY_RATED, NOTHING_RATED
from tests.messages.samples.week import AGENT, BERLIN, EDITING, LOOKING, TIMES, WEEK, at

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
ASKED_SENSITIVE = Asked("q4", "pressure", None, degree=3)

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
    teams=[
        HomeTeam("Payments", [Look("Ben Okoye", at(17, 9, 5)), Look("Dario Ruiz", at(12, 16, 40))]),
        HomeTeam("Search & Maps"),
    ],
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
