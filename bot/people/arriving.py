"""From which window on somebody sees the page of a team: who is new to it, the first that is cut
with them in it. What was published before they came was for those who were there; and whoever could
have themselves added to a team, or a team to those they manage, could set old pages side by side
that differ by one person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.model import Membership, Team, Window


def places(
    before: Sequence[Membership],
    after: Iterable[Membership],
    teams: Iterable[Team],
    following: Window,
) -> list[Membership]:
    """A new roster's places, each with the window from which on its page may be seen: as before for
    who was in that team as the same, all of them for the very first roster, else `following`. In a
    team with no teams below, member and manager see the same: there who was either stays."""
    if not before:
        return list(after)
    above = {team.parent for team in teams}
    by_role = {(its.member, its.team, its.role): its.since for its in before}
    by_team: dict[tuple[str, str], int] = {}
    for its in before:
        key = its.member, its.team
        by_team[key] = min(its.since, by_team.get(key, its.since))

    def since(its: Membership) -> int:
        if its.team in above:
            return by_role.get((its.member, its.team, its.role), following.index)
        return by_team.get((its.member, its.team), following.index)

    return [replace(its, since=since(its)) for its in after]


def under(before: Iterable[Team], after: Iterable[Team], following: Window) -> list[Team]:
    """A new roster's teams, each with the window from which on those who manage a team above may
    see its page: `following` for one that lay elsewhere."""
    known = {team.id: team for team in before}

    def since(its: Team) -> int:
        was = known.get(its.id, its)
        return was.parent_since if was.parent == its.parent else following.index

    return [replace(its, parent_since=since(its)) for its in after]
