"""An office: people in a Slack workspace, the bot serving it, and a clock that tests move."""

from __future__ import annotations

import json
import logging
import random
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import httpx
import yaml

from bot.model import Instant
from bot.people import colleagues, hiring, roster, tokens
from bot.running import Bot, House, open_house
from bot.sandbox import Answered, Hand, Member, Message, Sandbox, View, Workspace
from bot.sandbox.telling import payloads
from bot.settings import Settings
from tests.company import Clock, instant
from tests.journeys.reading import current, title

T = TypeVar("T")

MANIFEST = yaml.safe_load((Path(__file__).parents[2] / "manifest.yml").read_text())
"""What the app may do and hears of: as much as the workspace grants it, and no more."""


class Chance(random.Random):
    """Chance without surprises: a weekly item takes a task's place only when `item` is set."""

    item = False

    def randrange(self, *_: object) -> int:
        return 0 if self.item else 1


def _slowly() -> Callable[[], float]:
    """A clock that takes five seconds for one, so that Slack's three do not pass on a busy
    machine."""
    began = time.time()
    return lambda: began + (time.time() - began) / 5


class Office:
    """People are added with `hire`, then `open` loads the roster and starts the bot."""

    def __init__(self, folder: Path, now: str) -> None:
        self.clock, self.chance = Clock(instant(now)), Chance(7)
        self.folder = folder
        self.log = Log()
        logging.getLogger().addHandler(self.log)
        self.workspace = Workspace(
            _slowly(),
            ack_seconds=15.0,
            message_clock=lambda: float(self.clock()),
            journal_length=None,
            events=MANIFEST["settings"]["event_subscriptions"]["bot_events"],
            scopes=MANIFEST["oauth_config"]["scopes"]["bot"],
        )
        self.sandbox = Sandbox(self.workspace)
        self.sandbox.start()
        self.rows: list[Mapping[str, str | None]] = []
        self.bot: Bot | None = None
        self.admins, self.over_http = "", False
        self.reports: dict[str, str] = {}
        self._platform: str | None = None

    @property
    def house(self) -> House:
        assert self.bot, "open the office first"
        return self.bot.house

    def hire(
        self,
        slack_id: str,
        team: str = "Billing",
        *,
        role: str = "member",
        parent: str | None = None,
        zone: str = "Europe/Berlin",
        admin: bool = False,
    ) -> Hand:
        """Somebody joins the workspace and stands in the roster file."""
        name = slack_id.removeprefix("U").title()
        member = Member(slack_id, name.lower(), name, f"{name.lower()}@example.com", zone)
        if slack_id not in {its.id for its in self.workspace.members()}:
            self.workspace.add_person(member)
        if admin:
            self.workspace.update_person(slack_id, is_admin=True)
        row = {"slack_id": slack_id, "team": team, "role": role, "parent_team": parent}
        self.rows.append(row)
        return self.workspace.hand(slack_id)

    def visitor(self, slack_id: str) -> Hand:
        """Somebody of the workspace who is not in the roster."""
        self.workspace.add_person(Member(slack_id, "visitor", "Visitor", "", "Europe/Berlin"))
        return self.workspace.hand(slack_id)

    def environment(self) -> dict[str, str]:
        """The bot's environment, as an operator would set it."""
        way_in = (
            {"SLACK_SIGNING_SECRET": self.workspace.signing_secret}
            if self.over_http
            else {"SLACK_APP_TOKEN": self.workspace.app_token}
        )
        return way_in | {
            "SLACK_BOT_TOKEN": self.workspace.bot_token,
            "SLACK_API_URL": self.sandbox.api_url,
            "WORTHWHILE_DATABASE": str(self.folder / "worthwhile.db"),
            "WORTHWHILE_LISTEN": "127.0.0.1:0",
            "WORTHWHILE_ADMINS": self.admins,
            **self.reports,
        }

    def open(self) -> None:
        """Start the bot (again), and load the roster."""
        settings = Settings.read(self.environment()).for_serving()
        house = open_house(settings, self.clock, self.chance)
        self.bot = Bot(house)
        self.bot.start(scheduled=False)
        if self.over_http:
            self.workspace.connect_http(f"{self.address}/slack/events")
        self.load_roster()

    def load_roster(self) -> None:
        """Load the roster as it stands."""
        found, rejects = roster.parse(self.rows)
        assert not rejects
        hiring.load(self.house.services, found, colleagues.fetch(self.house.services.slack))

    def shut(self) -> None:
        """Stop the bot; people stay where they are."""
        if self.bot:
            self.bot.stop()
            self.bot.house.close()
            self.bot = None

    def close(self) -> None:
        """Stop everything."""
        self.shut()
        self.sandbox.stop()
        logging.getLogger().removeHandler(self.log)

    def at(self, text: str) -> list[str]:
        """It is that moment (ISO-8601, UTC without an offset): what is due happens."""
        self.clock.set(text)
        return self.tick()

    def tick(self) -> list[str]:
        """What is due now happens; waiting for Slack's pace only moves the clock."""
        assert self.bot, "open the office first"
        return self.bot.tick(self._wait)

    @property
    def address(self) -> str:
        """Where telemetry goes."""
        assert self.bot, "open the office first"
        return self.bot.http.address

    def post(self, path: str, body: bytes, token: str, **headers: str) -> httpx.Response:
        """POST to the bot's HTTP side."""
        its = {"Authorization": f"Bearer {token}", **headers}
        return httpx.post(f"{self.address}{path}", content=body, headers=its)

    def push(self, lines: Iterable[Mapping[str, object]]) -> dict[str, Any]:
        """A platform pushes usage over HTTP; the bot's answer."""
        if self._platform is None:
            self._platform = tokens.make_platform(self.house.services, "office")
        body = "".join(json.dumps(line) + "\n" for line in lines).encode()
        answer = self.post("/v1/usage", body, self._platform)
        return answer.raise_for_status().json()

    def modal(self, hand: Hand, name: str) -> View:
        """The modal on top, once it has that title."""
        return self.wait(lambda: next((v for v in hand.modals()[-1:] if title(v) == name), None))

    def quietly(self, hand: Hand, act: Callable[[], object]) -> Message:
        """What only they see, after something they did."""
        before = {its.ts for its in hand.messages()}
        act()
        return self.wait(
            lambda: next((m for m in hand.messages() if m.ephemeral and m.ts not in before), None)
        )

    def command(self, hand: Hand, text: str) -> Message:
        """`/worthwhile …`, and what is answered so that only they see it."""
        return self.quietly(hand, lambda: hand.command("/worthwhile", text))

    def changed(self, hand: Hand, message: Message) -> Message:
        """A message, once the bot has drawn it again."""
        return self.wait(lambda: (now := current(hand, message)).blocks != message.blocks and now)

    def interact(self, slack_id: str, message: Message, action_id: str, block_id: str) -> Answered:
        """Press a button of a message as it once was: on a phone that has not caught up, or forged.
        The message may be somebody else's: it then claims to stand in their own conversation."""
        channel = self.workspace.mailroom.of(slack_id).id
        member = next(its for its in self.workspace.members() if its.id == slack_id)
        action = {
            "type": "button",
            "action_id": action_id,
            "block_id": block_id,
            "value": action_id.rsplit(":", maxsplit=1)[-1],
            "text": {"type": "plain_text", "text": "…"},
            "action_ts": "1",
        }
        claimed = replace(message, channel=channel)
        payload = payloads.message_action(self.workspace, member, claimed, {}, action)
        return self.workspace.deliveries.act(self.workspace.envelope("interactive", payload))

    def wait(self, predicate: Callable[[], T]) -> T:
        """Until something has become true in the workspace."""
        return self.workspace.wait_until(predicate)

    def _wait(self, until: Instant) -> bool:
        self.clock.now = max(self.clock.now, until)
        return True


class Log(logging.Handler):
    """Every line that was logged from INFO on, by anything in this process."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))
