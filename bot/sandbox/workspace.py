"""A Slack workspace with one app in it: who is there, what was said, what the app asked."""

from __future__ import annotations

import secrets
import string
import time
from collections import deque
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from bot.sandbox.asking.faults import Faults
from bot.sandbox.asking.journal import Call
from bot.sandbox.asking.rates import Rates
from bot.sandbox.changes import Changes, Timeout
from bot.sandbox.hands.hand import Hand
from bot.sandbox.state.directory import Directory
from bot.sandbox.state.files import Files
from bot.sandbox.state.mailroom import Mailroom
from bot.sandbox.state.members import DoNotDisturb, Member, Usergroup
from bot.sandbox.state.views import Screens
from bot.sandbox.telling import happenings
from bot.sandbox.telling.deliveries import ACK_SECONDS, RETRY_DELAYS, Deliveries
from bot.sandbox.telling.envelopes import Envelope, Kind
from bot.sandbox.telling.http_mode import HttpLine, Request, Response
from bot.sandbox.telling.sockets import Sockets
from bot.sandbox.telling.triggers import ResponseUrls, Triggers

Json = dict[str, Any]
T = TypeVar("T")

JOURNAL_LENGTH = 10_000
SUBSCRIBED = ("app_home_opened", "message.im", "user_change")
_LETTERS = string.ascii_uppercase + string.digits


