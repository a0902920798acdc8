"""Everything one person's page shows at one moment, ready for the templates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cached_property
from itertools import groupby
from typing import Any

from bot.sandbox.hands.elements import Entered
from bot.sandbox.page import people
from bot.sandbox.page.dates import clock_time, long_day
from bot.sandbox.page.drawn import Drawn
from bot.sandbox.page.people import Face, Group
from bot.sandbox.page.render import Drawing
from bot.sandbox.server import Control, Sandbox
from bot.sandbox.state.messages import Message
from bot.sandbox.state.views import View

Json = dict[str, Any]

# Slack leaves out the name where somebody writes again within five minutes.
_SAME_BREATH_SECONDS = 300


@dataclass(frozen=True)
class ShownMessage:
    """A message as it is drawn; `follows` leaves out the author, who has just written before."""

    ts: str
    author: Face
    time: str
    html: Drawn
    from_app: bool
    ephemeral: bool
    edited: bool
    follows: bool
    first_unread: bool
    files: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """The messages of one day in the reader's zone, under its divider."""

    label: str
    messages: tuple[ShownMessage, ...]


@dataclass(frozen=True)
class Modal:
    """An open modal; only the one on top is seen, `beneath` says whether it covers another."""

    id: str
    callback_id: str
    title: str
    submit: str
    close: str
    html: Drawn
    on_top: bool
    beneath: bool


@dataclass(frozen=True)
class Snapshot:
    """What the workspace held at one moment."""

    version: int
    messages: Sequence[Message]
    entered: Mapping[str, Entered]
    home: View | None
    modals: Sequence[View]
    read_to: str
    unread: Mapping[str, int]


def snapshot(sandbox: Sandbox, person_id: str) -> Snapshot:
    """Read all that a page needs as of one moment; drawing it needs no lock then."""
    workspace = sandbox.workspace
    hand = workspace.hand(person_id)
    with workspace.changes.still():
        conversation = workspace.mailroom.of(person_id)
        return Snapshot(
            version=workspace.changes.count,
            messages=hand.messages(),
            entered={ts: dict(held) for ts, held in conversation.entered.items()},
            home=workspace.screens.home(person_id),
            modals=hand.modals(),
            read_to=conversation.read_to,
            unread={who.id: workspace.hand(who.id).unread for who in people.present(workspace)},
        )


class Screen:
    """What the templates are handed."""

    def __init__(self, sandbox: Sandbox, person_id: str, tab: str) -> None:
        self._workspace = sandbox.workspace
        self._seen = snapshot(sandbox, person_id)
        self._member = self._workspace.directory.member(person_id)
        self._names = people.names_for(self._member, self._workspace)
        self.tab = tab
        self.banner: str = sandbox.banner()
        self.controls: Sequence[Control] = sandbox.controls
        self.workspace_name = self._workspace.team_name
        self.version = self._seen.version
        self.app = people.of_app(self._workspace)
        self.me = people.of_member(self._member)
        self.unread = self._seen.unread.get(person_id, 0)
        # An app declares these in its manifest; a workspace that was told of them shows them.
        self.shortcuts: Sequence[tuple[str, str]] = self._workspace.message_shortcuts
        self.commands: Sequence[tuple[str, str]] = self._workspace.commands

    @cached_property
    def people(self) -> list[Group]:
        """Everybody one can look as."""
        unread = self._seen.unread
        members = people.present(self._workspace)
        faces = (people.of_member(member, unread.get(member.id, 0)) for member in members)
        return people.grouped(faces, self._workspace.directory.usergroups.values())

    @cached_property
    def home(self) -> Drawn | None:
        """The app's Home; None when it never published one."""
        home = self._seen.home
        if home is None:
            return None
        return Drawing(self._names, dict(home.entered)).blocks(home.view["blocks"])

    @cached_property
    def modals(self) -> list[Modal]:
        """The stack, top one last."""
        stack = self._seen.modals
        return [self._modal(view, at, len(stack)) for at, view in enumerate(stack)]

    def _modal(self, view: View, at: int, height: int) -> Modal:
        drawing = Drawing(self._names, dict(view.entered), view.errors)
        title, submit, close = (
            drawing.words(view.view[part]) for part in ("title", "submit", "close")
        )
        html = drawing.blocks(view.view["blocks"])
        callback_id = str(view.view["callback_id"])
        return Modal(view.id, callback_id, title, submit, close, html, at == height - 1, at > 0)

    @cached_property
    def days(self) -> list[Day]:
        """The conversation, oldest day first."""
        by_day = groupby(self._seen.messages, key=lambda message: self._moment(message).date())
        return [Day(long_day(day), tuple(self._drawn(messages))) for day, messages in by_day]

    def _drawn(self, messages: Iterator[Message]) -> Iterator[ShownMessage]:
        before: Message | None = None
        for message in messages:
            yield self._message(message, before)
            before = message

    def _message(self, message: Message, before: Message | None) -> ShownMessage:
        drawing = Drawing(self._names, self._seen.entered.get(message.ts, {}))
        said = {"type": "section", "text": {"type": "mrkdwn", "text": message.text}}
        return ShownMessage(
            ts=message.ts,
            author=self.app if message.from_app else self.me,
            time=clock_time(self._moment(message)),
            html=drawing.blocks(message.blocks or [said]),
            from_app=message.from_app,
            ephemeral=message.ephemeral,
            edited=message.edited,
            first_unread=message.ts == self._first_unread,
            follows=before is not None and _in_same_breath(before, message),
            files=tuple(str(file.get("title") or file.get("name")) for file in message.files),
        )

    @cached_property
    def _first_unread(self) -> str:
        seen = self._seen
        news = (one.ts for one in seen.messages if one.from_app and not one.ephemeral)
        return next((ts for ts in news if ts > seen.read_to), "")

    def _moment(self, message: Message) -> datetime:
        return datetime.fromtimestamp(float(message.ts), self._zone)

    @property
    def _zone(self) -> tzinfo:
        return self._names.zone


def _in_same_breath(before: Message, message: Message) -> bool:
    return (
        before.from_app == message.from_app
        and before.ephemeral == message.ephemeral
        and float(message.ts) - float(before.ts) < _SAME_BREATH_SECONDS
    )
