"""Who is in the workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.sandbox.asking.refusal import Refusal
from bot.sandbox.state.members import DoNotDisturb, Member, Usergroup


class Directory:
    """Members and user groups, by id, in the order they joined."""

    def __init__(self) -> None:
        self.members: dict[str, Member] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self.quiet: dict[str, DoNotDisturb] = {}

    def put(self, member: Member, now: float) -> Member:
        """Add or replace a member, with the zone's offset as it is `now` (epoch seconds)."""
        offset = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(member.tz)).utcoffset()
        seconds = int(offset.total_seconds()) if offset else 0
        self.members[member.id] = replace(member, tz_offset=seconds, updated=int(now))
        return self.members[member.id]

    def change(self, person_id: str, now: float, **changes: Any) -> Member:
        """Change fields of a member."""
        return self.put(replace(self.members[person_id], **changes), now)

    def member(self, person_id: str) -> Member:
        """Refuses `user_not_found`."""
        found = self.members.get(person_id)
        if found is None:
            raise Refusal("user_not_found")
        return found

    def by_email(self, email: str) -> Member:
        """Refuses `users_not_found`, for people who left as well."""
        for member in self.members.values():
            if member.email.lower() == email.lower() and not member.deleted:
                return member
        raise Refusal("users_not_found")

    def usergroup(self, group_id: str) -> Usergroup:
        """Refuses `no_such_subteam`."""
        found = self.usergroups.get(group_id)
        if found is None:
            raise Refusal("no_such_subteam")
        return found