class Workspace:
    """State and rules; the wire to it is `Sandbox`.

    `clock` (epoch seconds) drives signatures, triggers, response URLs and rates; `message_clock`
    dates messages. `retry_delays` are the seconds before an unacknowledged event is sent again,
    `ack_seconds` how long Slack waits. `journal_length` None keeps every call. `scopes` None
    grants every scope. `events` are the app's event subscriptions.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.time,
        message_clock: Callable[[], float] | None = None,
        *,
        team_name: str = "Sandbox",
        retry_delays: Sequence[float] = RETRY_DELAYS,
        ack_seconds: float = ACK_SECONDS,
        journal_length: int | None = JOURNAL_LENGTH,
        events: Collection[str] = SUBSCRIBED,
        scopes: Collection[str] | None = None,
    ) -> None:
        self.clock = clock
        self.team_name = team_name
        self.team_id, self.app_id = new_id("T"), new_id("A")
        self.bot_id, self.bot_user_id = new_id("B"), new_id("U")
        self.bot_token = f"xoxb-{secrets.randbelow(10**12)}-{secrets.token_hex(12)}"
        self.app_token = f"xapp-1-{self.app_id}-{secrets.randbelow(10**12)}-{secrets.token_hex(32)}"
        self.signing_secret = secrets.token_hex(16)
        self.events = set(events)
        self.scopes = None if scopes is None else frozenset(scopes)
        self.commands: list[tuple[str, str]] = []  # ("/word", hint), offered while somebody types
        self.message_shortcuts: list[tuple[str, str]] = []  # (callback_id, label)
        self.supports_charts = True
        self.installed = True
        self.url = "http://127.0.0.1/"  # where the running Sandbox can be reached
        self.journal: deque[Call] = deque(maxlen=journal_length)
        self.changes = Changes()
        self.faults, self.rates = Faults(), Rates(clock)
        self.directory, self.files = Directory(), Files(new_id)
        self.mailroom = Mailroom(self.directory.member, new_id, message_clock or clock)
        self.screens = Screens(new_id)
        self.triggers, self.response_urls = Triggers(clock), ResponseUrls(clock)
        self.ack_seconds = ack_seconds
        self.sockets = Sockets(self.app_id, ack_seconds, self.changes)
        self.http: HttpLine | None = None
        self.deliveries = Deliveries(self.sockets, self.changes, retry_delays)
        bot = Member(self.bot_user_id, "app", "App", "", "America/Los_Angeles", is_bot=True)
        self.directory.put(bot, clock())

    def add_person(self, member: Member) -> Member:
        """Let somebody join; the app hears `team_join` when subscribed."""
        with self.changes.making():
            joined = self.directory.put(member, self.clock())
        self.tell(happenings.team_join(self, joined))
        return joined

    def update_person(self, person_id: str, **changes: Any) -> Member:
        """Change fields of a Member; the app hears `user_change` when subscribed."""
        with self.changes.making():
            changed = self.directory.change(person_id, self.clock(), **changes)
        self.tell(happenings.user_change(self, changed))
        return changed

    def members(self) -> list[Member]:
        """Everybody who joined, also those who left, but not the app's own bot."""
        everybody = self.directory.members.values()
        return [member for member in everybody if member.id != self.bot_user_id]

    def add_usergroup(self, group_id: str, handle: str, name: str, members: Sequence[str]) -> None:
        """Add a user group, or replace the one with this id."""
        group = Usergroup(group_id, handle, name, tuple(members), int(self.clock()))
        with self.changes.making():
            self.directory.usergroups[group_id] = group

    def set_dnd(self, person_id: str, start: int, end: int) -> None:
        """The person's next do-not-disturb, in epoch seconds."""
        self.directory.quiet[person_id] = DoNotDisturb(start, end)

    def uninstall(self) -> None:
        """Take the app off the workspace: its tokens answer `account_inactive` from now on."""
        with self.changes.making():
            self.installed = False

    def hand(self, person_id: str) -> Hand:
        """A person's hand on their Slack."""
        self.directory.member(person_id)
        return Hand(self, person_id)

    def tell(self, event: Json) -> None:
        """Send the app an event it subscribed to; waits for nothing."""
        kind = f".{event['channel_type']}" if "channel_type" in event else ""
        if event["type"] + kind in self.events:
            self.deliveries.event(self.envelope("events_api", happenings.callback(self, event)))

    def envelope(self, kind: Kind, payload: Json) -> Envelope:
        """Wrap something that happened."""
        return Envelope(secrets.token_hex(16), kind, payload)

    def connect_http(self, url: str) -> None:
        """From now on POST events, commands and interactions there, signed, not over sockets."""
        self.http = HttpLine(url, self.signing_secret, self.clock, self.ack_seconds)
        self.deliveries.line = self.http

    def verify_url(self) -> bool:
        """Send the connected URL Slack's challenge, as when it is typed into the app's settings."""
        return self._http().verify()

    def signed(self, body: str, at: float | None = None, secret: str | None = None) -> Json:
        """The signature headers for a body; another time or secret makes a forged request."""
        return self._http().signed(body, at, secret)

    def deliver_raw(self, body: str, headers: dict[str, str]) -> Response:
        """POST exactly this to the connected URL, forged, replayed or broken as it may be."""
        return self._http().post(Request(body, headers))

    def refresh_sockets(self, notice: float = 10.0) -> None:
        """Replace the app's websockets: Slack's warning, and `notice` seconds later the end."""
        self.deliveries.on_loop(self.sockets.refresh(notice))

    def drop_sockets(self) -> None:
        """Cut the app's websockets without a word, as when the network goes."""
        self.deliveries.on_loop(self.sockets.close())

    def wait_until(self, predicate: Callable[[], T], timeout: float = 30.0) -> T:
        """The predicate's first true value, asked again at every change; raises Timeout."""
        try:
            return self.changes.wait_until(predicate, timeout)
        except Timeout as late:
            calls = [f"{call.method} {call.error or 'ok'}" for call in list(self.journal)[-10:]]
            raise Timeout(f"{late}; the last calls: {', '.join(calls) or 'none'}") from None

    def settle(self, timeout: float = 30.0) -> None:
        """Return when nothing sent to the app is unanswered (a retry minutes away may wait)."""
        self.wait_until(lambda: self.deliveries.unanswered == 0, timeout)

    def new_block_id(self) -> str:
        """What Slack calls a block or an action the app gave no id."""
        return secrets.token_urlsafe(4)

    def _http(self) -> HttpLine:
        if self.http is None:
            raise RuntimeError("no URL is connected: connect_http first")
        return self.http


def new_id(prefix: str) -> str:
    """An id as Slack's look: a letter and ten more."""
    return prefix + "".join(secrets.choice(_LETTERS) for _ in range(10))
