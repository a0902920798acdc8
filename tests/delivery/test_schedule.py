"""Being woken every minute, whatever somebody does to the clock."""

import threading
from queue import Empty, Queue

import pytest
from freezegun import freeze_time

from bot.delivery.schedule import Schedule

SOON = 10  # seconds, real ones: how long a wake may take that is due at once


@pytest.fixture
def woken():
    return Queue()


@pytest.fixture
def schedule(woken):
    its = Schedule(lambda: woken.put("woken"))
    yield its
    its.stop()


def next_wake(schedule, clock, woken):
    """The next wake. One that fell due in the very moment in which the wake before it was ending is
    left out, and comes with the next minute."""
    for _ in range(3):
        schedule.look_at_the_clock()
        try:
            return woken.get(timeout=SOON / 5)
        except Empty:
            clock.tick(61)
    pytest.fail("nobody was woken")


@pytest.mark.parametrize(
    "moved_to",
    [
        pytest.param("2026-11-20T13:01", id="a minute later"),
        pytest.param("2027-11-20T13:00", id="set ahead by a year"),
        pytest.param("2026-11-20T12:00", id="set back by an hour"),
        pytest.param("2026-11-01T13:00", id="set back by weeks"),
    ],
)
def test_however_the_clock_is_set_waking_goes_on(schedule, woken, moved_to):
    with freeze_time("2026-11-20T13:00") as clock:
        schedule.start()
        woken.get(timeout=SOON)
        clock.move_to(moved_to)
        next_wake(schedule, clock, woken)
        clock.tick(61)
        next_wake(schedule, clock, woken)
    assert woken.empty()


def test_one_wake_at_a_time(woken):
    """A wake that takes long is not joined by a second; the next comes after it."""
    running, most, release = [], [], threading.Event()

    def wake():
        running.append(1)
        most.append(len(running))
        woken.put("begun")
        release.wait(SOON)
        running.pop()

    schedule = Schedule(wake)
    with freeze_time("2026-11-20T13:00") as clock:
        schedule.start()
        woken.get(timeout=SOON)
        for _ in range(3):
            clock.tick(60)
            schedule.look_at_the_clock()
        release.set()
        schedule.stop()
    assert max(most) == 1


def test_stopping_waits_for_the_wake_that_runs():
    begun, release, ended = threading.Event(), threading.Event(), []

    def wake():
        begun.set()
        release.wait(SOON)
        ended.append(True)

    schedule = Schedule(wake)
    schedule.start()
    assert begun.wait(SOON)
    stopping = threading.Thread(target=schedule.stop)
    stopping.start()
    assert not ended
    release.set()
    stopping.join(SOON)
    assert ended == [True]


def test_a_wake_that_fails_is_followed_by_the_next(caplog):
    woken = Queue()

    def wake():
        woken.put("woken")
        raise RuntimeError("Greta Holm")

    schedule = Schedule(wake)
    with freeze_time("2026-11-20T13:00") as clock:
        schedule.start()
        woken.get(timeout=SOON)
        clock.tick(60)
        next_wake(schedule, clock, woken)
        schedule.stop()
    assert "Holm" not in caplog.text
