"""Sending: at Slack's pace, each message once, and whatever goes wrong with one stops no other."""

import socket
import threading

import pytest
from slack_sdk import WebClient

from bot import outbox
from bot.delivery import pace
from bot.delivery.send import NO_CHARTS, Sent, send_due
from bot.model import DAY, FOREVER, MINUTE, DeliveryState, Letter, Place, Standing
from bot.people import consent, places
from bot.services import Services
from storage.operations import settings as kept
from storage.personal import deliveries, people
from tests.company import instant
from tests.delivery.conftest import plain_letter

POST = "chat.postMessage"
WEEK = ["digest 2026-W47"]


@pytest.fixture
def post(slack_post):
    return slack_post


@pytest.fixture
def crowd(post):
    """Twelve people whose digest is due."""
    slack_ids = [f"U{n:03}" for n in range(12)]
    for slack_id in slack_ids:
        post.enqueue(post.hire(slack_id))
    return slack_ids


def test_a_message_arrives_and_is_noted_where(post):
    ada = post.hire("U0ADA")
    week = post.enqueue(ada)
    assert post.send() == Sent(1)
    assert post.inbox("U0ADA") == WEEK
    [message] = post.workspace.hand("U0ADA").messages()
    its = deliveries.get(post.db, week)
    assert (its.state, its.sent_at) == (DeliveryState.SENT, post.company.clock())
    place = places.opened(post.company.services.keys, ada, its.sealed_place)
    assert place == Place(message.channel, message.ts)
    [call] = post.workspace.journal
    assert (call.method, call.arguments["channel"]) == (POST, "U0ADA")
    assert str(call.arguments["unfurl_links"]).lower() in ("0", "false")
    assert post.send() == Sent(0)


def test_five_a_second_and_never_a_sleep(post, crowd):
    start = post.company.clock()
    assert post.send() == Sent(5, wait_until=start + 1)
    assert post.send() == Sent(0, wait_until=start + 1)
    assert post.send_all() == 7
    assert post.company.clock() == start + 2
    assert all(post.inbox(slack_id) == WEEK for slack_id in crowd)


def test_all_senders_share_one_pace(post, crowd):
    start = post.company.clock()
    assert post.send("a").count + post.send("b").count == 5
    assert pace.reserve(post.db, start) == start + 1


