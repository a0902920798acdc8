"""What templates are told. Plain values: the words for them are in the templates.

Messages, `render(name, **facts)`:

| name | facts |
| --- | --- |
| welcome | usual: Times, by_invitation: bool |
| welcome_accepted | usual: Times |
| welcome_declined, welcome_undone | – |
| digest | digest: Digest, questions: Sequence[QuestionRow], patterns: Patterns or None, |
| | changes: Changes or None; bools: counted, first_week, discreet, charts |
| reminder | open_questions: int, until: date |
| token_made | – |
| asking_less | questions: int |
| counted | counted: bool |
| paused | until: date or None |
| resumed | usual: Times |
| admin_saved | settings: AdminSettings |
| admin_preview | – (stands above the sample digest) |
| window_closed, nothing_kept | – |
| not_yours | – |
| help | admin: bool |
| unknown_command | said: str |
| privacy | – |
| pledge | – (also the text of the public log's first entry) |
| connect | connection: Connection |
| connect_revoked | – |
| export_note | file: str (its name) |
| team | page: TeamPage, charts: bool |
| team_withheld | – (the constant sentence) |
| not_admin | – |
| apology | correlation: str |
| stranger | – |

Views, `view(name, **facts)`:

| name | facts |
| --- | --- |
| home | home: Home |
| week | standing: str, digest: Digest or None, questions: Sequence[QuestionRow], counted: bool |
| tell_me_more | – |
| say_more | question: Asked |
| change | question: Asked |
| taken_back | – |
| looking_back | patterns: Patterns |
| preferences | preferences: OwnPreferences, usual: Times |
| privacy | – |
| privacy_page | page: str (one of PRIVACY_PAGES), laid_over: bool (a modal lies below) |
| connect | connection: Connection |
| log | page: LogPage |
| log_receipt | receipts: Sequence[Receipt] |
| export, export_making, export_failed | – |
| export_made | passphrase: str, file: str (its name) |
| forget, forgetting | – |
| forgotten | gone: int, refused: int, waiting: int (messages in Slack) |
| team | page: TeamPage |
| team_withheld | – |
| admin | settings: AdminSettings, progress: Sequence[Progress], |
| | sources: Sequence[SourceHealth], others: bool (rarer ones are heard, too), |
| | platforms: Sequence[SilentPlatform] |
| | reports: Sequence[ReportHealth] |
| window_closed, nothing_kept, not_yours | – (as modals: where a modal was asked for) |

Both take `rehearsal=True` where the database is a rehearsal: every page says so.

Instants come as `datetime` in the person's own zone, days as `date`, weekdays as 1 (Monday) to 7,
money in US dollars, tools and apps by the names their sources send.
"""

from messages.facts.admin import (
    AdminSettings,
    Progress,
    ReportHealth,
    SilentPlatform,
    SourceHealth,
)
from messages.facts.asking import Asked, QuestionRow
from messages.facts.group import Figure, Larger, Published, TeamPage
from messages.facts.log import (
    Changes,
    LogLine,
    LogPage,
    Look,
    Moved,
    Opened,
    PageChange,
    Receipt,
    SettingChange,
)
from messages.facts.looking_back import (
    CostlyTask,
    Misses,
    Note,
    Patterns,
    Result,
    Share,
    WorthWeek,
)
from messages.facts.own import (
    Connection,
    HeardFrom,
    Home,
    HomeTask,
    HomeTeam,
    OwnPreferences,
    Times,
)
from messages.facts.week import (
    Burst,
    Came,
    CameOf,
    DaysUsed,
    Digest,
    Missed,
    SilentTool,
    TaskName,
    ToolUse,
    Usual,
    WeekBar,
    WorkCount,
)

__all__ = [
    "AdminSettings",
    "Asked",
    "Burst",
    "Came",
    "CameOf",
    "Changes",
    "Connection",
    "CostlyTask",
    "DaysUsed",
    "Digest",
    "Figure",
    "HeardFrom",
    "Home",
    "HomeTask",
    "HomeTeam",
    "Larger",
    "LogLine",
    "LogPage",
    "Look",
    "Missed",
    "Misses",
    "Moved",
    "Note",
    "Opened",
    "OwnPreferences",
    "PageChange",
    "Patterns",
    "Progress",
    "Published",
    "QuestionRow",
    "Receipt",
    "ReportHealth",
    "Result",
    "SettingChange",
    "Share",
    "SilentPlatform",
    "SilentTool",
    "SourceHealth",
    "TaskName",
    "TeamPage",
    "Times",
    "ToolUse",
    "Usual",
    "WeekBar",
    "WorkCount",
    "WorthWeek",
]
