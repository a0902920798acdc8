"""Who may read each table, whose rows it holds, and what of it walled code may count."""

from __future__ import annotations

from enum import StrEnum


class TableClass(StrEnum):
    """Who may read a table. A new table must be given a class, or the tests fail."""

    PERSONAL = "personal"
    DIRECTORY = "directory"
    OPERATIONS = "operations"
    PUBLISHED = "published"


CLASS_OF = {
    "person": TableClass.PERSONAL,
    "task": TableClass.PERSONAL,
    "seen": TableClass.PERSONAL,
    "daily": TableClass.PERSONAL,
    "tool_day": TableClass.PERSONAL,
    "heard": TableClass.PERSONAL,
    "untimely": TableClass.PERSONAL,
    "profile": TableClass.PERSONAL,
    "standing": TableClass.PERSONAL,
    "preference": TableClass.PERSONAL,
    "question": TableClass.PERSONAL,
    "answer": TableClass.PERSONAL,
    "delivery": TableClass.PERSONAL,
    "ingest_token": TableClass.PERSONAL,
    "exported": TableClass.PERSONAL,
    "ledger": TableClass.PERSONAL,
    "opening": TableClass.PERSONAL,
    "release_total": TableClass.PERSONAL,
    "release_salt": TableClass.PERSONAL,
    "team": TableClass.DIRECTORY,
    "membership": TableClass.DIRECTORY,
    "cell": TableClass.DIRECTORY,
    "cell_member": TableClass.DIRECTORY,
    "group_cell": TableClass.DIRECTORY,
    "setting": TableClass.OPERATIONS,
    "pace": TableClass.OPERATIONS,
    "source_health": TableClass.OPERATIONS,
    "platform_heard": TableClass.OPERATIONS,
    "delivery_progress": TableClass.OPERATIONS,
    "connector": TableClass.OPERATIONS,
    "page": TableClass.PUBLISHED,
    "release": TableClass.PUBLISHED,
    "breakdown": TableClass.PUBLISHED,
    "window_done": TableClass.PUBLISHED,
    "window_floor": TableClass.PUBLISHED,
    "log_entry": TableClass.PUBLISHED,
}

_OF_A_PERSON = (
    *("standing", "preference", "task", "seen", "daily", "tool_day", "heard"),
    *("untimely", "ingest_token", "answer", "question", "delivery", "exported", "profile"),
)
_OF_A_MEMBER = ("membership", "cell_member", "ledger", "opening")

OWNER_COLUMN = {
    **dict.fromkeys(_OF_A_PERSON, "person"),
    **dict.fromkeys(_OF_A_MEMBER, "member"),
    "person": "id",
}
"""Every table that holds rows of somebody, with the column that says whose: as a person, or as a
member of teams and cells. No table and no statement has both. This is what an export holds, and
what an erasure deletes, in this order: without a standing nothing new is taken in."""

OPERATIONS_VIEWS = {
    "shared_source": {("heard", "source"), ("heard", "person"), ("heard", "last_at")},
}
"""What personal tables come to that admins may see, with the columns it is counted by: the database
lets walled code read the view and still denies the table under it. None counts answers, opt-outs
or silence, nor tells about how many people a source was heard: only its name, and that from five
on."""
