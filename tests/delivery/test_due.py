"""What is due: no outage, clock or change of mind doubles or loses it."""

from dataclasses import replace
from itertools import pairwise

import pytest

from bot import outbox
from bot.delivery.due import prepare_due
from bot.model import (
    DAY,
    FOREVER,
    HOUR,
    MINUTE,
    Cadence,
    Delivery,
    DeliveryState,
    Letter,
    Schedule,
)
from bot.people import consent, wishes
from storage.personal import deliveries, preferences
from tests.company import instant
from tests.delivery.conftest import plain_week

MONDAY_TEN = "2026-11-23T09:00"  # in Berlin


def through(post, start, end, step):
    """Wake regularly from one moment to another, as a running bot does."""
    post.company.clock.set(start)
    while post.company.clock() <= instant(end):
        post.prepare()
        post.company.clock.forward(step)


def test_a_digest_is_due_from_its_hour_on_and_once(post):
    ada = post.hire("U0ADA")
    post.company.clock.set("2026-11-20T12:59:59")
    post.prepare()
    assert post.occasions(ada) == []
    post.company.clock.set("2026-11-20T13:00")
    post.prepare()
    post.prepare()
    [week] = post.of(ada)
    assert (week.occasion, week.due_at) == ("2026-W47", instant("2026-11-20T13:00"))
    assert (str(week.period.first), str(week.period.last)) == ("2026-11-13", "2026-11-19")


def test_each_person_by_their_own_clock(post):
    zones = {"U0ADA": "Asia/Kolkata", "U0BEN": "Europe/Berlin", "U0CHL": "America/New_York"}
    ada, ben, chloe = (post.hire(slack_id, zone=zone) for slack_id, zone in zones.items())
    for moment, due in (
        ("2026-11-20T08:30", [ada]),
        ("2026-11-20T13:00", [ada, ben]),
        ("2026-11-20T19:00", [ada, ben, chloe]),
    ):
        post.company.clock.set(moment)
        post.prepare()
        assert [person for person in (ada, ben, chloe) if post.occasions(person)] == due


def test_own_day_hour_and_cadence_come_before_the_workspaces(post):
    post.company.clock.set("2026-11-15T00:00")
    ada, ben = post.hire("U0ADA"), post.hire("U0BEN")
    post.prefer(ada, weekday=3, hour=9, cadence=Cadence.FORTNIGHTLY)
    through(post, "2026-11-16T00:00", "2026-12-13T23:00", HOUR)
    assert [its.due_at for its in reversed(post.of(ada))] == [
        instant("2026-11-18T08:00"),
        instant("2026-12-02T08:00"),
    ]
    assert post.occasions(ben) == ["2026-W47", "2026-W48", "2026-W49", "2026-W50"]


def test_the_admins_schedule_is_everybody_elses(post):
    post.company.clock.set("2026-11-19T09:00")
    ada = post.hire("U0ADA")
    post.decide(schedule=Schedule(weekday=4, hour=10))
    post.prepare()
    assert [its.due_at for its in post.of(ada)] == [instant("2026-11-19T09:00")]


def test_nobody_gets_a_digest_within_a_day_of_being_told(post):
    ada = post.hire("U0ADA", told=False)
    consent.mark_told(post.db, ada, instant("2026-11-19T13:01"))
    through(post, "2026-11-20T13:00", "2026-11-24T13:00", HOUR)
    assert post.occasions(ada) == []
    through(post, "2026-11-27T13:00", "2026-11-27T14:00", HOUR)
    assert post.occasions(ada) == ["2026-W48"]


def test_only_those_who_want_it_get_it(post):
    told, accepted, declined = (post.hire(who) for who in ("U0ADA", "U0BEN", "U0CHL"))
    guest, gone, untold = post.hire("U0DAR"), post.hire("U0ELI"), post.hire("U0FEM", told=False)
    now = post.company.clock()
    consent.accept(post.db, accepted, now)
    consent.decline(post.db, declined, now)
    post.change(guest, guest=True)
    post.change(gone, left=True)
    post.decide(by_invitation=True)
    post.prepare()
    everybody = (told, accepted, declined, guest, gone, untold)
    assert [who for who in everybody if post.occasions(who)] == [accepted]
    post.decide(by_invitation=False)
    post.prepare()
    assert [who for who in everybody if post.occasions(who)] == [told, accepted]


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        pytest.param("2026-11-21T13:00", ["2026-W47"], id="down for a day"),
        pytest.param("2026-11-23T13:00", ["2026-W47"], id="three days: still"),
        pytest.param("2026-11-23T13:01", [], id="longer: the next one covers it"),
        pytest.param("2026-12-19T08:00", ["2026-W51"], id="a month: the latest only"),
    ],
)
def test_an_outage_is_caught_up_once(post, back, expected):
    ada = post.hire("U0ADA")
    through(post, "2026-11-20T11:00", "2026-11-20T12:59", 10 * MINUTE)
    post.company.clock.set(back)
    for _ in range(3):
        post.prepare()
        post.company.clock.forward(MINUTE)
    assert post.occasions(ada) == expected


