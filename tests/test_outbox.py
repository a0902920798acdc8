"""The outbox: each message once, each claimed by one sender, none lost with a sender that dies."""

import threading
from dataclasses import replace
from datetime import date

import pytest

from bot import outbox
from bot.model import HOUR, MINUTE, Delivery, DeliveryState, Letter, Period, PersonId
from storage.operations import progress
from storage.operations.progress import Progress
from storage.personal import claims, deliveries
from tests.company import Company, instant

DUE = instant("2026-11-20T13:00")
WEEK = Delivery("d1", PersonId("ada"), Letter.DIGEST, "2026-W47", DUE)


@pytest.fixture
def db(company: Company):
    return company.services.database


def state_of(db, delivery_id="d1"):
    return deliveries.get(db, delivery_id).state


def fill(db, count):
    for n in range(count):
        outbox.enqueue(db, replace(WEEK, id=f"d{n:03}", person=PersonId(f"p{n}")))


def test_a_message_is_kept_as_it_was_put_in(db):
    period = Period(date(2026, 11, 13), date(2026, 11, 19), "Asia/Kolkata")
    week = replace(WEEK, period=period)
    assert outbox.enqueue(db, week)
    assert deliveries.get(db, "d1") == week
    assert deliveries.of_person(db, WEEK.person) == [week]


def test_an_occasion_has_one_message(db):
    assert outbox.enqueue(db, WEEK)
    assert not outbox.enqueue(db, replace(WEEK, id="d2"))
    assert outbox.enqueue(db, replace(WEEK, id="d3", occasion="2026-W48"))
    assert [its.id for its in deliveries.of_person(db, WEEK.person)] == ["d1", "d3"]


def test_nothing_to_say_is_noted_and_never_claimed(db):
    outbox.enqueue(db, replace(WEEK, state=DeliveryState.NOTHING))
    assert outbox.claim(db, DUE, "a") is None
    assert not outbox.enqueue(db, replace(WEEK, id="d2"))


def test_the_longest_due_is_claimed_first_and_nothing_before_its_time(db):
    outbox.enqueue(db, replace(WEEK, id="later", occasion="2026-W48", due_at=DUE + 60))
    outbox.enqueue(db, WEEK)
    assert outbox.claim(db, DUE - 1, "a") is None
    assert outbox.claim(db, DUE + 60, "a").id == "d1"
    assert outbox.claim(db, DUE + 60, "b").id == "later"
    assert outbox.claim(db, DUE + 60, "c") is None


