"""Slack knows first: somebody moves to another time zone, or leaves."""

from __future__ import annotations

from bot.sandbox import Hand
from tests.journeys.office import Office
from tests.journeys.reading import task


def opened(office: Office) -> tuple[Hand, Hand]:
    ada, ben = office.hire("UADA"), office.hire("UBEN")
    office.open()
    office.tick()
    return ada, ben


def work(office: Office) -> None:
    office.clock.set("2026-11-05T18:00")
    office.push([task(its, "2026-11-04T09:00") for its in ("UADA", "UBEN")])


def test_a_new_zone_and_a_leaver_are_known_within_a_day(office: Office) -> None:
    ada, ben = opened(office)
    office.workspace.update_person("UADA", tz="America/New_York")
    office.workspace.update_person("UBEN", deleted=True)
    office.at("2026-11-03T08:01")
    work(office)
    office.at("2026-11-06T13:00")  # two in the afternoon in Berlin, eight in the morning over there
    assert (len(ada.messages()), len(ben.messages())) == (1, 1)
    office.at("2026-11-06T19:00")
    assert (len(ada.messages()), len(ben.messages())) == (2, 1)


def test_slack_is_asked_once_a_day_and_again_in_an_hour_when_it_is_down(office: Office) -> None:
    opened(office)

    def asked(at: str) -> int:
        before = calls(office)
        assert office.at(at) == [], "no step fails for it"
        return calls(office) - before

    assert asked("2026-11-02T20:00") == 0
    office.workspace.faults.http("users.list", 500)
    assert asked("2026-11-03T09:00") == 1
    assert asked("2026-11-03T09:30") == 0
    assert asked("2026-11-03T10:00") == 1
    assert asked("2026-11-03T23:00") == 0


def calls(office: Office) -> int:
    return sum(its.method == "users.list" for its in office.workspace.journal)
