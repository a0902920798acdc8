"""A tick does everything that is due, once, and one failing part of it stops no other."""

import threading
from functools import partial

import pytest

from bot.delivery.due import prepare_due
from bot.delivery.send import send_due
from bot.delivery.tick import STEPS, Tick, Unfinished, tick, waiting
from bot.model import DAY, MINUTE, Letter
from tests.delivery.conftest import plain_letter, plain_week


@pytest.fixture
def post(slack_post):
    return slack_post


def steps():
    """The real steps, with plain letters in place of real weeks."""

    def prepare(its: Tick):
        prepare_due(its.services, its.now, prepare=plain_week)

    plain = {"prepare": prepare, "send": partial(send, write=plain_letter)}
    return [(name, plain.get(name, step)) for name, step in STEPS]


def send(its: Tick, write):
    while (sent := send_due(its.services, its.sender, its.go_on, write)).wait_until is not None:
        if not its.wait(sent.wait_until):
            return


def run(post, sender="a", **options):
    clock = post.company.clock

    def wait(until):
        clock.now = max(clock(), until)
        return True

    options.setdefault("steps", steps())
    return tick(post.company.services, clock(), sender, wait, **options)


def test_the_steps_in_their_order():
    names = ["erase", "freeze", "publish", "prepare", "send", "keep up", "sweep", "let go"]
    assert [name for name, _ in STEPS] == names


def test_everything_due_goes_out_and_a_second_tick_sends_nothing(post):
    people = [f"U{n:03}" for n in range(11)]
    for slack_id in people:
        post.hire(slack_id)
    newcomer = post.hire("U0NEW", told=False)
    assert run(post) == []
    assert run(post) == []
    assert [post.inbox(slack_id) for slack_id in people] == [["digest 2026-W47"]] * 11
    assert post.inbox("U0NEW") == ["welcome welcome"]
    assert post.occasions(newcomer) == []


def test_two_ticks_at_once_send_each_message_once(post):
    people = [f"U{n:03}" for n in range(15)]
    for slack_id in people:
        post.hire(slack_id)
    threads = [threading.Thread(target=run, args=(post, name)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [post.inbox(slack_id) for slack_id in people] == [["digest 2026-W47"]] * 15


def test_a_day_down_is_caught_up_by_one_message(post):
    post.hire("U0ADA")
    post.company.clock.set("2026-11-21T13:00")
    run(post)
    run(post)
    assert post.inbox("U0ADA") == ["digest 2026-W47"]


def test_a_tick_set_ahead_sends_what_is_due_then(post):
    """A rehearsal: the clock itself stays where it is, and waiting goes by it."""
    people, clock, waits = [f"U{n:03}" for n in range(11)], post.company.clock, []
    for slack_id in people:
        post.hire(slack_id)
    now = clock() + 7 * DAY

    def wait(until):
        waits.append(until - clock())
        clock.now = max(clock(), until)
        return True

    assert tick(post.company.services, now, "a", wait, steps=steps()) == []
    assert [post.inbox(slack_id) for slack_id in people] == [["digest 2026-W48"]] * 11
    assert max(waits) == 1
    [week] = post.of("person-u000")
    assert now <= week.sent_at <= now + 2


def test_a_failing_step_is_named_and_stops_no_other(post, caplog):
    post.hire("U0ADA")

    def fails(_tick):
        raise LookupError("Elif Kaya")

    assert run(post, steps=[("publish", fails), *steps()]) == ["publish"]
    assert post.inbox("U0ADA") == ["digest 2026-W47"]
    assert "publish failed: LookupError" in caplog.text
    assert "Kaya" not in caplog.text


def test_sending_that_had_to_stop_is_a_failed_step(post):
    """A step of the real kind: Slack took the app off the workspace."""
    post.enqueue(post.hire("U0ADA"), Letter.TOKEN_MADE, "token-1")
    post.workspace.uninstall()
    sending = next(step for step in STEPS if step[0] == "send")
    assert run(post, steps=[sending]) == ["send"]
    with pytest.raises(Unfinished, match="account_inactive"):
        sending[1](Tick(post.company.services, post.company.clock(), "a", lambda _: True))


def test_a_brief_tick_leaves_the_rest_to_the_next(post):
    for n in range(20):
        post.enqueue(post.hire(f"U{n:03}"))
    start = post.company.clock()
    run(post, until=start + 2)
    assert post.company.clock() == start + 2
    states = [row["state"] for row in post.db.read("SELECT state FROM delivery ORDER BY state")]
    assert states == ["due"] * 10 + ["sent"] * 10
    run(post, until=start + MINUTE)
    assert not post.db.read("SELECT 1 FROM delivery WHERE state <> 'sent'")


def test_waiting_ends_with_its_moment_and_at_once_when_told_to_stop():
    stop, moments = threading.Event(), iter(range(100, 200))
    wait = waiting(lambda: next(moments), stop)
    assert wait(101)
    assert next(moments) < 110
    stop.set()
    assert not wait(10_000)
    assert not wait(0)


def test_waiting_is_not_fooled_by_a_clock_set_back():
    """A second was to be waited for; then the clock goes back by a day."""

    class Quick(threading.Event):
        naps = 0

        def wait(self, timeout=None):
            self.naps += timeout
            return False

    clock, quick = iter([1_000_000, *[900_000] * 1_000]), Quick()
    assert waiting(lambda: next(clock), quick)(1_000_001)
    assert quick.naps == pytest.approx(1)