def test_two_senders_at_once_send_each_message_once(post, crowd):
    counts, together = [], threading.Barrier(2)

    def sender(name):
        together.wait()
        counts.append(post.send_all(name))

    threads = [threading.Thread(target=sender, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 12
    assert all(post.inbox(slack_id) == WEEK for slack_id in crowd)


def test_retry_after_is_honoured_and_no_attempt(post, crowd):
    start = post.company.clock()
    post.workspace.faults.rate_limit(POST, retry_after=30)
    assert post.send() == Sent(0, wait_until=start + 30)
    post.company.clock.forward(29)
    assert post.send("b") == Sent(0, wait_until=start + 30)
    assert len(post.workspace.journal) == 1
    assert post.send_all() == 12
    assert all(post.inbox(slack_id) == WEEK for slack_id in crowd)
    sent = post.db.read("SELECT DISTINCT attempts FROM delivery")
    assert [row["attempts"] for row in sent] == [1]


def test_a_clock_set_back_does_not_stall_sending(post, crowd):
    post.workspace.faults.rate_limit(POST, retry_after=30)
    post.send()
    post.company.clock.forward(-20 * MINUTE)
    post.db.change("UPDATE delivery SET due_at = due_at - 3600")
    assert post.send().count == 5


def test_where_slack_knows_no_charts_the_message_comes_without(post):
    post.workspace.supports_charts = False
    post.enqueue(post.hire("U0ADA"))
    post.enqueue(post.hire("U0BEN"))
    assert post.send() == Sent(2)
    assert post.inbox("U0ADA") == post.inbox("U0BEN") == WEEK
    assert kept.fact(post.db, NO_CHARTS) is not None
    assert [call.error for call in post.workspace.journal] == ["invalid_blocks", None, None]


def test_blocks_that_are_wrong_without_charts_too_are_dropped_and_blame_no_chart(post):
    week = post.enqueue(post.hire("U0ADA"))
    post.workspace.faults.fail(POST, "invalid_blocks", times=2)
    assert post.send() == Sent(0)
    assert post.state(week) == (DeliveryState.DROPPED, "invalid blocks")
    assert kept.fact(post.db, NO_CHARTS) is None


def test_who_left_is_noted_and_who_closed_the_conversation_too(post):
    left, closed, here = post.hire("U0ADA"), post.hire("U0BEN"), post.hire("U0CHL")
    post.workspace.update_person("U0ADA", deleted=True)
    post.workspace.update_person("U0BEN", accepts_dms=False)
    weeks = [post.enqueue(person) for person in (left, closed, here)]
    assert post.send() == Sent(1)
    assert [post.state(week) for week in weeks] == [
        (DeliveryState.DROPPED, "departed"),
        (DeliveryState.DROPPED, "closed"),
        (DeliveryState.SENT, None),
    ]
    assert [people.get(post.db, person).left for person in (left, closed, here)] == [
        True,
        False,
        False,
    ]


def test_a_refused_token_stops_the_run_and_loses_nothing(post, crowd):
    post.workspace.uninstall()
    sent = post.send()
    assert (sent.count, sent.wait_until) == (0, None)
    assert "account_inactive" in sent.halted
    assert len(post.workspace.journal) == 1
    post.workspace.installed = True
    assert post.send_all() == 12


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cut_connection_leaves_one_message_in_doubt(post, crowd, when):
    """Slack may have taken it: it goes again after a while, and is the only one that may double."""
    post.workspace.faults.cut(POST, when)
    assert post.send_all() == 11
    post.company.clock.forward(outbox.AFTER_DOUBT)
    assert post.send_all() == 1
    received = [len(post.inbox(slack_id)) for slack_id in crowd]
    assert sorted(received) == [1] * 11 + [2 if when == "after" else 1]


def test_when_slack_is_unwell_the_rest_waits(post, crowd):
    post.workspace.faults.http(POST, 500, times=3)
    sent = post.send()
    assert (sent.count, len(post.workspace.journal)) == (0, 3)
    assert sent.halted
    assert post.send_all() == 9
    post.company.clock.forward(outbox.AFTER_DOUBT)
    assert post.send_all() == 3
    assert all(post.inbox(slack_id) == WEEK for slack_id in crowd)


def test_an_unreachable_slack_costs_no_attempts(company, post, crowd):
    there = company.services.slack
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{deaf.getsockname()[1]}/api/"
        company.with_slack(WebClient(token=there.token, base_url=nowhere))
        for _ in range(2 * outbox.MOST_ATTEMPTS):
            assert post.send().halted
            company.clock.forward(MINUTE)
    company.with_slack(there)
    assert post.send_all() == 12


def test_one_message_that_cannot_be_written_stops_no_other(post, crowd, caplog):
    unlucky = post.company.services.keys.person_by_slack_id("U003")

    def write(services: Services, delivery, now, *, charts):
        if delivery.person == unlucky:
            raise KeyError("Dario Ruiz")
        return plain_letter(services, delivery, now, charts=charts)

    assert post.send_all(write=write) == 11
    assert "KeyError" in caplog.text
    assert "Dario" not in caplog.text
    for pause in outbox.BACKOFF:
        post.company.clock.forward(pause)
        post.send_all(write=write)
    assert [(its.state, its.reason) for its in post.of(unlucky)] == [
        (DeliveryState.DROPPED, "gave up")
    ]


def test_an_erased_person_gets_nothing(post):
    ada = post.hire("U0ADA")
    week = post.enqueue(ada)
    post.company.services.keys.destroy(ada)
    assert post.send() == Sent(0)
    assert post.state(week) == (DeliveryState.DROPPED, "erased")


def test_minds_changed_since_are_respected(post):
    now = post.company.clock()
    declined, paused, gone, fine = (post.hire(who) for who in ("U0ADA", "U0BEN", "U0CHL", "U0DAR"))
    weeks = [post.enqueue(person) for person in (declined, paused, gone, fine)]
    consent.decline(post.db, declined, now)
    post.prefer(paused, paused_until=FOREVER)
    post.change(gone, left=True)
    assert post.send() == Sent(1)
    assert [post.state(week)[1] for week in weeks] == ["declined", "paused", "departed", None]
    assert post.inbox("U0DAR") == WEEK


def test_a_digest_too_late_to_be_recalled_is_dropped(post):
    week = post.enqueue(post.hire("U0ADA"))
    post.company.clock.forward(3 * DAY + 1)
    assert post.send() == Sent(0)
    assert post.state(week) == (DeliveryState.DROPPED, "too late")


def test_nothing_goes_out_of_a_paused_workspace(post):
    week = post.enqueue(post.hire("U0ADA"))
    post.decide(paused=True)
    assert post.send() == Sent(0)
    assert post.state(week) == (DeliveryState.DUE, None)


def test_by_invitation_only_who_accepted(post):
    post.decide(by_invitation=True)
    told, accepted = post.hire("U0ADA"), post.hire("U0BEN")
    consent.accept(post.db, accepted, post.company.clock())
    post.enqueue(told), post.enqueue(accepted)
    assert post.send() == Sent(1)
    assert post.inbox("U0BEN") == WEEK


def test_whoever_got_the_welcome_was_told(post):
    ada = post.hire("U0ADA", told=False)
    post.enqueue(ada, Letter.WELCOME, "welcome")
    assert not consent.may_keep(post.db, ada)
    assert post.send() == Sent(1)
    assert consent.standing(post.db, ada) is Standing.TOLD
    assert consent.told_at(post.db, ada) == post.company.clock()


def test_a_welcome_in_doubt_leaves_them_untold(post):
    ada = post.hire("U0ADA", told=False)
    post.enqueue(ada, Letter.WELCOME, "welcome")
    post.workspace.faults.cut(POST, "after")
    assert post.send() == Sent(0)
    assert consent.standing(post.db, ada) is Standing.UNTOLD


def test_a_welcome_kept_waiting_into_the_night_comes_in_the_morning(post):
    ada = post.hire("U0ADA", told=False)
    post.enqueue(ada, Letter.WELCOME, "welcome")
    post.company.clock.set("2026-11-20T18:00")
    assert post.send() == Sent(0)
    post.company.clock.set("2026-11-23T07:59")
    assert post.send() == Sent(0)
    post.company.clock.set("2026-11-23T08:00")
    assert post.send() == Sent(1)


def test_a_reminder_that_was_answered_meanwhile_is_dropped(post):
    ada = post.hire("U0ADA")
    post.enqueue(ada)
    post.send()
    post.company.clock.set("2026-11-23T09:00")
    reminder = post.enqueue(ada, Letter.REMINDER)
    its = {"delivery": post.of(ada)[0].id, "person": ada}
    post.db.change(
        "INSERT INTO question (id, person, item, day, window_index, asked_at, delivery)"
        " VALUES ('q', :person, 'worth', '2026-11-19', 37, 1, :delivery)",
        its,
    )
    post.db.change("INSERT INTO answer (question, person, sealed, at) VALUES ('q', 'p', x'00', 1)")
    assert post.send() == Sent(0)
    assert post.state(reminder) == (DeliveryState.DROPPED, "answered")


def test_a_made_token_is_told_even_to_who_paused(post):
    ada = post.hire("U0ADA")
    post.prefer(ada, paused_until=FOREVER)
    post.enqueue(ada, Letter.TOKEN_MADE, "token-1")
    assert post.send() == Sent(1)


def test_it_stops_between_two_messages_when_told_to(post, crowd):
    told_to_go_on = iter([True, True, False])
    sent = send_due(post.company.services, "a", lambda: next(told_to_go_on), write=plain_letter)
    assert sent == Sent(2)
    states = {row["state"] for row in post.db.read("SELECT state FROM delivery")}
    assert states == {"sent", "due"}


def test_what_goes_out_is_never_logged(post, crowd, caplog):
    caplog.set_level("DEBUG")
    post.workspace.faults.fail(POST, "fatal_error")
    post.send_all()
    assert WEEK[0] not in caplog.text
    assert "U003" not in caplog.text


def test_the_pace_is_kept_minute_after_minute(post):
    """Turn after turn, without Slack: 300 a minute."""
    now, turns = instant("2026-11-20T13:00"), 0
    until = now + 2 * MINUTE
    while now < until:
        back = pace.reserve(post.db, now)
        turns += back is None
        now = back or now
    assert turns == 2 * 300
