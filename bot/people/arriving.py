"""From which window on somebody sees the page of a team: who is new to it, the first that is cut
with them in it. What was published before they came was for those who were there; and whoever could
have themselves added to a team, or a team to those they manage, could set old pages side by side
that differ by one person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.model import Membership, Role, Team, Window


def places(
    before: Iterable[Membership], after: Iterable[Membership], following: Window
) -> list[Membership]:
    """A new roster's places, each with the window from which on its page may be seen: as before for
    who was in that team, whatever they were, else `following`. What managing opens beyond that page
    is seen from `following` on by who did not manage that team before."""
    came: dict[tuple[str, str], int] = {}
    managing: dict[tuple[str, str], int] = {}
    for its in before:
        key = its.member, its.team
        came[key] = min(its.since, came.get(key, its.since))
        if its.role is Role.MANAGER:
            managing[key] = its.managing_since

    def since(its: Membership) -> Membership:
        key, new = (its.member, its.team), following.index
        began = managing.get(key, new) if its.role is Role.MANAGER else 0
        return replace(its, since=came.get(key, new), managing_since=began)

    return [since(its) for its in after]


def under(before: Iterable[Team], after: Iterable[Team], following: Window) -> list[Team]:
    """A new roster's teams, each with the window from which on those who manage a team above may
    see its page: `following` for one that lay elsewhere."""
    known = {team.id: team for team in before}

    def since(its: Team) -> int:
        was = known.get(its.id, its)
        return was.parent_since if was.parent == its.parent else following.index

    return [replace(its, parent_since=since(its)) for its in after]
