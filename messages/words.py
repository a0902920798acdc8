"""Words for numbers, times, tools and kinds of work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from messages import outcomes
from messages.failing import failing
from messages.quoting import Written
from messages.rough import roughly
from messages.toolnames import TOOLS

_SMALL = ("no", "one", "two", "three", "four", "five", "six",
          "seven", "eight", "nine", "ten", "eleven", "twelve")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday",
             "Friday", "Saturday", "Sunday")  # fmt: skip
_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_UNNAMED = "connected app"
_APPS = {
    "slack": "worked in Slack",
    "tickets": "worked on tickets",
    "deploy": "ran deployments",
    "docs": "worked on documents",
    "mail": "worked on mail",
    "calendar": "worked on the calendar",
    "sheets": "worked on spreadsheets",
    "github": "worked in GitHub",
    _UNNAMED: "worked in a connected app",
}
_POINTS = 13
"""A year of windows: what a chart shows at most."""
_WORKS = {
    "changed": "changed code or docs",
    "looked_up": "looked something up",
    "ran": "ran commands",
    "talked": "question and answer",
}


def spell(number: int) -> str:
    """ "eleven"; figures from 13 on."""
    return _SMALL[number] if number < len(_SMALL) else f"{number:,}"


def capital(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def counted(number: int, one: str, many: str | None = None) -> str:
    """ "1 task", "3 tasks"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def weekday(day: int | date) -> str:
    """ "Friday", of an ISO weekday or a day."""
    return _WEEKDAYS[(day.isoweekday() if isinstance(day, date) else day) - 1]


def day_name(day: date) -> str:
    """ "19 November"."""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def short_day(day: date) -> str:
    """ "19 Nov"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def day_column(day: date) -> Written:
    """A short day as wide as the widest: in a block of code the bars behind it line up."""
    return Written(f"{short_day(day):<6}")


def span(first: date, last: date) -> str:
    """ "13–19 November", "28 September – 25 October"."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day_name(last)}"
    return f"{day_name(first)} – {day_name(last)}"


def clock(at: datetime) -> str:
    """ "14:20"."""
    return f"{at:%H:%M}"


def hour(number: int) -> str:
    """ "14:00"."""
    return f"{number:02}:00"


ALL_HOURS = [(str(number), hour(number)) for number in range(24)]


def lasting(minutes: int) -> str:
    """ "42 min", "1 h 20 min"."""
    if minutes < 1:
        return "under a minute"
    hours, rest = divmod(minutes, 60)
    return " ".join(
        part for part in (f"{hours} h" if hours else "", f"{rest} min" if rest else "") if part
    )


def hours(number: float) -> str:
    """ "about 6 hours"; halves are told up to five."""
    if number < 0.25:
        return "a few minutes"
    if number < 0.75:
        return "about half an hour"
    near = round(number * 2) / 2 if number < 5 else float(round(number))
    return "about an hour" if near == 1 else f"about {near:,g} hours"


def money(dollars: float) -> str:
    """ "$14.20", "$1,240"."""
    if 0 < dollars < 0.01:
        return "under a cent"
    return f"${dollars:,.2f}" if dollars < 1_000 else f"${dollars:,.0f}"


def amount(number: int) -> str:
    """ "1.2 million", "48 thousand"."""
    if number >= 999_500:
        return f"{number / 1_000_000:,.1f} million"
    return f"{round(number / 1_000)} thousand" if number >= 1_000 else str(number)


def tool(source: str) -> str:
    """A tool's name as people say it; one we have never met, as its source sends it."""
    return TOOLS.get(source, capital(source))


def known_tool(source: str) -> bool:
    """Whether a source's name is one of ours, and not what somebody made up."""
    return source in TOOLS


def work(kind: str, app: str | None = None) -> str:
    """What was done: "changed code or docs", "worked on tickets"."""
    if kind == "app":
        return _APPS.get(app or _UNNAMED, f"worked in {capital(app or '')}")
    return _WORKS[kind]


def bar(value: int, most: int, width: int = 12, sign: str = "█") -> str:
    """A bar of text, `width` signs for `most`; something is never drawn as nothing."""
    return sign * max(round(width * value / most), 1) if value and most else ""


def anded(things: Sequence[str]) -> str:
    """ "a, b and c"."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


def followed(windows: Sequence[Any]) -> Any | None:
    """The window right before the newest, if it was published and is the same group's."""
    if len(windows) < 2 or windows[0].broken:
        return None
    newest, before = windows[:2]
    return before if before.last + timedelta(days=1) == newest.first else None


def comparable(windows: Sequence[Any]) -> list[Any]:
    """The newest windows that have a level and whose group did not change, oldest first."""
    run: list[Any] = []
    for window in windows:
        if window.worth is None or window.worth.level is None:
            break
        run.insert(0, window)
        if window.broken:
            break
    return run[-_POINTS:]


def dotted(things: Sequence[str]) -> str:
    """ "a · b · c": for names that may hold an "and" of their own."""
    return " · ".join(things)


FILTERS: dict[str, Callable[..., object]] = {
    "spell": spell,
    "capital": capital,
    "counted": counted,
    "roughly": roughly,
    "weekday": weekday,
    "day": day_name,
    "short_day": short_day,
    "day_column": day_column,
    "clock": clock,
    "hour": hour,
    "lasting": lasting,
    "hours": hours,
    "money": money,
    "amount": amount,
    "tool": tool,
    "failing": failing,
    "work": work,
    "bar": bar,
    "anded": anded,
    "came": lambda its: outcomes.came(its, spell),
    "did": outcomes.did,
    "dotted": dotted,
}
FUNCTIONS: dict[str, Callable[..., object]] = {
    "span": span,
    "plainly_named": outcomes.plainly_named,
    "scanned": outcomes.scanned,
    "comparable": comparable,
    "followed": followed,
}
