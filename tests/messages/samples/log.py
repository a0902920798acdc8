"""A made-up public log."""

from __future__ import annotations

from datetime import date

import messages
from messages.facts import (
    Changes,
    LogLine,
    LogPage,
    Moved,
    Opened,
    PageChange,
    Receipt,
    SettingChange,
)
from tests.messages.samples.week import at

SETTINGS = [
    SettingChange("weekday", 5, 4),
    SettingChange("hour", 14, 16),
    SettingChange("cadence", "weekly", "fortnightly"),
    SettingChange("questions", 3, 1),
    SettingChange("by_invitation", False, True),
    SettingChange("show_use", True, False),
    SettingChange("paused", True, False),
    SettingChange("least_people", 6, 10, date(2026, 11, 30)),
    SettingChange("least_respondents", 5, 8, date(2026, 11, 30)),
    SettingChange("keep_tasks_weeks", 13, 6),
    SettingChange("keep_answers_months", 13, 12),
]
CHANGES = Changes(SETTINGS, True, ["Search & Maps"], [Moved("Refunds", "Payments")])
TEAM_CHANGES = Changes(
    roster=True,
    managed=["Payments"],
    pages=[
        PageChange("Payments", date(2026, 11, 30), True, ["Search & Maps"], ["Engineering"]),
        PageChange("Refunds", date(2026, 11, 30)),
        PageChange("Ledger", date(2026, 11, 30), there=False),
    ],
)
ONE_CHANGE = Changes([SettingChange("hour", 14, 16)])
WINDOW = {"first": date(2026, 10, 5), "last": date(2026, 11, 1)}


def line(number: int, kind: str, **facts: object) -> LogLine:
    return LogLine(number, at(number, 9), f"{number:02}f9a2b1", kind, **facts)


LOG = LogPage(
    [
        line(18, "opened", opened=Opened("Payments", "Ben Okoye")),
        line(17, "opened", opened=Opened("Payments", "")),
        line(16, "opened", opened=Opened("Search & Maps", None)),
        line(15, "released", **WINDOW, epsilon={"for_show": 0.6931, "use": 0.5, "worth": 1.0}),
        line(14, "settings", changes=Changes(SETTINGS)),
        line(13, "settings", changes=ONE_CHANGE),
        line(12, "frozen", **WINDOW, least_people=8, least_respondents=5),
        line(11, "roster", changes=Changes(roster=True, managed=["Payments", "Refunds"])),
    ],
    older=11,
    newest=True,
)
OLDER_LOG = LogPage(
    [
        line(6, "lost", **WINDOW),
        line(5, "restored", kept=4, gone=9),
        line(4, "restored", kept=3),
        line(3, "roster", changes=CHANGES),
        line(
            2,
            "roster",
            changes=Changes(
                roster=True,
                made=[f"Team {n}" for n in range(12)],
                moved=[Moved(f"Team {n}", "") for n in range(7)],
            ),
        ),
        line(1, "pledge", text=messages.render("pledge").text),
    ],
    older=None,
    newest=False,
)
RECEIPTS = [
    Receipt("worth", '["5fe1",36,"91ab","worth",{"band":"20–49","level":60}]', "c1" * 32, 15),
    Receipt(
        "worth direction", '["a9d4",36,"91ab","worth direction",{"direction":"up"}]', "e3" * 32, 15
    ),
    Receipt("for_show", '["77d0",36,"40cd","for_show",{"band":"10–19"}]', "d2" * 32, None),
]