def test_after_missed_weeks_a_digest_covers_fourteen_days_at_most(post):
    ada = post.hire("U0ADA")
    post.prepare()
    post.company.clock.set("2026-12-18T13:00")
    post.prepare()
    assert [(str(its.period.first), str(its.period.last)) for its in post.of(ada)] == [
        ("2026-12-04", "2026-12-17"),
        ("2026-11-13", "2026-11-19"),
    ]


@pytest.mark.parametrize(
    ("zone", "weekday", "hour", "around"),
    [
        pytest.param("Europe/Berlin", 7, 2, "2026-03-29", id="Berlin in spring"),
        pytest.param("Europe/Berlin", 7, 2, "2026-10-25", id="Berlin in autumn"),
        pytest.param("America/New_York", 7, 2, "2026-03-08", id="New York in spring"),
        pytest.param("America/New_York", 7, 1, "2026-11-01", id="New York in autumn"),
        pytest.param("Australia/Lord_Howe", 7, 2, "2026-10-04", id="Lord Howe in spring"),
        pytest.param("Australia/Lord_Howe", 7, 1, "2026-04-05", id="Lord Howe in autumn"),
        pytest.param("Asia/Kolkata", 7, 2, "2026-10-25", id="Kolkata, which never changes"),
    ],
)
def test_when_clocks_change_each_week_still_has_one_digest(post, zone, weekday, hour, around):
    middle = instant(f"{around}T00:00")
    post.company.clock.now = middle - 10 * DAY
    ada = post.hire("U0ADA", zone=zone)
    post.prefer(ada, weekday=weekday, hour=hour)
    post.company.clock.now = middle - 8 * DAY
    while post.company.clock() < middle + 8 * DAY:
        post.prepare()
        post.company.clock.forward(30 * MINUTE)
    weeks = post.occasions(ada)
    assert len(weeks) == len(set(weeks)) == 3
    moments = [its.due_at for its in reversed(post.of(ada))]
    assert all(abs(b - a - 7 * DAY) <= HOUR for a, b in pairwise(moments))


def test_a_new_day_counts_from_now_on(post):
    """Choosing Tuesday on a Thursday night sends nothing then: Tuesday was no day of theirs."""
    post.company.clock.set("2026-11-10T09:00")
    ada = post.hire("U0ADA")
    through(post, "2026-11-13T12:00", "2026-11-19T22:00", HOUR)
    own = preferences.get(post.db, ada)
    wishes.change(post.company.services, ada, replace(own, weekday=2))
    through(post, "2026-11-19T22:01", "2026-11-24T12:00", HOUR)
    assert post.occasions(ada) == ["2026-W46"]
    through(post, "2026-11-24T13:00", "2026-11-24T14:00", HOUR)
    assert post.occasions(ada) == ["2026-W46", "2026-W48"]


def test_a_new_usual_day_writes_to_nobody_at_night(post):
    ada, own = post.hire("U0ADA"), post.hire("U0BEN")
    post.prefer(own, weekday=4, hour=14, cadence=Cadence.WEEKLY)
    post.company.clock.set("2026-11-19T23:30")
    post.decide(schedule=Schedule(weekday=4, hour=14))
    post.prepare()
    assert (post.occasions(ada), post.occasions(own)) == ([], ["2026-W47"])
    through(post, "2026-11-26T13:00", "2026-11-26T14:00", HOUR)
    assert post.occasions(ada) == ["2026-W48"]


def test_other_settings_take_no_digest_away_from_an_outage(post):
    ada = post.hire("U0ADA")
    post.company.clock.set("2026-11-21T09:00")
    post.decide(questions=1)
    wishes.change(post.company.services, ada, replace(preferences.get(post.db, ada), discreet=True))
    post.prepare()
    assert post.occasions(ada) == ["2026-W47"]


def quiet_week(services, person, period, occasion, due_at, _now):
    """A week of which nothing was reported by the time its digest was due."""
    nothing = DeliveryState.NOTHING
    week = Delivery(services.new_id(), person, Letter.DIGEST, occasion, due_at, nothing, period)
    outbox.enqueue(services.database, week)
    return week


