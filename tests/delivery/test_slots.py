"""Weeks, hours and time zones: what somebody's own clock says, and what is due by it."""

from datetime import date, time, timedelta
from itertools import pairwise
from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.slots import (
    instant_of,
    latest_slot,
    local,
    next_working_hour,
    period_of,
    reminded_now,
)
from bot.model import DAY, HOUR, MINUTE, Cadence, Period, Schedule, Week, zone_of
from bot.reflection.days import Days
from tests.company import instant

BERLIN, NEW_YORK = zone_of("Europe/Berlin"), zone_of("America/New_York")
KOLKATA, LORD_HOWE = zone_of("Asia/Kolkata"), zone_of("Australia/Lord_Howe")
SUNDAY_AT_TWO = Schedule(weekday=7, hour=2)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        pytest.param(BERLIN, "2026-11-20", "14:00", "2026-11-20T13:00", id="an ordinary Friday"),
        pytest.param(KOLKATA, "2026-11-20", "14:00", "2026-11-20T08:30", id="half-hour zone"),
        pytest.param(BERLIN, "2026-03-29", "02:00", "2026-03-29T01:00", id="Berlin skips 2:00"),
        pytest.param(BERLIN, "2026-03-29", "02:30", "2026-03-29T01:00", id="Berlin skips 2:30"),
        pytest.param(BERLIN, "2026-10-25", "02:00", "2026-10-25T00:00", id="Berlin has 2:00 twice"),
        pytest.param(NEW_YORK, "2026-03-08", "02:00", "2026-03-08T07:00", id="New York skips 2"),
        pytest.param(NEW_YORK, "2026-11-01", "01:00", "2026-11-01T05:00", id="New York twice 1"),
        pytest.param(LORD_HOWE, "2026-10-04", "02:00", "2026-10-03T15:30", id="half an hour gone"),
        pytest.param(LORD_HOWE, "2026-10-04", "02:30", "2026-10-03T15:30", id="after that half"),
        pytest.param(LORD_HOWE, "2026-04-05", "01:45", "2026-04-04T14:45", id="half an hour twice"),
        pytest.param(
            zone_of("Pacific/Apia"), "2011-12-30", "14:00", "2011-12-30T10:00", id="no day"
        ),
    ],
)
def test_a_local_time_is_the_first_moment_its_clock_shows_or_skips_it(zone, day, at, expected):
    found = instant_of(date.fromisoformat(day), time.fromisoformat(at), zone)
    assert found == instant(expected)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        (BERLIN, "2026-03-22T01:00", "2026-03-29T01:00"),
        (BERLIN, "2026-10-18T00:00", "2026-10-25T00:00"),
        (NEW_YORK, "2026-03-01T07:00", "2026-03-08T07:00"),
        (LORD_HOWE, "2026-09-26T15:30", "2026-10-03T15:30"),
    ],
)
def test_across_a_change_of_clocks_a_week_has_one_slot(zone, before, after):
    """Minute by minute over the night of the change: the slot moves on once, at its moment."""
    at = instant(after)
    seen = {latest_slot(SUNDAY_AT_TWO, zone, at + n * MINUTE).at for n in range(-180, 181)}
    assert seen == {instant(before), at}


def test_the_slot_is_due_from_its_very_second():
    friday = Schedule(weekday=5, hour=14)
    assert latest_slot(friday, BERLIN, instant("2026-11-20T13:00")).occasion == "2026-W47"
    assert latest_slot(friday, BERLIN, instant("2026-11-20T12:59:59")).occasion == "2026-W46"


def test_the_week_is_that_of_the_local_date():
    """Monday morning in Auckland is still Sunday in UTC."""
    slot = latest_slot(Schedule(1, 8), zone_of("Pacific/Auckland"), instant("2026-11-15T20:00"))
    assert (slot.day, slot.occasion) == (date(2026, 11, 16), "2026-W47")


def test_the_year_turns_with_the_iso_week():
    slot = latest_slot(Schedule(5, 14), BERLIN, instant("2027-01-01T18:00"))
    assert slot.occasion == "2026-W53"


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    schedule=st.builds(Schedule, st.integers(1, 7), st.integers(0, 23), st.sampled_from(Cadence)),
    now=st.integers(instant("2020-01-01"), instant("2035-01-01")),
)
@settings(max_examples=100, deadline=None)
def test_anywhere_and_whenever_a_slot_lies_in_the_past_on_the_chosen_day(zone, schedule, now):
    slot = latest_slot(schedule, zone_of(zone), now)
    assert slot.at <= now
    assert slot.day.isoweekday() == schedule.weekday
    shown = local(slot.at, zone_of(zone))
    assert (
        shown.hour == schedule.hour
        or shown.utcoffset() != local(slot.at - 1, shown.tzinfo).utcoffset()
    )
    weeks = 1 if schedule.cadence is Cadence.WEEKLY else 2
    assert now - slot.at <= weeks * 7 * DAY + 2 * HOUR


def test_fortnightly_comes_every_other_week_and_in_the_same_weeks_for_all():
    fortnightly = Schedule(5, 14, Cadence.FORTNIGHTLY)
    fridays = [instant("2026-11-06T14:00") + n * 7 * DAY for n in range(6)]
    berlin = [latest_slot(fortnightly, BERLIN, at).occasion for at in fridays]
    assert len(set(berlin)) in (3, 4)
    weeks = sorted({Week.of(latest_slot(fortnightly, BERLIN, at).day).monday for at in fridays})
    assert {(b - a).days for a, b in pairwise(weeks)} == {14}
    assert [latest_slot(fortnightly, KOLKATA, at).occasion for at in fridays] == berlin


