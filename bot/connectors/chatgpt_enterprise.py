"""The user report of ChatGPT Enterprise and Edu: the CSV that workspace analytics exports.

A row is a user's week or month: how many messages they sent in it, and on which day they were first
and last active. So those two days are known as days with ChatGPT, and the days between are not. How
many messages there were on a day is known only where both are the same day. Import the weeks or the
months, not both: what files say of one day is added up. Nothing tells tokens,
cost or tasks. What was written is in no column that is read: not GPTs, projects or tools by name.

OpenAI's Compliance API hands out conversations and is never asked. Its daily usage API adds ChatGPT
up together with Codex, which has a report of its own here, and is not asked either.

Whom a row names: the e-mail address, else `openai:` and the user's id.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from bot.model import DayTotal, Reject
from bot.sources import tables
from bot.sources.parsed import Parsed

SOURCE = "chatgpt"
_FIRST, _LAST = "first_day_active_in_period", "last_day_active_in_period"


def read(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Read a file, a chunk at a time: rows read, and what they say."""
    cure = "export the user report (weekly or monthly) from workspace analytics"
    return tables.read(file, ("email", "messages", _FIRST, _LAST), _take, cure)


def _take(row: tables.Cells, number: int, into: Parsed) -> None:
    messages = tables.count_of(row.get("messages", "0"))
    if messages is None:
        into.rejects.append(Reject(number, "messages: not a count", SOURCE))
        return
    if not messages:
        return
    first, last = (tables.day_of(row.get(name, "")) for name in (_FIRST, _LAST))
    if first is None or last is None:
        name = _LAST if first else _FIRST
        into.rejects.append(Reject(number, f"{name}: missing or not a day", SOURCE))
        return
    for day in sorted({first, last}):
        into.days.append(_total(row, day, messages if first == last else None, number))


def _total(row: tables.Cells, day: date, requests: int | None, number: int) -> DayTotal:
    return DayTotal(
        source=SOURCE,
        report="chatgpt-enterprise",
        day=day,
        requests=requests,
        claimed=_whom(row),
        line=number,
    )


def _whom(row: tables.Cells) -> str | None:
    email, user = row.get("email", ""), row.get("public_id")
    return email if "@" in email else user and f"openai:{user}"
