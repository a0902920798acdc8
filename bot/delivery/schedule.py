"""Waking the bot once a minute. What is due then is told from the data, so waking late, twice or
after a week costs nothing but time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from apscheduler.job import Job
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.delivery.apart import Apart

_EVERY = timedelta(minutes=1)


class Schedule:
    """Calls `wake` at once and then once a minute, in a thread of its own, one at a time."""

    def __init__(self, wake: Callable[[], object]) -> None:
        self._wake = wake
        self._scheduler = BackgroundScheduler(jobstores={"default": _Minutes()})

    def start(self) -> None:
        """Begin waking."""
        self._scheduler.add_job(
            self._woken,
            _EveryMinute(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,  # however late, a wake is never skipped
        )
        self._scheduler.start()

    def look_at_the_clock(self) -> None:
        """Notice a change of the clock now, and not within the minute."""
        self._scheduler.wakeup()

    def stop(self) -> None:
        """Wake no more; returns when the wake that runs has ended."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)

    def _woken(self) -> None:
        with Apart("wake"):
            self._wake()


class _EveryMinute(BaseTrigger):  # type: ignore[misc]
    """A minute from now, whatever was missed: the library's own interval lists every missed minute,
    half a million of them when a clock is set ahead by a year."""

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime:
        return now if previous is None else now + _EVERY


class _Minutes(MemoryJobStore):  # type: ignore[misc]
    """Lets no job wait longer than a minute: with the library's own store a clock set back
    by an hour stops every wake for that hour."""

    def get_due_jobs(self, now: datetime) -> list[Job]:
        for job in self.get_all_jobs():
            if job.next_run_time > now + _EVERY:
                job.modify(next_run_time=now)
        due: list[Job] = super().get_due_jobs(now)
        return due
