"""The names under which Slack tells us what somebody did.

`<feature>:<verb>`. Several buttons of one row share a verb and carry what was chosen as a third
part, because Slack wants every `action_id` of a row to differ; `value` carries the choice as well.
Listen to those with the patterns `ANY_RATING` and `ANY_DEGREE`.

A row that belongs to a question has `block_id = question_block(question id)`; a task's row in Home
has `block_id = task_block(task id)`. Inputs of modals have the field's name as `block_id` and
`INPUT` as `action_id`, so a submission is read as `values[FIELD][INPUT]`.
"""

from __future__ import annotations

import re

# Buttons and menus -----------------------------------------------------------------------------

WELCOME_ACCEPT = "welcome:accept"
WELCOME_DECLINE = "welcome:decline"
WELCOME_MORE = "welcome:more"  # opens view "tell_me_more"
WELCOME_UNDO = "welcome:undo"  # takes "Not for me" back

ANSWER_RATE = "answer:rate"  # + ":worth_it" …; value is the rating
ANSWER_DEGREE = "answer:degree"  # + ":1" … ":5"; value is the degree
ANSWER_MENU = "answer:menu"  # overflow; the option's value is one of MENU_…
ANSWER_MORE = "answer:more"  # opens view "say_more"; value is the question id
ANSWER_CHANGE = "answer:change"  # opens view "change"; value is the question id
ANSWER_TAKE_BACK = "answer:take_back"  # in view "change"; value is the question id
ANSWER_CHOOSE = "answer:choose"  # select in Home, for an asked task; option value is the rating
TASK_RATE = "task:rate"  # select in Home, for a task nobody asked about; option value is the rating

MENU_CANT_PLACE = "cant_place"
MENU_SKIP = "skipped"

COUNTED_OUT = "counted:out"  # "Keep mine out"
COUNTED_IN = "counted:in"  # "Count mine in"

WEEK_OPEN = "week:open"  # opens view "week"
LOOKING_BACK_OPEN = "looking_back:open"  # opens view "looking_back"
TEAM_OPEN = "team:open"  # value is the team's name; without one: one's own
PREFERENCES_OPEN = "preferences:open"  # opens view "preferences"
ASK_LESS = "questions:less"
PAUSE_START = "pause:start"
PAUSE_END = "pause:end"
PRIVACY_OPEN = "privacy:open"  # opens view "privacy"
PRIVACY_PAGE = "privacy:page"  # + ":" and one of PRIVACY_PAGES, its value too; "privacy_page"
CONNECT_OPEN = "connect:open"  # opens view "connect"
CONNECT_MAKE = "connect:make"  # makes a token, replacing the one before
CONNECT_REVOKE = "connect:revoke"
EXPORT_OPEN = "export:open"  # opens view "export"
FORGET_OPEN = "forget:open"  # opens view "forget"
LOG_OPEN = "log:open"  # opens view "log"
LOG_TURN = "log:turn"  # + ":older", ":newest"; value is the entry before which to read on
LOG_CHECK = "log:check"  # opens view "log_receipt"; value is the team's name
ADMIN_PREVIEW = "admin:preview"  # opens view "admin_preview": a digest of made-up data

ANY_RATING = re.compile(r"^answer:rate:")
ANY_DEGREE = re.compile(r"^answer:degree:")
ANY_PAGE = re.compile(r"^privacy:page:")
ANY_TURN = re.compile(r"^log:turn:")

PRIVACY_PAGES = ("collected", "managers", "not_protected", "with_care", "how_long", "own_data")

# Modals ----------------------------------------------------------------------------------------

SAY_MORE = "answer:say_more"  # private_metadata is the question id
CHANGE = "answer:change_saved"  # private_metadata is the question id
PREFERENCES = "preferences:save"
ADMIN = "admin:save"
EXPORT = "export:make"
FORGET = "forget:confirm"
WEEK = "week:read"  # one's own week: read, with taps in it
READING = "reading:close"  # the other modals that are only read: no submission

INPUT = "input"

FIELD_RATING = "rating"  # radio; a rating
FIELD_DEGREE = "degree"  # radio; "1" … "5"
FIELD_WITHOUT_AI = "without_ai"  # select
FIELD_NET_TIME = "net_time"  # select
FIELD_FIXING = "fixing"  # select
FIELD_NOTE = "note"  # text
FIELD_WEEKDAY = "weekday"  # select; "1" … "7", in preferences also USUAL
FIELD_HOUR = "hour"  # select; "0" … "23", in preferences also USUAL
FIELD_CADENCE = "cadence"  # select; "weekly", "fortnightly", in preferences also USUAL
FIELD_QUESTIONS = "questions"  # select; "0" … "3", in preferences also USUAL
FIELD_SHOWS = "shows"  # radio; SHOWS_…
FIELD_COUNTED = "counted"  # checkboxes; YES or nothing
FIELD_PAUSED_UNTIL = "paused_until"  # date picker; the first day they want to hear from us again
FIELD_BY_INVITATION = "by_invitation"  # checkboxes; YES or nothing
FIELD_SHOW_USE = "show_use"  # checkboxes; YES or nothing
FIELD_LEAST_PEOPLE = "least_people"  # select; "6" …
FIELD_LEAST_RESPONDENTS = "least_respondents"  # select; "5" …
FIELD_KEEP_TASKS = "keep_tasks_weeks"  # select; "6" … "13"
FIELD_KEEP_ANSWERS = "keep_answers_months"  # select; "2" … "13"
FIELD_PAUSED = "paused"  # checkboxes; YES or nothing

USUAL = "usual"
YES = "yes"
SHOWS_USUAL = "usual"
SHOWS_DISCREET = "discreet"
SHOWS_PATTERNS = "patterns"

# Rows ------------------------------------------------------------------------------------------

_QUESTION, _TASK = "q:", "t:"


def question_block(question: str) -> str:
    """The `block_id` of the row a question is answered in."""
    return _QUESTION + question


def task_block(task: str) -> str:
    """The `block_id` of a task's row in Home."""
    return _TASK + task


def question_of(block_id: str) -> str | None:
    """Which question a row belongs to; None when it is no question's row."""
    return block_id.removeprefix(_QUESTION) if block_id.startswith(_QUESTION) else None


def task_of(block_id: str) -> str | None:
    """Which task a row of Home belongs to; None when it is no task's row."""
    return block_id.removeprefix(_TASK) if block_id.startswith(_TASK) else None