@pytest.mark.parametrize("ever", [True, False], ids=["after others", "as the first"])
def test_work_reported_after_a_quiet_friday_is_in_the_next_digest(post, ever):
    ada = post.hire("U0ADA")
    post.company.clock.set("2026-11-13T13:00")
    if ever:
        post.prepare()
    for friday, prepare in (("2026-11-20T13:00", quiet_week), ("2026-11-27T13:00", plain_week)):
        post.company.clock.set(friday)
        post.prepare(prepare)
    period = post.of(ada)[0].period
    assert (str(period.first), str(period.last)) == ("2026-11-13", "2026-11-26")


@pytest.mark.parametrize("moved_to", ["America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata"])
def test_who_moves_gets_one_digest_a_week(post, moved_to):
    ada = post.hire("U0ADA", zone="Europe/Berlin")
    through(post, "2026-11-20T12:00", "2026-11-20T14:00", 30 * MINUTE)
    post.change(ada, zone=moved_to)
    through(post, "2026-11-20T14:00", "2026-11-30T12:00", HOUR)
    assert post.occasions(ada) == ["2026-W47", "2026-W48"]


def test_a_clock_set_back_and_forward_doubles_nothing(post):
    ada = post.hire("U0ADA")
    for moment in ("2026-11-20T13:00", "2026-11-18T08:00", "2026-11-27T13:00", "2026-11-20T15:00"):
        post.company.clock.set(moment)
        post.prepare()
    assert post.occasions(ada) == ["2026-W47", "2026-W48"]


def test_a_zone_nobody_knows_costs_nobody_their_digest(post):
    ada, ben = post.hire("U0ADA", zone="Nowhere/At_All"), post.hire("U0BEN")
    post.company.clock.set("2026-11-20T14:00")
    post.prepare()
    assert post.occasions(ada) == post.occasions(ben) == ["2026-W47"]


def test_a_slot_that_passed_during_a_pause_is_not_made_up_for(post):
    ada = post.hire("U0ADA")
    post.prefer(ada, paused_until=FOREVER)
    post.prepare()
    post.prefer(ada, paused_until=None)
    through(post, "2026-11-20T14:00", "2026-11-27T12:00", HOUR)
    assert [(its.occasion, its.reason) for its in post.of(ada)] == [("2026-W47", "paused")]
    through(post, "2026-11-27T14:00", "2026-11-27T15:00", HOUR)
    assert post.occasions(ada) == ["2026-W48"]


def test_a_pause_that_was_over_when_the_bot_came_back_counts_all_the_same(post):
    ada = post.hire("U0ADA")
    post.prefer(ada, paused_until=instant("2026-11-21T12:00"))
    post.company.clock.set("2026-11-22T12:00")
    post.prepare()
    assert post.occasions(ada) == []


def test_a_pause_that_ends_before_the_slot_stops_nothing(post):
    ada = post.hire("U0ADA")
    post.prefer(ada, paused_until=instant("2026-11-20T12:00"))
    post.prepare()
    assert post.occasions(ada) == ["2026-W47"]


def test_a_paused_workspace_drops_what_waits_and_goes_on_with_the_next_slot(post):
    ada, ben = post.hire("U0ADA"), post.hire("U0BEN", told=False)
    post.prepare()
    post.decide(paused=True)
    post.company.clock.forward(MINUTE)
    post.prepare()
    assert (post.occasions(ada), post.occasions(ben, Letter.WELCOME)) == ([], ["welcome"])
    post.company.clock.set("2026-11-27T13:00")
    post.prepare()
    post.decide(paused=False)
    post.company.clock.set("2026-11-28T13:00")
    post.prepare()
    assert post.occasions(ada) == []
    post.company.clock.set("2026-12-04T13:00")
    post.prepare()
    assert post.occasions(ada) == ["2026-W49"]


def test_one_person_failing_stops_nobody_and_is_tried_again(post, caplog):
    ada, ben, chloe = post.hire("U0ADA"), post.hire("U0BEN"), post.hire("U0CHL")

    def fails_for_ben(services, person, *facts):
        if person == ben:
            raise ValueError("Ben Okoye rated it not worth it")
        return plain_week(services, person, *facts)

    post.prepare(fails_for_ben)
    assert post.occasions(ada) == post.occasions(chloe) == ["2026-W47"]
    assert post.occasions(ben) == []
    assert "ValueError" in caplog.text
    assert "Okoye" not in caplog.text
    post.prepare()
    assert post.occasions(ben) == []
    post.company.clock.forward(outbox.BACKOFF[0])
    post.prepare()
    assert post.occasions(ben) == ["2026-W47"]
    assert post.of(ben)[0].period is not None


