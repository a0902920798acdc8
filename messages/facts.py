"""What templates are told. Plain values: the words for them are in the templates.

Messages, `render(name, **facts)`:

| name | facts |
| --- | --- |
| welcome | usual: Times, by_invitation: bool |
| welcome_accepted | usual: Times |
| welcome_declined | – |
| digest | digest: Digest, questions: Sequence[QuestionRow], patterns: Patterns or None; bools: |
| | counted, first_week, discreet, charts |
| reminder | open_questions: int, until: date |
| token_made | – |
| asking_less | questions: int |
| counted | counted: bool |
| paused | until: date or None |
| resumed | usual: Times |
| window_closed | – |
| not_yours | – |
| help | admin: bool |
| unknown_command | said: str |
| privacy | – |
| connect | connection: Connection |
| connect_revoked | – |
| team | page: TeamPage, charts: bool |
| team_withheld | – (the constant sentence) |
| admin_saved | settings: AdminSettings |
| admin_refused | cause: str ("questions", "hour", "weekday", "cadence") |
| admin_preview | – (stands above the sample digest) |
| not_admin | – |
| apology | correlation: str |
| stranger | – |

Views, `view(name, **facts)`:

| name | facts |
| --- | --- |
| home | home: Home |
| week | digest: Digest or None, questions: Sequence[QuestionRow], counted: bool |
| tell_me_more | – |
| say_more | question: Asked |
| change | question: Asked |
| taken_back | – |
| looking_back | patterns: Patterns |
| preferences | preferences: OwnPreferences, usual: Times |
| privacy | – |
| connect | connection: Connection |
| team | page: TeamPage |
| team_withheld | – |
| admin | settings: AdminSettings, progress: Sequence[Progress], sources: Sequence[SourceHealth] |
| window_closed, not_yours | – (as modals: where a modal was asked for) |

Both take `rehearsal=True` where the database is a rehearsal: every page says so.

Instants come as `datetime` in the person's own zone, days as `date`, weekdays as 1 (Monday) to 7,
money in US dollars, tools and apps by the names their sources send.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Times:
    """When digests come, and how many questions with them; `cadence` is "weekly" or
    "fortnightly"."""

    weekday: int
    hour: int
    cadence: str = "weekly"
    questions: int = 3


@dataclass(frozen=True, slots=True)
class TaskName:
    """What a person recognises a task by. `work` is "changed", "looked_up", "ran", "app" or
    "talked"; with "app", `app` says which. `dated` where the weekday alone would be ambiguous."""

    at: datetime
    tool: str
    minutes: int
    work: str
    app: str | None = None
    label: str | None = None
    autonomous: bool = False
    dated: bool = False


@dataclass(frozen=True, slots=True)
class WorkCount:
    """So many tasks of one kind of work."""

    work: str
    app: str | None
    tasks: int


@dataclass(frozen=True, slots=True)
class ToolUse:
    """What one tool was used for."""

    tool: str
    tasks: int
    works: Sequence[WorkCount]


@dataclass(frozen=True, slots=True)
class SilentTool:
    """A tool that was heard from before, but not in this period."""

    tool: str
    last: date


@dataclass(frozen=True, slots=True)
class Burst:
    """Look-alike autonomous runs close together, none with an outcome that a tool reported."""

    tool: str
    runs: int
    first: datetime
    last: datetime
    cost_usd: float


@dataclass(frozen=True, slots=True)
class WeekBar:
    """Tasks in the seven days that end with `last`."""

    last: date
    hands_on: int
    autonomous: int

    @property
    def tasks(self) -> int:
        """All of them."""
        return self.hands_on + self.autonomous


@dataclass(frozen=True, slots=True)
class Usual:
    """The person's own median of the four spans before this one, each as long as this one."""

    cost_usd: float
    hours: float


@dataclass(frozen=True, slots=True)
class Digest:
    """What the tools counted in one period.

    `hours` is time in which at least one hands-on task ran, `agent_hours` the same for agents on
    their own. `unpriced_calls` are model calls whose price nobody knows; they are not in the cost.
    """

    first: date
    last: date
    tasks: int
    autonomous: int
    tools: Sequence[ToolUse]
    hours: float
    agent_hours: float
    cost_usd: float
    unpriced_calls: int
    tokens: int
    cached_tokens: int
    usual: Usual | None
    silent: Sequence[SilentTool]
    tools_known: int
    bursts: Sequence[Burst]
    weeks: Sequence[WeekBar]


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as it stands in a message. `state` is "open", "answered" or "closed": it never
    says what was answered. `item` is "worth", "checking", "owning", "rusty" or "demand"."""

    id: str
    item: str
    task: TaskName | None
    state: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what its person answered, for modals and Home only."""

    id: str
    item: str
    task: TaskName | None
    rating: str | None = None
    degree: int | None = None
    without_ai: str | None = None
    net_time: str | None = None
    fixing: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """`worth` of `n` rated tasks called worth it. `work` None with `autonomous` set: that half."""

    worth: int
    n: int
    autonomous: bool | None = None
    work: str | None = None
    app: str | None = None


