"""A task is named as its person lived it: local time, whole minutes, their own label."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reflection.days import Days
from bot.reflection.naming import name
from tests.company import instant
from tests.reflection.making import run, task

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("zone", "at", "clock"),
    [
        ("Europe/Berlin", "2026-11-18T10:00", "2026-11-18 11:00"),
        ("Asia/Kolkata", "2026-11-18T19:00", "2026-11-19 00:30"),
        ("Asia/Kathmandu", "2026-11-18T10:00", "2026-11-18 15:45"),
        ("America/St_Johns", "2026-11-18T02:00", "2026-11-17 22:30"),
        ("Europe/Berlin", "2026-03-29T00:59", "2026-03-29 01:59"),
        ("Europe/Berlin", "2026-03-29T01:00", "2026-03-29 03:00"),
        ("Europe/Berlin", "2026-10-25T00:30", "2026-10-25 02:30"),
        ("Europe/Berlin", "2026-10-25T01:30", "2026-10-25 02:30"),
        ("Nowhere/Land", "2026-11-18T10:00", "2026-11-18 10:00"),
    ],
)
def test_time_is_the_person_s_own(zone: str, at: str, clock: str) -> None:
    assert f"{name(task(at), Days.of(zone), TODAY).at:%Y-%m-%d %H:%M}" == clock


@pytest.mark.parametrize(("at", "dated"), [("2026-11-14T10:00", False), ("2026-11-13T10:00", True)])
def test_a_weekday_is_enough_for_six_days(at: str, dated: bool) -> None:
    assert name(task(at), Days.of("UTC"), TODAY).dated is dated


def test_everything_it_is_recognised_by() -> None:
    its = name(run(minutes=95.4), Days.of("UTC"), TODAY, "tidy the backlog")
    assert (its.tool, its.minutes, its.work, its.app) == ("meshclaw", 95, "app", "tickets")
    assert its.autonomous
    assert its.label == "tidy the backlog"


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 18), 24)],
)
def test_a_day_is_as_long_as_the_clocks_make_it(day: date, hours: int) -> None:
    start, end = Days.of("Europe/Berlin").span(day, day)
    assert end - start == hours * 3600


def test_a_day_begins_where_the_person_is() -> None:
    begins = Days.of("Asia/Kolkata").begins(date(2026, 11, 18))
    assert begins == instant("2026-11-17T18:30")