def test_eight_senders_claim_each_message_once(db):
    fill(db, 120)
    claimed, together = [], threading.Barrier(8)

    def sender(name):
        together.wait()
        while (found := outbox.claim(db, DUE, name)) is not None:
            claimed.append(found.id)

    threads = [threading.Thread(target=sender, args=(f"s{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(claimed) == [f"d{n:03}" for n in range(120)]


def test_what_one_sender_took_no_other_can_take(db):
    """Between looking and taking somebody may have been faster, on a database with more writers."""
    outbox.enqueue(db, WEEK)
    assert claims.take(db, "d1", "a", DUE + 60)
    assert not claims.take(db, "d1", "b", DUE + 60)


def test_a_claim_lapses_when_its_sender_dies(db):
    outbox.enqueue(db, WEEK)
    outbox.claim(db, DUE, "dead")
    assert outbox.claim(db, DUE + outbox.LEASE - 1, "b") is None
    again = outbox.claim(db, DUE + outbox.LEASE, "b")
    assert (again.id, again.attempts) == ("d1", 2)


def test_a_claim_made_before_the_clock_was_set_back_lapses_too(db):
    outbox.enqueue(db, replace(WEEK, due_at=DUE - 24 * HOUR))
    outbox.claim(db, DUE, "dead")
    assert outbox.claim(db, DUE - 12 * HOUR, "b").id == "d1"


def test_a_message_that_kills_every_sender_is_left_after_the_second(db):
    """Each may have sent it before it died."""
    outbox.enqueue(db, WEEK)
    now = DUE
    while outbox.claim(db, now, "doomed") is not None:
        now += outbox.LEASE
    ended = deliveries.get(db, "d1")
    assert (ended.state, ended.reason) == (DeliveryState.DROPPED, "in doubt")
    assert ended.attempts == ended.doubts == outbox.MOST_DOUBTS


SETTLINGS = {
    "give back": outbox.give_back,
    "postpone": lambda db, its: outbox.postpone(db, its, DUE + HOUR),
    "try later": lambda db, its: outbox.try_later(db, its, DUE),
    "in doubt": lambda db, its: outbox.in_doubt(db, its, DUE),
    "drop": lambda db, its: outbox.dropped(db, its, "gave up"),
    "sent": lambda db, its: outbox.sent(db, its, b"there", DUE),
}


@pytest.mark.parametrize("settle", SETTLINGS.values(), ids=SETTLINGS)
def test_a_sender_that_woke_too_late_takes_nothing_from_the_one_that_has_it_now(db, settle):
    outbox.enqueue(db, WEEK)
    slow = outbox.claim(db, DUE, "slow")
    now = DUE + outbox.LEASE
    quick = outbox.claim(db, now, "quick")
    settle(db, slow)
    assert deliveries.get(db, "d1") == quick
    assert outbox.claim(db, now + 1, "a third") is None
    assert outbox.sent(db, quick, b"here", now + 1)
    assert deliveries.get(db, "d1").sealed_place == b"here"


def test_what_arrived_is_noted_though_its_lease_ran_out_and_nobody_has_it(db):
    outbox.enqueue(db, WEEK)
    slow = outbox.claim(db, DUE, "slow")
    now = DUE + outbox.LEASE
    outbox.give_back(db, outbox.claim(db, now, "another"))
    assert outbox.sent(db, slow, b"there", now)
    assert outbox.claim(db, now, "another") is None


def test_a_moment_rehearsed_in_the_past_or_future_ends_nobodys_lease(db):
    outbox.enqueue(db, replace(WEEK, due_at=DUE - 24 * HOUR))
    outbox.claim(db, DUE, "serve")
    for ahead in (-2 * HOUR, -MINUTE, MINUTE, 24 * HOUR):
        assert outbox.claim(db, DUE + ahead, "rehearsal", ahead=ahead) is None


def test_a_failure_waits_by_the_clock_whatever_is_rehearsed(db):
    outbox.enqueue(db, replace(WEEK, due_at=DUE - 24 * HOUR))
    outbox.try_later(db, outbox.claim(db, DUE, "serve"), DUE)
    assert outbox.claim(db, DUE + HOUR, "rehearsal", ahead=HOUR) is None
    clock = DUE + outbox.BACKOFF[0]
    assert outbox.claim(db, clock - HOUR, "rehearsal", ahead=-HOUR).id == "d1"


def test_in_doubt_twice_it_is_left(db):
    outbox.enqueue(db, WEEK)
    first = outbox.in_doubt(db, outbox.claim(db, DUE, "a"), DUE)
    assert first.state is DeliveryState.DUE
    now = DUE + outbox.AFTER_DOUBT
    assert outbox.claim(db, now - 1, "a") is None
    last = outbox.in_doubt(db, outbox.claim(db, now, "a"), now)
    assert (last.state, last.reason) == (DeliveryState.DROPPED, "in doubt")
    assert deliveries.get(db, "d1") == last


def test_certain_failures_are_no_doubts(db):
    outbox.enqueue(db, WEEK)
    now = DUE
    for pause in outbox.BACKOFF[:3]:
        outbox.try_later(db, outbox.claim(db, now, "a"), now)
        now += pause
    assert outbox.in_doubt(db, outbox.claim(db, now, "a"), now).state is DeliveryState.DUE


def test_given_back_it_is_due_at_once_and_was_no_attempt(db):
    outbox.enqueue(db, WEEK)
    outbox.give_back(db, outbox.claim(db, DUE, "a"))
    assert outbox.claim(db, DUE, "b").attempts == 1


def test_a_failure_waits_longer_each_time_and_ends(db):
    outbox.enqueue(db, WEEK)
    now = DUE
    for pause in outbox.BACKOFF:
        claimed = outbox.claim(db, now, "a")
        outbox.try_later(db, claimed, now)
        assert outbox.claim(db, now + pause - 1, "a") is None
        now += pause
    last = outbox.try_later(db, outbox.claim(db, now, "a"), now)
    assert (last.state, last.reason) == (DeliveryState.DROPPED, "gave up")
    assert state_of(db) is DeliveryState.DROPPED


def test_put_off_to_another_hour(db):
    outbox.enqueue(db, WEEK)
    outbox.postpone(db, outbox.claim(db, DUE, "a"), DUE + HOUR)
    assert outbox.claim(db, DUE + HOUR - 1, "a") is None
    assert outbox.claim(db, DUE + HOUR, "a").attempts == 1


def test_drop_takes_out_what_waits_and_leaves_what_is_being_sent(db):
    outbox.enqueue(db, WEEK)
    outbox.claim(db, DUE, "a")
    outbox.enqueue(db, replace(WEEK, id="d2", occasion="2026-W48"))
    outbox.enqueue(db, replace(WEEK, id="d3", letter=Letter.REMINDER))
    assert outbox.drop(db, WEEK.person, Letter.DIGEST, "paused") == 1
    assert state_of(db, "d2") is DeliveryState.DROPPED
    assert state_of(db) is DeliveryState.SENDING
    assert outbox.drop(db, WEEK.person, None, "erased") == 1
    assert state_of(db, "d3") is DeliveryState.DROPPED


def test_what_was_sent_stays_sent(db):
    outbox.enqueue(db, WEEK)
    claimed = outbox.claim(db, DUE, "a")
    outbox.sent(db, claimed, b"here", DUE + 1)
    outbox.dropped(db, claimed, "declined")
    outbox.give_back(db, claimed)
    ended = deliveries.get(db, "d1")
    assert (ended.state, ended.sealed_place, ended.sent_at) == (
        DeliveryState.SENT,
        b"here",
        DUE + 1,
    )


def test_what_could_not_be_put_together_makes_room_for_the_next_try(db):
    failed = replace(WEEK, state=DeliveryState.DROPPED, reason=deliveries.UNPREPARED)
    deliveries.add_unprepared(db, failed, DUE + 60)
    deliveries.add_unprepared(db, replace(failed, id="other"), DUE + 300)
    assert deliveries.get(db, "d1").attempts == 2
    assert outbox.enqueue(db, replace(WEEK, id="d2"))
    assert [(its.id, its.state, its.attempts) for its in deliveries.of_person(db, WEEK.person)] == [
        ("d2", DeliveryState.DUE, 0)
    ]
    deliveries.add_unprepared(db, failed, DUE + 60)
    assert state_of(db, "d2") is DeliveryState.DUE


def test_admins_see_how_far_deliveries_are_and_nothing_of_people(company, db):
    fill(db, 3)
    outbox.enqueue(db, replace(WEEK, id="n", state=DeliveryState.NOTHING))
    outbox.enqueue(db, replace(WEEK, id="r", letter=Letter.REMINDER))
    walled = company.published.database
    assert progress.since(walled, 0) == [Progress(Letter.DIGEST, waiting=4, handled=0)]
    outbox.sent(db, outbox.claim(db, DUE, "a"), b"here", DUE)
    outbox.drop(db, PersonId("p1"), None, "declined")
    deliveries.forget_unsent(db, PersonId("p2"))
    assert progress.since(walled, 0) == [Progress(Letter.DIGEST, waiting=4, handled=0)]
    progress.handle(db, DUE)
    assert progress.since(walled, 0) == [Progress(Letter.DIGEST, waiting=0, handled=4)]
    assert progress.since(walled, DUE + 1) == []


def test_what_is_put_off_is_waited_for_where_it_was_put(company, db):
    outbox.enqueue(db, WEEK)
    outbox.postpone(db, outbox.claim(db, DUE, "a"), DUE + HOUR)
    assert progress.overdue(db, DUE + 2 * HOUR) == 1
    progress.handle(db, DUE)
    assert progress.since(db, 0) == [Progress(Letter.DIGEST, waiting=1, handled=0)]
