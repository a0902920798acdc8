"""Messages, and the one direct conversation each person has with the app."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Message:
    """One message as it stands now; a change makes a new Message with the same `ts`."""

    ts: str
    channel: str
    text: str
    blocks: list[Json]
    ephemeral: bool = False
    edited: bool = False
    from_app: bool = True
    deleted: bool = False
    author: str = ""  # the Slack id of whoever wrote it
    metadata: Json | None = None
    thread_ts: str | None = None
    files: tuple[Json, ...] = ()


@dataclass
class Conversation:
    """A person's direct messages with the app, oldest first."""

    id: str
    person_id: str
    messages: dict[str, Message] = field(default_factory=dict)
    # what the person chose in a message's own controls: ts → (block_id, action_id) → value
    entered: dict[str, dict[tuple[str, str], Json]] = field(default_factory=dict)
    read_to: str = ""
    _last: int = 0

    def next_ts(self, now: float) -> str:
        """Slack's timestamp: epoch seconds with six digits, never twice and never backwards."""
        self._last = max(int(now * 1_000_000), self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def add(self, message: Message) -> Message:
        """Put a message in, or in place of the one with its `ts`."""
        self.messages[message.ts] = message
        return message

    def change(self, ts: str, **changes: Any) -> Message:
        """Change fields of a message."""
        return self.add(replace(self.messages[ts], **changes))

    def without_file(self, file_id: str) -> None:
        """Take a file out of the messages that show it; one that held nothing else goes with it."""
        for message in [*self.messages.values()]:
            files = tuple(its for its in message.files if its["id"] != file_id)
            if files != message.files:
                self.change(message.ts, files=files, deleted=not (files or message.text))

    def seen(self) -> list[Message]:
        """What the person sees: deleted messages are gone."""
        return [message for message in self.messages.values() if not message.deleted]

    def unread(self) -> int:
        """Messages from the app after the last one read; ephemeral ones raise no badge."""
        return sum(
            1
            for message in self.messages.values()
            if message.ts > self.read_to
            and message.from_app
            and not (message.ephemeral or message.deleted)
        )

    def put(self, messages: Iterable[Message]) -> None:
        """Messages that were kept from an earlier run; the next one comes after them."""
        for message in messages:
            self.add(message)
        latest = max(self.messages, default="0.0")
        self._last = int(latest.replace(".", ""))

    def mark_read(self) -> None:
        """Read everything there is."""
        self.read_to = max(self.messages, default="")


def as_message(message: Message, *, team_id: str, app_id: str, bot_id: str) -> Json:
    """Slack's message object, as answers and payloads carry it."""
    shown: Json = {
        "type": "message",
        "user": message.author,
        "text": message.text,
        "ts": message.ts,
        "team": team_id,
        "blocks": message.blocks,
    }
    if message.from_app:
        shown |= {"bot_id": bot_id, "app_id": app_id}
    if message.edited:
        shown["edited"] = {"user": message.author, "ts": message.ts}
    if message.metadata is not None:
        shown["metadata"] = message.metadata
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.files:
        shown["files"] = list(message.files)
    return shown
