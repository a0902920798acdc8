"""What Slack says, taken for what it means: a refusal is certain, silence is a doubt. Nobody gets a
message more than twice, and one refused message stops no other."""

from dataclasses import replace

import pytest

from bot import outbox
from bot.delivery import pace
from bot.delivery.send import Sent, send_due
from bot.delivery.tick import tick
from bot.model import DAY, HOUR, MINUTE, DeliveryState, Letter, Standing
from bot.people import consent
from tests.delivery.conftest import plain_letter

POST = "chat.postMessage"
WEEK = ["digest 2026-W47"]
UNCLEAR = ["internal_error", "fatal_error", "service_unavailable", "request_timeout"]
CERTAIN = ["ekm_access_denied", "msg_too_long", "team_access_not_granted", "slack_2_code"]


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


def through(post, days, step=HOUR):
    """Everything due, again and again, for so many days."""
    until = post.company.clock() + days * DAY
    while post.company.clock() < until:
        post.prepare()
        post.send_all()
        post.company.clock.forward(step)


def test_a_connection_that_always_breaks_doubles_a_message_and_no_more(post):
    week = post.enqueue(post.hire("U0ADA"))
    post.workspace.faults.cut(POST, "after", times=20)
    for _ in range(8):
        post.send_all()
        post.company.clock.forward(3 * HOUR)
    assert post.inbox("U0ADA") == WEEK * 2
    assert post.state(week) == (DeliveryState.DROPPED, "in doubt")


def test_a_welcome_always_in_doubt_comes_thrice_in_all_and_nobody_counts_as_told(post):
    """Two tries, a week later a third, then never again: and all the while nothing is kept."""
    ada = post.hire("U0ADA", told=False)
    post.workspace.faults.cut(POST, "after", times=50)
    through(post, 5)
    assert len(post.inbox("U0ADA")) == 2
    through(post, 30, 6 * HOUR)
    assert len(post.inbox("U0ADA")) == 3
    assert consent.standing(post.db, ada) is Standing.UNTOLD
    assert not post.db.read("SELECT 1 FROM standing")


def test_a_bad_hour_at_slack_leaves_nobody_untold_for_good(post):
    ada = post.hire("U0ADA", told=False)
    post.workspace.faults.cut(POST, "before", times=2)
    through(post, 9)
    assert post.inbox("U0ADA") == ["welcome welcome"]
    assert consent.standing(post.db, ada) is Standing.TOLD


@pytest.mark.parametrize("code", CERTAIN)
def test_refusals_of_single_messages_stop_nobody_else_and_double_nothing(post, crowd, code):
    post.workspace.faults.fail(POST, code, times=9)
    assert post.send_all() == 3
    for pause in outbox.BACKOFF:
        post.company.clock.forward(pause)
        post.send_all()
    assert all(post.inbox(slack_id) == WEEK for slack_id in crowd)


def test_what_is_always_refused_is_dropped_for_slacks_own_reason(post):
    week = post.enqueue(post.hire("U0ADA"))
    post.workspace.faults.fail(POST, "ekm_access_denied", times=50)
    for pause in (0, *outbox.BACKOFF, DAY):
        post.company.clock.forward(pause)
        post.send_all()
    assert post.state(week) == (DeliveryState.DROPPED, "ekm_access_denied")
    assert _posts(post) == outbox.MOST_ATTEMPTS


@pytest.mark.parametrize("code", UNCLEAR)
def test_where_slack_says_neither_yes_nor_no_the_rest_waits(post, crowd, code):
    post.workspace.faults.fail(POST, code, times=3)
    assert post.send().halted
    assert post.send_all() == 9
    doubts = post.db.read("SELECT doubts FROM delivery WHERE state = 'due'")
    assert [row["doubts"] for row in doubts] == [1, 1, 1]


def test_a_page_that_is_not_slacks_took_nothing(post, crowd):
    """A proxy that lets nobody out: not one message is lost or in doubt, however long it lasts."""
    post.workspace.faults.http(POST, 403, times=20)
    for _ in range(20):
        assert post.send().halted == "Slack cannot be reached"
        post.company.clock.forward(MINUTE)
    assert post.send_all() == 12


@pytest.mark.parametrize(("asked", "held"), [(600, 600), (5 * HOUR, 5 * HOUR), (DAY, 6 * HOUR)])
def test_slack_is_left_alone_for_as_long_as_it_asks(post, crowd, asked, held):
    start = post.company.clock()
    post.workspace.faults.rate_limit(POST, retry_after=asked)
    assert post.send() == Sent(0, wait_until=start + held)
    post.company.clock.forward(held - 1)
    assert post.send("b") == Sent(0, wait_until=start + held)
    assert _posts(post) == 1
    assert post.send_all() == 12


def rehearse(post, now, **options):
    """A tick as it is at some other moment; waiting moves the clock on."""
    clock, waits = post.company.clock, []

    def wait(until):
        waits.append(until - clock())
        clock.now = max(clock(), until)
        return True

    assert tick(post.company.services, now, "rehearsal", wait, **options) == []
    return max(waits)


@pytest.fixture
def keys_made(post):
    """Six people to be told at once that a key was made, from an hour ago on."""
    slack_ids, ago = [f"U{n:03}" for n in range(6)], post.company.clock() - 2 * HOUR
    return [
        post.enqueue(post.hire(slack_id), Letter.TOKEN_MADE, "token-1", due_at=ago)
        for slack_id in slack_ids
    ]


def test_a_brief_tick_does_not_sit_out_a_long_hold(post, keys_made):
    """What else is due meanwhile must not wait for it."""
    start = post.company.clock()
    post.workspace.faults.rate_limit(POST, retry_after=600)
    assert rehearse(post, start, until=start + 50) <= 1
    assert post.company.clock() < start + 50
    assert _posts(post) == 1


def test_a_tick_of_an_earlier_hour_keeps_to_the_hold_and_to_what_is_in_hand(post, keys_made):
    """Beside a running bot: neither is Slack written to too soon, nor a message sent twice."""
    start = post.company.clock()
    in_hand = outbox.claim(post.db, start, "serve")
    pace.hold(post.db, start, 100)
    assert rehearse(post, start - HOUR) == 100
    assert post.state(in_hand.id) == (DeliveryState.SENDING, None)
    assert _posts(post) == 5


def test_a_rehearsal_ahead_sends_at_the_pace_of_the_clock(post, crowd):
    ahead = 7 * DAY

    def there():
        return post.company.clock() + ahead

    services = replace(post.company.services, clock=there)
    post.db.change("UPDATE delivery SET due_at = due_at + 604800")
    sent = send_due(services, "a", write=plain_letter, ahead=ahead)
    assert sent == Sent(5, wait_until=there() + 1)
    assert post.send() == Sent(0)
    assert pace.reserve(post.db, post.company.clock()) == post.company.clock() + 1
    assert post.of("person-u000", Letter.DIGEST)[0].sent_at == there()


def _posts(post) -> int:
    """How often something was posted, whether or not it arrived."""
    return sum(call.method == "chat.postMessage" for call in post.workspace.journal)
