"""The roster as it stands when a window is frozen: who sits where, and who would be a viewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cached_property

from bot.model import MemberId, Membership, Person, Role, Team, Window
from bot.trends.floors import YOUNG
from bot.trends.tree import EVERYBODY, Tree


@dataclass(frozen=True)
class Roster:
    """Everybody, as members of teams, and their places in these. It knows nothing of answers or
    opt-outs."""

    people: Mapping[MemberId, Person]
    teams: tuple[Team, ...]
    memberships: tuple[Membership, ...]

    @cached_property
    def tree(self) -> Tree:
        """The tree its teams form."""
        return Tree(self.teams)

    def viewers(self, teams: Iterable[str]) -> set[MemberId]:
        """Who manages one of these teams, or a team above one: they see its page, and so they are
        not counted in it."""
        return {
            manager
            for team in teams
            for above in self.tree.chain(team)
            for manager in self._managers.get(above, ())
        }

    def seats(self, window: Window) -> dict[str, frozenset[MemberId]]:
        """Each team's own people who count in this window: those of a team without sub-teams, or
        those who sit directly in one that has some. Nobody is in two. Teams without any are absent;
        people whose team lies under none they don't manage (the very top) sit nowhere."""
        seats: dict[str, set[MemberId]] = defaultdict(set)
        for member, person in self.people.items():
            seat = self._seat(member)
            if seat is not None and _counts(person, window):
                seats[seat].add(member)
        return {team: frozenset(members) for team, members in seats.items()}

    def _seat(self, member: MemberId) -> str | None:
        """Somebody's primary team, or the first one above it whose viewer they are not."""
        if not self.teams:
            return EVERYBODY
        chain = self.tree.chain(self._primary[member]) if member in self._primary else ()
        managed = [n for n, team in enumerate(chain) if member in self._managers.get(team, ())]
        free = chain[managed[-1] + 1 :] if managed else chain
        return free[0] if free else None

    @cached_property
    def _managers(self) -> dict[str, set[MemberId]]:
        managers: dict[str, set[MemberId]] = defaultdict(set)
        for its in self.memberships:
            if its.role is Role.MANAGER:
                managers[its.team].add(its.member)
        return managers

    @cached_property
    def _primary(self) -> dict[MemberId, str]:
        known = self.tree.names
        return {m.member: m.team for m in self.memberships if m.primary and m.team in known}


def _counts(person: Person, window: Window) -> bool:
    began = datetime.combine(window.first_day, time(), UTC).timestamp()
    settled = person.founding or person.first_seen <= began - YOUNG
    return settled and not person.guest and not person.left
