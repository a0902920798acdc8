"""Everybody's conversation with the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.state.members import Member
from bot.sandbox.state.messages import Conversation, Message

Json = dict[str, Any]


class Mailroom:
    """One direct conversation a person. `clock` (epoch seconds) dates the messages."""

    def __init__(
        self,
        member: Callable[[str], Member],
        new_id: Callable[[str], str],
        clock: Callable[[], float],
    ) -> None:
        self._member = member
        self._new_id = new_id
        self._clock = clock
        self._by_person: dict[str, Conversation] = {}
        self._by_channel: dict[str, Conversation] = {}

    def of(self, person_id: str) -> Conversation:
        """The person's conversation, made when it is first needed."""
        found = self._by_person.get(person_id)
        if found is None:
            found = Conversation(self._new_id("D"), person_id)
            self._by_person[person_id] = self._by_channel[found.id] = found
        return found

    def put(self, conversation: Conversation) -> None:
        """A conversation that was kept from an earlier run."""
        self._by_person[conversation.person_id] = conversation
        self._by_channel[conversation.id] = conversation

    def all(self) -> list[Conversation]:
        """Every conversation there is."""
        return list(self._by_person.values())

    def channel(self, channel: str) -> Conversation:
        """The conversation with this id; refuses `channel_not_found`."""
        found = self._by_channel.get(channel)
        if found is None:
            raise Refusal("channel_not_found")
        return found

    def whose(self, channel: str) -> str:
        """The person behind a conversation's id; any other channel stays what it is."""
        found = self._by_channel.get(channel)
        return found.person_id if found else channel

    def reach(self, channel: str) -> Conversation:
        """Where a new message goes: to a conversation's id or a person's. Refuses those who can't
        be written to: `cannot_dm_bot`, `user_disabled` for people who left, and
        `messages_tab_disabled` for people who closed the app's messages."""
        if channel.startswith(("U", "W")):
            if self._by_person.get(channel) is None and not self._known(channel):
                raise Refusal("channel_not_found")
            person_id = channel
        else:
            person_id = self.channel(channel).person_id
        _writable(self._member(person_id))
        return self.of(person_id)

    def add(self, conversation: Conversation, author: str, text: str, **more: Any) -> Message:
        """Write a new message; `more` are fields of Message."""
        ts = conversation.next_ts(self._clock())
        more.setdefault("blocks", [])
        return conversation.add(Message(ts, conversation.id, text, author=author, **more))

    def _known(self, person_id: str) -> bool:
        try:
            self._member(person_id)
        except Refusal:
            return False
        return True


def _writable(member: Member) -> None:
    if member.is_bot:
        raise Refusal("cannot_dm_bot")
    if member.deleted:
        raise Refusal("user_disabled")
    if not member.accepts_dms:
        raise Refusal("messages_tab_disabled")
