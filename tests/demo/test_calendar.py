"""When something happens, told by the clocks of the people it happens to."""

from datetime import UTC, date, datetime
from itertools import pairwise

from bot.demo.calendar import (
    BEGINNING,
    Happening,
    end_of,
    friday_night,
    moments,
    next_friday,
    next_publication,
)
from bot.demo.cast import BENGALURU, BERLIN, LONDON, NEW_YORK, SAN_FRANCISCO, SYDNEY
from bot.demo.story import CURTAIN, WEEKS

ZONES = (BENGALURU, BERLIN, LONDON, NEW_YORK, SAN_FRANCISCO, SYDNEY)


def utc(text):
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def on(day, happening):
    start = utc(f"{day}T00:00")
    found = moments(ZONES, start - 12 * 3_600, start + 30 * 3_600)
    return [
        (datetime.fromtimestamp(its.at, UTC).strftime("%d %H:%M"), its.zones)
        for its in found
        if its.happening is happening
    ]


def test_digests_go_round_the_globe_from_two_in_the_afternoon_to_two_in_the_afternoon():
    assert on("2026-07-03", Happening.DIGEST) == [
        ("03 04:00", (SYDNEY,)),
        ("03 08:30", (BENGALURU,)),
        ("03 12:00", (BERLIN,)),
        ("03 13:00", (LONDON,)),
        ("03 18:00", (NEW_YORK,)),
        ("03 21:00", (SAN_FRANCISCO,)),
    ]


def test_clocks_that_were_set_back_move_them_in_utc_only():
    assert ("30 13:00", (BERLIN,)) in on("2026-10-30", Happening.DIGEST)
    assert ("30 21:00", (SAN_FRANCISCO,)) in on("2026-10-30", Happening.DIGEST)
    assert ("06 22:00", (SAN_FRANCISCO,)) in on("2026-11-06", Happening.DIGEST)


def test_tools_have_reported_before_the_first_digest():
    week = moments(ZONES, utc("2026-07-02T00:00"), utc("2026-07-05T00:00"))
    assert [its.happening for its in week[:2]] == [Happening.REPORT, Happening.DIGEST]


def test_moments_come_in_order_and_none_before_the_beginning():
    whole = moments(ZONES, BEGINNING, end_of(WEEKS))
    assert all(a.at <= b.at for a, b in pairwise(whole))
    assert whole[0].happening is Happening.WELCOME
    assert sum(its.happening is Happening.PUBLISH for its in whole) == 5


def test_a_visitor_comes_in_when_the_last_digest_is_there():
    assert end_of(WEEKS) == friday_night(CURTAIN)
    assert datetime.fromtimestamp(end_of(WEEKS), UTC).date() == date(2026, 11, 13)


def test_the_buttons_lead_to_what_is_next():
    now = end_of(WEEKS)
    assert next_friday(now) == now + 7 * 86_400
    assert next_friday(now - 1) == now
    assert next_publication(now) == utc("2026-12-10T20:00")
    assert next_publication(utc("2026-12-10T20:00")) == utc("2027-01-07T20:00")
