"""User activity reports of Amazon Q Developer and Kiro: CSV files that AWS writes to S3 every day.

Two layouts, told apart by their headings. `by_user_analytic` (Amazon Q, and Kiro's older one) has a
row for each user and day: what was accepted and rejected is counted; chat messages are counted in
both directions together, so that how often somebody asked is not known. Kiro's `user_report` has a
row for each user, day and client: messages in both directions and credits, so that here it says no
more than that Kiro was used. Neither tells tokens, models' cost in dollars or tasks. Kiro writes
both about the same work: import one of them.

Whom a row names: an e-mail address where the report has one (`User_Email`), else `aws:` and the
user's id in IAM Identity Center.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from bot.model import DayTotal, Outcome, Reject
from bot.sources import tables
from bot.sources.parsed import Parsed

_ACCEPTED = (
    "CodeFix_AcceptanceEventCount",
    "Dev_AcceptanceEventCount",
    "InlineChat_AcceptanceEventCount",
    "Inline_AcceptanceCount",
)
_REJECTED = ("InlineChat_RejectionEventCount",)


def read(file: BinaryIO) -> Iterator[tuple[int, Parsed]]:
    """Read a file, a chunk at a time: rows read, and what they say."""
    cure = "give the files that AWS writes under by_user_analytic or user_report"
    return tables.read(file, ("UserId", "Date"), _take, cure)


def _take(row: tables.Cells, number: int, into: Parsed) -> None:
    source = "kiro" if "Client_Type" in row else "amazon-q"
    day = tables.day_of(row.get("Date", ""))
    counts = {name: tables.count_of(row.get(name, "0")) for name in (*_ACCEPTED, *_REJECTED)}
    wrong = next((name for name, count in counts.items() if count is None), None)
    if day is None:
        into.rejects.append(Reject(number, "Date: missing or not a day", source))
    elif wrong:
        into.rejects.append(Reject(number, f"{wrong}: not a count", source))
    else:
        said = {name: count or 0 for name, count in counts.items()}
        into.days.append(_total(row, source, day, said, number))


def _total(
    row: tables.Cells, source: str, day: date, counts: dict[str, int], number: int
) -> DayTotal:
    outcomes = {
        Outcome.EDIT_ACCEPTED: sum(counts[name] for name in _ACCEPTED),
        Outcome.EDIT_REJECTED: sum(counts[name] for name in _REJECTED),
    }
    return DayTotal(
        source=source,
        report=source,
        day=day,
        outcomes={which: count for which, count in outcomes.items() if count},
        claimed=_whom(row),
        line=number,
    )


def _whom(row: tables.Cells) -> str | None:
    email, user = row.get("User_Email", ""), row.get("UserId")
    return email if "@" in email else user and f"aws:{user}"
