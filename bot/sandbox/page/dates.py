"""Slack's localized dates: `<!date^1392734382^{date_long} at {time}|fallback>`."""

import re
from collections.abc import Callable
from datetime import date, datetime, tzinfo

_TOKEN = re.compile(r"\{(\w+)\}")


def clock_time(moment: datetime) -> str:
    """`2:05 PM`, as Slack shows the time of a message."""
    return moment.strftime("%I:%M %p").lstrip("0")


def _month_day(moment: date, month: str) -> str:
    return f"{moment.strftime(month)} {ordinal(moment.day)}"


def ordinal(number: int) -> str:
    """`1st`, `2nd`, `3rd`, `11th` …"""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def long_day(moment: date) -> str:
    """`Friday, November 20th`, the divider between the days of a conversation."""
    return f"{moment:%A}, {_month_day(moment, '%B')}"


_FORMATS: dict[str, Callable[[datetime], str]] = {
    "date_num": lambda moment: f"{moment:%Y-%m-%d}",
    "date_slash": lambda moment: f"{moment:%m/%d/%Y}",
    "date": lambda moment: f"{_month_day(moment, '%B')}, {moment.year}",
    "date_short": lambda moment: f"{moment:%b} {moment.day}, {moment.year}",
    "date_long": lambda moment: f"{long_day(moment)}, {moment.year}",
    "date_long_full": lambda moment: f"{long_day(moment)}, {moment.year}",
    "day_divider_pretty": long_day,
    "time": clock_time,
    "time_secs": lambda moment: moment.strftime("%I:%M:%S %p").lstrip("0"),
    "ago": lambda moment: f"on {moment:%b} {moment.day}, {moment.year}",
}


def _token(name: str, moment: datetime) -> str | None:
    # "Pretty" dates say yesterday and tomorrow in Slack; the plain date is right on every day.
    shape = _FORMATS.get(name) or _FORMATS.get(name.removesuffix("_pretty"))
    return shape(moment) if shape else None


def localized(epoch: str, pattern: str, zone: tzinfo) -> str | None:
    """The date in the reader's zone, or None when Slack would show the fallback text instead."""
    try:
        moment = datetime.fromtimestamp(int(epoch), zone)
    except (ValueError, OverflowError, OSError):
        return None
    words = {name: _token(name, moment) for name in _TOKEN.findall(pattern)}
    if None in words.values():
        return None
    return _TOKEN.sub(lambda found: words[found[1]] or "", pattern)
