"""Where the company lives: a workspace, the bot in it, and the clock that both go by.

Everything is real but the company and its calendar. Signatures, triggers and response URLs keep the
real clock; pace, schedules, windows and the dates of messages go by the demo's.
"""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from zoneinfo import ZoneInfo

from bot.delivery.schedule import Schedule
from bot.demo.cast import BERLIN
from bot.demo.clock import DemoClock
from bot.demo.company import NAME, Company
from bot.demo.folder import Folder
from bot.model import Instant
from bot.running import Bot, House, open_house
from bot.sandbox import Sandbox, Workspace
from bot.sandbox.keeping import keep, restore
from bot.settings import Settings

_JOURNAL = 200
"""Calls the workspace remembers: a whole year of them would be a hundred megabytes."""


class Broken(RuntimeError):
    """Something of the bot does not work."""


class Stage:
    """Opened, the bot serves and the page is there; its schedule begins with `run_on`."""

    def __init__(self, folder: Folder, company: Company, port: int, ended: threading.Event) -> None:
        self.company, self.ended = company, ended
        self.busy = threading.Lock()
        self.notes = folder.notes()
        self.clock = DemoClock(self.notes.now)
        self._folder = folder
        self.workspace = _workspace(folder, self.clock)
        self.sandbox = Sandbox(self.workspace, port=port, banner=self.date)
        self._schedule: Schedule | None = None
        self.house: House
        self.bot: Bot

    def __enter__(self) -> Self:
        self.sandbox.start()
        try:
            self.house = open_house(_settings(self._folder, self.sandbox), self.clock)
            self.bot = Bot(self.house)
            self.bot.start(scheduled=False)
        except BaseException:
            self.sandbox.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._schedule:
            self._schedule.stop()
        with self.busy:  # what is being done is finished first: it stops when it hears `ended`
            self.bot.stop()
            self.keep()
            self.house.close()
            self.sandbox.stop()

    def date(self) -> str:
        """What the page's banner says."""
        now = datetime.fromtimestamp(self.clock(), UTC).astimezone(ZoneInfo(BERLIN))
        return f"It is {now:%A} {now.day} {now:%B %Y}, {now:%H:%M} in Berlin"

    def tick(self) -> None:
        """Whatever is due now, with waiting that costs no time. Raises Broken: what a bot out in
        the world would try again a minute later, a made-up company must not live on without."""
        failed = self.bot.tick(self._wait)
        if failed:
            raise Broken(f"the bot could not {', '.join(failed)}")

    def run_on(self) -> None:
        """Let time pass, and the bot wake by itself."""
        self.clock.run()
        self._schedule = Schedule(self._wake)
        self._schedule.start()

    def keep(self) -> None:
        """Keep everything, to go on from here another time."""
        self.notes.now = self.clock.precise()
        self._folder.keep(self.notes, keep(self.workspace))

    def _wait(self, until: Instant) -> bool:
        self.clock.move_to(until)
        return not self.ended.is_set()

    def _wake(self) -> None:
        """Once a minute, unless weeks are going by just now."""
        if self.busy.acquire(blocking=False):
            try:
                self.tick()
            finally:
                self.busy.release()


def _workspace(folder: Folder, clock: DemoClock) -> Workspace:
    workspace = Workspace(message_clock=clock.precise, team_name=NAME, journal_length=_JOURNAL)
    kept = folder.workspace()
    if kept is not None:
        restore(workspace, kept)
    workspace.update_person(workspace.bot_user_id, name="worthwhile", real_name="Worthwhile")
    return workspace


def _settings(folder: Folder, sandbox: Sandbox) -> Settings:
    return Settings(
        bot_token=sandbox.workspace.bot_token,
        app_token=sandbox.workspace.app_token,
        signing_secret=None,
        api_url=sandbox.api_url,
        database=folder.database,
        keystore=folder.keystore,
        secret_file=folder.secret,
        host="127.0.0.1",
        port=0,
        public_url=None,
        admins=frozenset(),
        rehearsal=True,
    )
