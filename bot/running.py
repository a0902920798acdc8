"""The bot as it runs: which parts there are, in what order they start, and in what order they end.

They end schedule first, then the entrance (nothing new comes in, what is in is answered), then the
listeners, then what waits to be drawn again, then Slack's socket, then the HTTP side: closing the
socket first lost 8 of 40 acknowledgements in a trial. Whatever a vendor is being asked comes last:
it may be cut short anywhere.
"""

from __future__ import annotations

import gc
import random
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.error import URLError

from slack_bolt.error import BoltError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import app as bolt
from bot.alone import alone
from bot.connectors.configured import Connector, configured
from bot.connectors.polling import poll_due
from bot.delivery.schedule import Schedule
from bot.delivery.tick import STEPS, Step, Tick, Wait, tick, waiting
from bot.entrance import GuardedSocket
from bot.listeners.redraws import Redraws
from bot.model import Instant
from bot.services import Clock, PublishedServices, Services, real_clock
from bot.settings import Settings, SettingsError
from bot.stores import Stores, is_rehearsal, open_stores
from bot.web import slack
from bot.web.server import HttpServer, http_app

SOCKET_THREADS = 16
_PING_SECONDS = 3.0
"""How often the connection is looked at: with the usual 10 a cut one is noticed too late for the
next tap."""
_WHOLE_FRAMES = 1 << 16
"""Bytes read at once; at the usual 1,024 a refresh cuts more requests in half."""
_BRIEFLY: Instant = 50
"""Seconds a wake may take before it leaves the rest to the next: a long send to one zone must not
keep what has become due in another waiting."""


class Broken(RuntimeError):
    """Reports over which the bot itself stumbled; their names."""


@dataclass(frozen=True)
class House:
    """Both stores open, and what verbs are handed to work on them."""

    settings: Settings
    stores: Stores
    services: Services
    published: PublishedServices
    connectors: Sequence[Connector] = ()

    @property
    def fetching(self) -> Sequence[tuple[str, Step]]:
        """The steps of a tick that fetch company-wide reports. They keep to the real clock, which
        is their vendors': a rehearsal set ahead has no reports of its own."""
        return [("fetch reports", self._fetch)] if self.connectors else []

    def _fetch(self, tick: Tick) -> None:
        services = self.services
        broken = poll_due(services, self.connectors, services.clock(), tick.go_on)
        if broken:
            raise Broken(", ".join(broken))

    def stop_fetching(self) -> None:
        """Cut what vendors are being asked: no slow one is waited for."""
        for its in self.connectors:
            its.wire.end()

    def close(self) -> None:
        """Close the stores."""
        self.stores.close()


def open_house(
    settings: Settings, clock: Clock = real_clock, chance: random.Random | None = None
) -> House:
    """Open the stores and Slack's client. Raises SettingsError."""
    connectors = configured(settings.given, clock)
    stores = open_stores(settings, clock())
    rehearsal = is_rehearsal(stores.database)
    # No retries behind our back: a post that Slack may have applied must not simply be sent again.
    client = WebClient(token=settings.bot_token, base_url=settings.api_url, retry_handlers=[])
    return House(
        settings=settings,
        stores=stores,
        services=Services(
            stores.database,
            stores.keys,
            client,
            clock,
            chance=chance or random.SystemRandom(),
            rehearsal=rehearsal,
        ),
        published=PublishedServices(stores.published, clock, rehearsal=rehearsal),
        connectors=connectors,
    )


class Bot:
    """The bot, serving: Slack, the HTTP side, and the schedules."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._settings = settings = house.settings
        self._lock = alone(settings.database)
        self._ending = threading.Event()
        self._sender = house.services.new_id()
        self._listeners = ThreadPoolExecutor(bolt.THREADS, "listener")
        self._redraws = Redraws()
        with _reaching_slack("SLACK_BOT_TOKEN"):
            self.app = bolt.build(
                house.services,
                house.published,
                endpoint=lambda: settings.public_url or self.http.address,
                admins=settings.admins,
                signing_secret=None if settings.app_token else settings.signing_secret,
                executor=self._listeners,
                redraws=self._redraws,
            )
        over_http = [] if settings.app_token else slack.routes(self.app)
        self.http = HttpServer(
            http_app(house.services, routes=over_http), settings.host, settings.port
        )
        self._socket: GuardedSocket | None = None
        self._schedule: Schedule | None = None
        self._fetching: Schedule | None = None

    def start(self, *, scheduled: bool = True) -> None:
        """Listen, connect to Slack, and begin the schedules (not where somebody else ticks)."""
        self._listen()
        if self._settings.app_token:
            with _reaching_slack("SLACK_APP_TOKEN"):
                socket = GuardedSocket(
                    self.app,
                    self._settings.app_token,
                    ping_interval=_PING_SECONDS,
                    receive_buffer_size=_WHOLE_FRAMES,
                    concurrency=SOCKET_THREADS,
                )
                socket.client.connect()
            self._socket = socket
        # What is loaded by now stays: going through it again and again held taps up for 100 ms.
        gc.collect()
        gc.freeze()
        if scheduled:
            self._schedule = Schedule(self._wake)
            self._schedule.start()
            # Reports are fetched beside all else: a vendor that is slow holds up no digest.
            self._fetching = Schedule(self._fetch)
            self._fetching.start()

    def tick(
        self,
        wait: Wait | None = None,
        until: Instant | None = None,
        steps: Sequence[tuple[str, Step]] = STEPS,
    ) -> list[str]:
        """Do what is due now (by `until`, with one); the names of the steps that failed."""
        services = self.house.services
        return tick(
            services,
            services.clock(),
            self._sender,
            wait or waiting(services.clock, self._ending),
            until=until,
            steps=steps,
        )

    def _listen(self) -> None:
        try:
            self.http.start()
        except OSError as error:
            raise SettingsError(
                f"WORTHWHILE_LISTEN ({self._settings.host}:{self._settings.port}) cannot be "
                "listened on: name another port, or stop what has this one"
            ) from error

    def _wake(self) -> None:
        self.tick(until=self.house.services.clock() + _BRIEFLY)

    def _fetch(self) -> None:
        self.tick(steps=self.house.fetching)

    def stop(self) -> None:
        """End cleanly: nothing that was acknowledged is left undone."""
        self._ending.set()
        if self._schedule:
            self._schedule.stop()
        if self._socket:
            self._socket.client.auto_reconnect_enabled = False
        self.app.entrance.shut()
        self._listeners.shutdown(wait=True)
        self._redraws.stop()
        if self._socket:
            self._socket.end()
        self.http.stop()
        if self._fetching:
            self.house.stop_fetching()
            self._fetching.stop()
        self._lock.close()


@contextmanager
def _reaching_slack(token: str) -> Iterator[None]:
    """What Slack says to a token at the start, as a setting to mend."""
    try:
        yield
    except (BoltError, SlackApiError) as error:
        raise SettingsError(
            f"{token} is refused by Slack: copy it anew from the app's settings"
        ) from error
    except URLError as error:
        raise SettingsError("SLACK_API_URL cannot be reached: is the network up?") from error
