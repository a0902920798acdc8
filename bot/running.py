"""The bot as it runs: which parts there are, in what order they start, and in what order they end.

They end schedule first, then the listeners (what was tapped is still answered), then Slack's
socket, then the HTTP side: closing the socket first lost 8 of 40 acknowledgements in a trial.
"""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot import app as bolt
from bot.delivery.schedule import Schedule
from bot.delivery.tick import tick
from bot.services import Clock, PublishedServices, Services, real_clock
from bot.settings import Settings, SettingsError
from bot.stores import Stores, is_rehearsal, open_stores
from bot.web.server import HttpServer, http_app

_log = logging.getLogger("worthwhile")

SOCKET_THREADS = 16


@dataclass(frozen=True)
class House:
    """Both stores open, and what verbs are handed to work on them."""

    stores: Stores
    services: Services
    published: PublishedServices

    def close(self) -> None:
        """Close the stores."""
        self.stores.close()


def open_house(settings: Settings, clock: Clock = real_clock) -> House:
    """Open the stores and Slack's client. Raises SettingsError."""
    stores = open_stores(settings, clock())
    rehearsal = is_rehearsal(stores.database)
    # No retries behind our back: a post that Slack may have applied must not simply be sent again.
    slack = WebClient(token=settings.bot_token, base_url=settings.api_url, retry_handlers=[])
    return House(
        stores=stores,
        services=Services(stores.database, stores.keys, slack, clock, rehearsal=rehearsal),
        published=PublishedServices(stores.published, clock, rehearsal=rehearsal),
    )


class Bot:
    """The bot, serving: Slack, the HTTP side, and the schedules."""

    def __init__(self, settings: Settings, house: House, wake: Callable[[], None] | None = None):
        self.house = house
        self._lock = _only_one(settings.database)
        self._listeners = ThreadPoolExecutor(bolt.THREADS, "listener")
        self.http = HttpServer(http_app(house.services), settings.host, settings.port)
        self.http.start()
        self.app: App = bolt.build(
            house.services,
            house.published,
            endpoint=settings.public_url or self.http.address,
            admins=settings.admins,
            signing_secret=None if settings.app_token else settings.signing_secret,
            executor=self._listeners,
        )
        self._socket = self._connected(settings)
        self._schedule = Schedule(wake or (lambda: tick(house.services, house.services.clock())))

    def start(self) -> None:
        """Begin the schedules, now that everything they need is there."""
        self._schedule.start()

    def stop(self) -> None:
        """End cleanly: nothing that was acknowledged is left undone."""
        self._schedule.stop()
        if self._socket:
            self._socket.client.auto_reconnect_enabled = False
        self._listeners.shutdown(wait=True)
        if self._socket:
            self._socket.close()
        self.http.stop()
        self._lock.close()

    def _connected(self, settings: Settings) -> SocketModeHandler | None:
        if not settings.app_token:
            return None
        handler = SocketModeHandler(self.app, settings.app_token, concurrency=SOCKET_THREADS)
        handler.connect()
        return handler


def _only_one(database: Path) -> TextIO:
    """A second `serve` on one SQLite file would answer nothing and send in turns: refuse it."""
    lock = database.with_name(database.name + ".serving").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise SettingsError(
            "WORTHWHILE_DATABASE is already being served: stop the other `worthwhile serve` first"
        ) from error
    return lock
