"""Changes that concern the people of a team alone: that somebody else manages it, and that its page
is of another group from some window on. Who that is, is said nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from bot.model import Instant, Membership, Page, Role, Team, Told, Window
from bot.trends.tree import Tree
from messages.facts import PageChange
from storage.engine import Connection
from storage.published import log, pages


def managed_anew(
    teams: Iterable[Team], before: Sequence[Membership], after: Sequence[Membership]
) -> list[str]:
    """The names of those teams there were whose managers are others than before."""
    then, now = (_managers(its) for its in (before, after))
    return sorted(its.name for its in teams if then.get(its.id) != now.get(its.id))


def teams_and_above(own: Iterable[str], every: Iterable[Team]) -> frozenset[str]:
    """The names of some teams and of all those they lie in: whoever manages one of these sees the
    page of the team."""
    tree = Tree(every)
    return frozenset(tree.names[above] for team in own for above in tree.chain(team))


def pages_changed(
    db: Connection, own: Sequence[Team], since: Instant, until: Instant
) -> list[PageChange]:
    """Of which group the pages of some teams are by now, where a window that was frozen with since
    < at ≤ until made it another."""
    frozen = log.of_kind(db, Told.FROZEN, since, until)
    if not frozen:
        return []
    window = Window(json.loads(frozen[-1].body)["window"])
    return [change for team in own if (change := _changed(db, team, window))]


def _changed(db: Connection, team: Team, window: Window) -> PageChange | None:
    led = pages.of_team(db, team.id, window)
    now = led[0] if led and led[0].window == window else None
    before = next((page for page in led if page.window < window), None)
    if before is None or (now and now.group == before.group):
        return None
    if now is None and before.window != window.plus(-1):
        return None  # it was told when that was new
    return _change(team, window, now)


def _change(team: Team, window: Window, now: Page | None) -> PageChange:
    names = (now.together_with, now.directly_in) if now else ((), ())
    return PageChange(team.name, window.first_day, now is not None, *names)


def _managers(memberships: Iterable[Membership]) -> dict[str, set[str]]:
    managers: dict[str, set[str]] = {}
    for its in memberships:
        if its.role is Role.MANAGER:
            managers.setdefault(its.team, set()).add(its.member)
    return managers
