"""Whatever clocks do: everybody's message at their own hour, once."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.model import DAY
from bot.sandbox import Hand
from tests.journeys.office import Office
from tests.journeys.reading import task, words

BERLIN = "Europe/Berlin"


def posts(hand: Hand, zone: str = BERLIN) -> list[str]:
    """When messages came, as the clock on that person's wall showed it."""
    moments = (datetime.fromtimestamp(float(its.ts), UTC) for its in hand.messages())
    return [f"{at.astimezone(ZoneInfo(zone)):%a %d %b %H:%M}" for at in moments]


ZONES = (BERLIN, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe")


def test_fridays_at_two_by_everybodys_own_clock(office: Office) -> None:
    """Berlin's clocks go forward on 28 March, Lord Howe's back, by half an hour, on 4 April."""
    office.over_http = True
    office.clock.set("2027-03-22T00:00")
    hands = [office.hire(f"U{n}", zone=zone) for n, zone in enumerate(ZONES)]
    office.open()
    ticking(office, hours=24)
    for _ in range(3):
        office.clock.forward(2 * DAY)
        at = datetime.fromtimestamp(office.clock(), UTC)
        office.push([task(f"U{n}", f"{at:%Y-%m-%dT%H:%M}", minutes=1) for n in range(4)])
        ticking(office, hours=48)
        office.clock.forward(3 * DAY)
    for hand, zone in zip(hands, ZONES, strict=True):
        digests = [at for at in posts(hand, zone) if at.startswith("Fri")]
        assert digests == ["Fri 26 Mar 14:00", "Fri 02 Apr 14:00", "Fri 09 Apr 14:00"]


def ticking(office: Office, hours: int) -> None:
    """Time passes, and the bot wakes every half an hour."""
    for _ in range(2 * hours):
        office.clock.forward(1800)
        office.tick()


def test_down_over_the_hour_and_a_clock_set_back(office: Office) -> None:
    office.over_http = True
    ada, ben = office.hire("UADA"), office.hire("UBEN")
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    office.push([task(who, "2026-11-05T09:00") for who in ("UADA", "UBEN")])
    office.shut()  # from Thursday evening to Saturday noon
    office.clock.set("2026-11-07T11:00")
    office.open()
    office.tick()
    office.tick()
    assert posts(ada) == ["Mon 02 Nov 09:00", "Sat 07 Nov 12:00"], "caught up, once"
    assert "One task" in words(ada.last())

    office.clock.set("2026-11-06T12:00")  # back to before the hour at which it was due
    office.tick()
    office.at("2026-11-06T13:00")
    assert len(posts(ada)) == 2, "nothing comes twice"
    office.clock.set("2026-11-12T18:00")
    office.push([task("UBEN", "2026-11-12T09:00")])
    office.at("2026-11-13T13:00")
    assert posts(ben)[-1] == "Fri 13 Nov 14:00", "and life goes on"

    office.clock.set("2026-11-19T18:00")
    office.push([task("UBEN", "2026-11-19T09:00")])
    office.shut()  # for longer than anybody recalls
    office.clock.set("2026-11-24T09:00")
    office.open()
    office.tick()
    assert len(posts(ben)) == 3
    office.at("2026-11-27T13:00")
    assert "in the last two weeks" in words(ben.last()), "the next one covers it"