def test_an_unknown_zone_is_taken_as_utc():
    assert zone_of("Mars/Olympus_Mons").key == "UTC"
    assert zone_of("../../etc/passwd").key == "UTC"
    assert zone_of("").key == "UTC"


@pytest.mark.parametrize(
    ("covered", "first"),
    [
        pytest.param(None, "2026-11-13", id="a first digest: seven days"),
        pytest.param("2026-11-12", "2026-11-13", id="a usual week"),
        pytest.param("2026-11-05", "2026-11-06", id="one was missed: both weeks"),
        pytest.param("2026-09-03", "2026-11-06", id="after a long pause: fourteen days"),
        pytest.param("2026-11-17", "2026-11-18", id="the day was changed: the rest of the week"),
        pytest.param("2026-11-19", "2026-11-19", id="never empty"),
    ],
)
def test_a_period_runs_from_the_digest_before_to_last_night(covered, first):
    slot = latest_slot(Schedule(5, 14), BERLIN, instant("2026-11-20T13:00"))
    last = covered and date.fromisoformat(covered)
    before = last and Period(last - timedelta(days=6), last, "Europe/Berlin")
    period = period_of(slot, "Europe/Berlin", before)
    assert period == Period(date.fromisoformat(first), date(2026, 11, 19), "Europe/Berlin")
    assert 1 <= len(period.days) <= 14


@pytest.mark.parametrize(
    ("untold", "first"),
    [
        pytest.param("2026-11-06", "2026-11-06", id="one week had nothing to tell"),
        pytest.param("2026-10-30", "2026-11-06", id="two had not: fourteen days"),
    ],
)
def test_a_first_digest_tells_also_of_weeks_whose_own_did_not_go(untold, first):
    slot = latest_slot(Schedule(5, 14), BERLIN, instant("2026-11-20T13:00"))
    period = period_of(slot, "Europe/Berlin", None, date.fromisoformat(untold))
    assert period == Period(date.fromisoformat(first), date(2026, 11, 19), "Europe/Berlin")


TOKYO, LOS_ANGELES = "Asia/Tokyo", "America/Los_Angeles"


@pytest.mark.parametrize(
    ("there", "here"),
    [(TOKYO, LOS_ANGELES), (LOS_ANGELES, TOKYO), ("Europe/Berlin", "Asia/Kolkata")],
)
def test_who_moves_is_told_of_every_moment_once(there, here):
    """There and back again: each digest begins at the very moment the one before ended."""
    before, edges = None, []
    for week, zone in enumerate((there, here, here, there)):
        at = instant("2026-11-13T23:30") + 7 * DAY * week
        slot = latest_slot(Schedule(5, 14), zone_of(zone), at)
        before = period_of(slot, zone, before)
        edges.append(Days.of(zone).covers(before))
    assert [began for began, _ in edges[1:]] == [ended for _, ended in edges[:-1]]


def test_a_move_west_loses_no_working_day():
    """Thursday was over in Tokyo when it had hardly begun in Los Angeles."""
    slot = latest_slot(Schedule(5, 14), zone_of(LOS_ANGELES), instant("2026-11-20T22:00"))
    period = period_of(slot, LOS_ANGELES, Period(date(2026, 11, 6), date(2026, 11, 12), TOKYO))
    assert period.first == date(2026, 11, 12)
    assert Days.of(LOS_ANGELES).covers(period)[0] == instant("2026-11-12T15:00")


def test_a_move_long_ago_cuts_nothing_off():
    slot = latest_slot(Schedule(5, 14), zone_of(LOS_ANGELES), instant("2026-12-18T22:00"))
    period = period_of(slot, LOS_ANGELES, Period(date(2026, 11, 6), date(2026, 11, 12), TOKYO))
    assert period == Period(date(2026, 12, 4), date(2026, 12, 17), LOS_ANGELES)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param("2026-11-20T10:15", "2026-11-20T10:15", id="Friday 11:15: at once"),
        pytest.param("2026-11-20T05:00", "2026-11-20T08:00", id="Friday 6:00: at nine"),
        pytest.param("2026-11-20T15:00", "2026-11-23T08:00", id="Friday 16:00: on Monday"),
        pytest.param("2026-11-22T11:00", "2026-11-23T08:00", id="Sunday: on Monday"),
        pytest.param("2026-11-18T22:30", "2026-11-19T08:00", id="Wednesday night: Thursday"),
    ],
)
def test_welcomes_come_in_working_hours(now, expected):
    assert next_working_hour(BERLIN, instant(now)) == instant(expected)


@pytest.mark.parametrize(
    ("now", "span"),
    [
        pytest.param("2026-11-23T09:00", ("2026-11-19T23:00", "2026-11-22T23:00"), id="Monday"),
        pytest.param("2026-11-24T09:00", ("2026-11-22T23:00", "2026-11-23T23:00"), id="Tuesday"),
        pytest.param("2026-11-23T08:59", None, id="before ten"),
        pytest.param("2026-11-23T15:00", None, id="too late in the day"),
        pytest.param("2026-11-21T11:00", None, id="Saturday"),
    ],
)
def test_reminders_are_of_the_working_day_before(now, span):
    expected = span and tuple(instant(edge) for edge in span)
    assert reminded_now(BERLIN, instant(now)) == expected
