"""Sources: when each last delivered, and how much of it was refused.

By the rule of the admin's form: a tool is named when it was heard about five people or more; of the
others it is said that there are some, and no number of theirs, because a line that one person's
tool sent, or a name that somebody made up, would be told by it. Numbers are rounded, so that nobody
reads one line more in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from bot.doctor.findings import Finding, fine, look
from bot.model import DAY, Instant
from messages.rough import rounded
from messages.words import known_tool, tool
from storage.engine import Connection, Row
from storage.operations import source_health

_LATELY: Instant = 28 * DAY
_COUNTED: Instant = 7 * DAY
_SILENT = 3
"""Days. Over a weekend nobody reports."""

_MANY_REFUSED = 0.1


def check(db: Connection, now: Instant) -> Iterator[Finding]:
    """What tools report of themselves."""
    shared, heard = source_health.shared(db), source_health.since(db, now - _LATELY)
    week = {its["source"]: its for its in source_health.since(db, now - _COUNTED)}
    if not heard:
        cure = "`/worthwhile connect` gives everybody settings for theirs"
        yield look("sources", "no tool has reported in four weeks", cure)
    named = [its for its in heard if its["source"] in shared and known_tool(its["source"])]
    for its in named:
        yield _source(its, week.get(its["source"]), now)
    if len(named) < len(heard):
        yield fine("others", "were heard from as well, about too few people to be told apart")


def _source(its: Row, week: Row | None, now: Instant) -> Finding:
    name = tool(its["source"])
    last = datetime.fromtimestamp(its["last_at"], UTC).date()
    days = (datetime.fromtimestamp(now, UTC).date() - last).days
    if days > _SILENT or week is None:
        return look(name, f"last delivered on {last}", "is its collector up, its token good?")
    taken, refused = int(week["accepted"]), int(week["rejected"])
    said = f"last delivered on {last}; in 7 days {rounded(taken)} lines, {rounded(refused)} refused"
    if refused > _MANY_REFUSED * (taken + refused):
        return look(name, said, "the answer to each delivery says why: look at what sends it")
    return fine(name, said)