def test_who_always_fails_is_given_up_for_the_week(post):
    ada, tries = post.hire("U0ADA"), []

    def fails(*facts):
        tries.append(facts)
        raise RuntimeError

    while post.company.clock() < instant("2026-11-22T13:00"):
        post.prepare(fails)
        post.company.clock.forward(5 * MINUTE)
    [week] = post.of(ada)
    assert (week.state, week.reason) == (DeliveryState.DROPPED, deliveries.UNPREPARED)
    assert week.attempts == len(tries) == outbox.MOST_ATTEMPTS
    post.company.clock.set("2026-11-27T13:00")
    post.prepare()
    assert post.occasions(ada) == ["2026-W48"]


def test_no_more_than_asked_for_at_once_and_nobody_forgotten(post):
    everybody = [post.hire(f"U{n:03}") for n in range(7)]
    for _ in range(3):
        prepare_due(post.company.services, post.company.clock(), 3, plain_week)
    assert all(post.occasions(person) == ["2026-W47"] for person in everybody)


def test_welcomes_come_in_working_hours_once_and_never_to_guests(post):
    post.company.clock.set("2026-11-20T16:00")
    ada, guest = post.hire("U0ADA", told=False), post.hire("U0BEN", told=False, guest=True)
    told = post.hire("U0CHL")
    post.prepare()
    post.prepare()
    assert [its.due_at for its in post.of(ada, Letter.WELCOME)] == [instant("2026-11-23T08:00")]
    assert post.of(guest, Letter.WELCOME) == post.of(told, Letter.WELCOME) == []


def test_a_welcome_that_was_dropped_is_tried_again_a_week_later(post):
    ada = post.hire("U0ADA", told=False)
    post.prepare()
    outbox.drop(post.db, ada, Letter.WELCOME, "closed")
    through(post, "2026-11-20T14:00", "2026-11-27T12:00", HOUR)
    assert post.occasions(ada, Letter.WELCOME) == []
    through(post, "2026-11-27T13:00", "2026-11-27T14:00", HOUR)
    assert [its.due_at for its in post.of(ada, Letter.WELCOME)] == [instant("2026-11-27T13:00")]


def test_by_invitation_people_are_told_all_the_same(post):
    post.decide(by_invitation=True)
    ada = post.hire("U0ADA", told=False)
    post.prepare()
    assert post.occasions(ada, Letter.WELCOME) == ["welcome"]


def asked(post, person, *, answered=False):
    """Friday's digest arrived, with one question."""
    week = post.enqueue(person, due_at=instant("2026-11-20T13:00"))
    post.db.change("UPDATE delivery SET zone = 'Europe/Berlin' WHERE id = :id", {"id": week})
    deliveries.mark_sent(post.db, week, b"sealed", instant("2026-11-20T13:01"))
    its = {"id": f"q-{person}", "person": person, "delivery": week}
    post.db.change(
        "INSERT INTO question (id, person, item, day, window_index, asked_at, delivery)"
        " VALUES (:id, :person, 'worth', '2026-11-19', 37, 1, :delivery)",
        its,
    )
    if answered:
        post.db.change(
            "INSERT INTO answer (question, person, sealed, at) VALUES (:id, :person, x'00', 1)", its
        )


def test_one_reminder_on_the_next_working_day_and_then_silence(post):
    ada = post.hire("U0ADA")
    asked(post, ada)
    through(post, "2026-11-20T14:00", "2026-11-23T08:59", HOUR)
    assert post.of(ada, Letter.REMINDER) == []
    through(post, MONDAY_TEN, "2026-11-27T12:00", HOUR)
    assert [its.due_at for its in post.of(ada, Letter.REMINDER)] == [instant(MONDAY_TEN)]


def test_no_reminder_where_one_would_chase(post):
    answered, asks_nothing = post.hire("U0ADA"), post.hire("U0BEN")
    discreet, paused, unasked = post.hire("U0CHL"), post.hire("U0DAR"), post.hire("U0ELI")
    post.company.clock.set(MONDAY_TEN)
    asked(post, answered, answered=True)
    for person, wish in (
        (asks_nothing, {"questions": 0}),
        (discreet, {"discreet": True}),
        (paused, {"paused_until": FOREVER}),
    ):
        asked(post, person)
        post.prefer(person, **wish)
    asked(post, unasked)
    post.db.change("DELETE FROM question WHERE person = :person", {"person": unasked})
    post.prepare()
    for person in (answered, asks_nothing, discreet, paused, unasked):
        assert post.of(person, Letter.REMINDER) == []


def test_a_reminder_whose_hours_passed_in_an_outage_never_comes(post):
    ada = post.hire("U0ADA")
    asked(post, ada)
    through(post, "2026-11-23T15:30", "2026-11-25T12:00", HOUR)
    assert post.of(ada, Letter.REMINDER) == []
