"""What the makers of some tools report: whole days, added up, some time after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from bot.demo.cast import Employee
from bot.demo.chance import chance
from bot.demo.company import Company
from bot.demo.days import works
from bot.demo.story import mood
from bot.demo.tools import Trade, trade
from bot.model import DAY, DayTotal, Instant, ModelUse, Outcome, Tokens

EDITOR, WRITER = "cursor", "copilot-in-word"
_EDITOR_REPORT, _WRITER_REPORT = "cursor", "microsoft-365"
_MODEL = "gpt-5"
_SHARE = {Trade.CODE: 0.3, Trade.DATA: 0.3, Trade.WORDS: 0.5, Trade.DESK: 0.0}
_ALWAYS = frozenset({"U0ADA", "U0CHLOE", "U0ELIF"})
_OFTEN = 0.6
"""The share of somebody's days with AI on which they use this tool as well."""


def between(
    company: Company, after: Instant, until: Instant
) -> Iterator[tuple[Employee, list[DayTotal]]]:
    """What was reported after one instant and by the other: a day is, at the end of it (UTC)."""
    days = [
        datetime.fromtimestamp(number * DAY, UTC).date() - timedelta(days=1)
        for number in range(after // DAY + 1, until // DAY + 1)
    ]
    for employee in company.people:
        told = [its for day in days if (its := _day_of(company, employee, day))]
        if told:
            yield employee, told


def _day_of(company: Company, employee: Employee, day: date) -> DayTotal | None:
    kind, luck = trade(company, employee), chance(employee.slack_id, day, "reported")
    has = chance(employee.slack_id, "reported").random() < _SHARE[kind]
    often = mood(company, employee, day).use * _OFTEN
    if not (has or employee.slack_id in _ALWAYS) or not works(employee, day):
        return None
    if luck.random() >= often:
        return None
    if kind in (Trade.CODE, Trade.DATA):
        used = ModelUse(_MODEL, Tokens(luck.randint(20, 400) * 1_000, 0, 0, luck.randint(1, 9_000)))
        came = {Outcome.EDIT_ACCEPTED: luck.randint(1, 20)}
        return DayTotal(EDITOR, _EDITOR_REPORT, day, luck.randint(3, 60), (used,), came)
    return DayTotal(WRITER, _WRITER_REPORT, day)
