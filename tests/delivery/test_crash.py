"""Real processes, really killed in the middle of sending."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from bot import outbox
from bot.model import MINUTE, DeliveryState
from storage.personal import deliveries

PEOPLE = [f"U{n:03}" for n in range(14)]
NOW = "2026-11-20T13:00"


@pytest.fixture
def post(slack_post):
    for slack_id in PEOPLE:
        slack_post.enqueue(slack_post.hire(slack_id))
    return slack_post


@contextmanager
def sender(post, name="killed"):
    """Another process that sends from the same stores."""
    slack = post.company.services.slack
    arguments = [str(post.company.folder), NOW, slack.base_url, slack.token, name]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.delivery.sender", *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def received(post):
    return {slack_id: len(post.inbox(slack_id)) for slack_id in PEOPLE}


@pytest.mark.parametrize("in_hand", [1, 7], ids=["at its first message", "at its seventh"])
def test_killed_with_a_message_in_hand_nothing_is_lost_and_at_most_that_one_doubled(post, in_hand):
    faults = post.workspace.faults
    faults.slow("chat.postMessage", 0, times=in_hand - 1)
    faults.slow("chat.postMessage", 0.5)
    with sender(post) as process:
        held = [process.stdout.readline().strip() for _ in range(in_hand)][-1]
        process.kill()
        process.wait()
    assert deliveries.get(post.db, held).state is DeliveryState.SENDING
    post.send_all("another")
    assert deliveries.get(post.db, held).state is DeliveryState.SENDING
    post.company.clock.forward(outbox.LEASE)
    post.send_all("another")
    counts = received(post)
    doubled = deliveries.get(post.db, held).person.removeprefix("person-").upper()
    assert counts.pop(doubled) in (1, 2)
    assert set(counts.values()) == {1}


def test_two_processes_and_this_one_send_each_message_once(post):
    with sender(post, "one") as one, sender(post, "two") as two:
        post.send_all("three")
        assert [one.wait(), two.wait()] == [0, 0]
    assert set(received(post).values()) == {1}


def test_killed_again_and_again_it_still_gets_there(post):
    """Each sender is killed at its third message: never more than one doubled for each."""
    for n in range(3):
        with sender(post, f"killed {n}") as process:
            for _ in range(3):
                process.stdout.readline()
    post.company.clock.forward(outbox.LEASE + MINUTE)
    post.send_all("last")
    counts = received(post)
    assert min(counts.values()) == 1
    assert sum(counts.values()) <= len(PEOPLE) + 3