@dataclass(frozen=True, slots=True)
class WorthWeek:
    """What somebody said in the seven days of work that end with `last`."""

    last: date
    worth_it: int
    partly: int
    not_worth_it: int
    trying: int


@dataclass(frozen=True, slots=True)
class CostlyTask:
    """A task that was not worth it, and among the person's dearer ones."""

    task: TaskName
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote for themselves; `task` is None when it is about the week."""

    day: date
    task: TaskName | None
    note: str


@dataclass(frozen=True, slots=True)
class Misses:
    """What the tasks not worth it have in common: all autonomous (or all hands-on), all long."""

    count: int
    autonomous: bool | None
    long: bool


@dataclass(frozen=True, slots=True)
class Patterns:
    """How it has been, from one's own answers of the last eight weeks."""

    rated: int
    worth_it: int
    trying: int
    misses: Misses | None
    weeks: Sequence[WorthWeek]
    halves: Sequence[Share]
    works: Sequence[Share]
    costly: Sequence[CostlyTask]
    notes: Sequence[Note]


@dataclass(frozen=True, slots=True)
class HeardFrom:
    """A source and when it was first and last heard from."""

    tool: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Connection:
    """How to connect one's tools. `token` is there only in the one answer that made it;
    `has_token` says whether there is one. `endpoint` is the base URL of the HTTP side."""

    endpoint: str
    token: str | None
    has_token: bool
    sources: Sequence[HeardFrom]


@dataclass(frozen=True, slots=True)
class OwnPreferences:
    """What the person chose; None where they follow the workspace. `shows` is "usual",
    "discreet" or "patterns"."""

    weekday: int | None = None
    hour: int | None = None
    cadence: str | None = None
    questions: int | None = None
    shows: str = "usual"
    counted: bool = True
    paused_until: date | None = None
    paused: bool = False


@dataclass(frozen=True, slots=True)
class HomeTask:
    """A task of the week in Home. `question` where it was asked about; `closed` once the window of
    an asked one is published."""

    id: str
    name: TaskName
    question: str | None
    rating: str | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Home:
    """One's own page. `standing` is "untold", "told", "accepted" or "declined"; `digest` is None
    when no tool reported anything in the last seven days."""

    standing: str
    digest: Digest | None
    tasks: Sequence[HomeTask]
    more_tasks: int
    patterns: Patterns
    preferences: OwnPreferences
    usual: Times
    sources: Sequence[HeardFrom]
    teams: Sequence[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure. `wording` ("mostly", "mixed", "mostly_not") under twelve respondents,
    else `level`, `low` and `high` in percent; `direction` is "up", "down" or None."""

    band: str
    wording: str | None = None
    level: int | None = None
    low: int | None = None
    high: int | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What one window published about a group; None for a figure that was not. `broken` where the
    group is not the same people's teams as in the window before."""

    first: date
    last: date
    worth: Figure | None
    use: Figure | None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class TeamPage:
    """One group's page, latest window first. `merged_with` are other teams in the same group; of
    those in `directly_in` it holds only the people who sit in no team below. `others` are the names
    of more pages the asker may open. `sample` marks a page of made-up figures, shown until the
    first real one comes on `next_on`."""

    title: str
    windows: Sequence[Published]
    next_on: date
    sample: bool = False
    merged_with: Sequence[str] = ()
    directly_in: Sequence[str] = ()
    others: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class AdminSettings:
    """What the admin decided for everybody."""

    weekday: int
    hour: int
    cadence: str
    questions: int
    by_invitation: bool
    paused: bool
    show_use: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one kind of message is on its way; `letter` is "welcome" or "digest"."""

    letter: str
    waiting: int
    sent: int


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source's last seven days, in lines over all people."""

    tool: str
    accepted: int
    known: int
    rejected: int
    last: date
