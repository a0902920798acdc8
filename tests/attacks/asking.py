"""Asking for a team's page as people do: `/worthwhile team` typed in a sandbox, the app's own
listener, and the message that comes back. What an attacker sees is read off its words, and nothing
else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot import app as bolt
from bot.model import PersonId, Release
from bot.sandbox import Answered, Member, Sandbox
from bot.sandbox import Workspace as Slack
from bot.sandbox.telling.envelopes import Envelope
from tests.journeys.reading import words
from tests.trends.conftest import Workspace


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page says of its latest window."""

    band: str
    wording: str | None
    level: int | None
    range: str | None


_WORDS = {"mostly": "mostly worth it", "mixed": "mixed", "mostly_not": "mostly not worth it"}
_LATEST = re.compile(
    r"^\*(?:About (?P<level>\d+)% worth it|(?P<wording>[^*]+))\*, of the tasks people were asked "
    r"about\.(?: The true figure is (?P<range>\S+)% four times in five\.)? (?P<band>\S+) people "
    r"answered\.",
    re.MULTILINE,
)


def seen(page: str) -> Seen | None:
    """What is read off a page's words; None where there is none to be seen."""
    its = _LATEST.search(page)
    if its is None:
        return None
    wording, level = its["wording"], its["level"]
    return Seen(its["band"], wording and wording.lower(), level and int(level), its["range"])


_WITH_CARE = re.compile(
    r"^• “[^”]+”: \*about (?P<level>\d+)% yes\*, (?P<range>\S+)% four times in five "
    r"\([^;]+; (?P<band>\S+) people answered",
    re.MULTILINE,
)


def with_care(page: str) -> Seen | None:
    """The same of its latest sensitive figure, where that is large enough for numbers."""
    its = _WITH_CARE.search(page)
    return its and Seen(its["band"], None, int(its["level"]), its["range"])


def as_seen(its: Release | None) -> Seen | None:
    """The same of a release that an attacker makes at home, from the code that all can read."""
    if its is None:
        return None
    span = None if its.level is None else f"{its.low}–{its.high}"
    return Seen(str(its.band), its.wording and _WORDS[its.wording], its.level, span)


class Asking:
    """People of a company at their Slack."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def page(self, person: PersonId, team: str = "") -> str:
        """All words of what they are shown. Their Slack id follows from how `hire` names them."""
        slack_id = "U" + person.removeprefix("p")
        if slack_id not in {its.id for its in self._slack.members()}:
            self._slack.add_person(
                Member(slack_id, slack_id.lower(), "Somebody", "", "Europe/Berlin")
            )
        hand = self._slack.hand(slack_id)
        before = len(hand.messages())
        hand.command("/worthwhile", f"team {team}")
        return words(self._slack.wait_until(lambda: hand.messages()[before:])[-1])


@contextmanager
def asking(its: Workspace) -> Iterator[Asking]:
    """Serve a company in a sandbox of its own while its people ask."""
    slack = Slack(message_clock=lambda: float(its.company.clock()))
    sandbox = Sandbox(slack)
    sandbox.start()
    client = WebClient(token=slack.bot_token, base_url=sandbox.api_url, retry_handlers=[])
    app = bolt.build(
        replace(its.services, slack=client),
        its.company.published,
        endpoint=lambda: "http://127.0.0.1",
        executor=_AtOnce(),
    )
    slack.deliveries.line = _Straight(app)
    try:
        yield Asking(slack)
    finally:
        sandbox.stop()


class _AtOnce(Executor):
    """Runs a listener where it is called: whoever asks waits for the answer anyway."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


class _Straight:
    """The line to the app without a wire: thousands of pages are asked for."""

    def __init__(self, app: App) -> None:
        self._app = app

    async def send(self, envelope: Envelope, attempt: int, reason: str) -> Answered:
        request = BoltRequest(body=envelope.payload, mode="socket_mode")
        await asyncio.to_thread(self._app.dispatch, request)
        return Answered(acked=True)
