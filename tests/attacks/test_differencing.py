"""Adding and subtracting pages of nested and overlapping groups, until somebody stands alone.

What can be had from published totals are sums of rows of the matrix "who is in which page". Two
people in the same pages can never be told apart; so whoever combines pages gets at best those
people together who are in exactly the same ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bot.model import MemberId, Membership, Person, PersonId, Role, Team
from bot.trends.cells import cut
from bot.trends.floors import LEAST_FOR_SENSITIVE, LEAST_PEOPLE
from bot.trends.groups import groups
from bot.trends.larger import larger_cells
from bot.trends.roster import Roster
from tests.attacks.finding import Finding, Share
from tests.attacks.reader import WINDOW
from tests.trends.test_groups import rank

ATTACK = "Difference nested or overlapping groups"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    rosters = [_roster(random.Random(seed)) for seed in range(max(60, effort // 10))]
    yield Finding(
        ATTACK,
        "random rosters: in how many does some sum of pages leave fewer than six people?",
        "cells and pages",
        Share(sum(_isolated(_published(its)) for its in rosters), len(rosters)),
        0,
        "every group that differs from each other one by 5 people or more",
        Share(sum(_isolated(_pairwise(its)) for its in rosters), len(rosters)),
    )


def test_no_sum_of_pages_is_about_fewer_than_six(tmp_path: Path) -> None:
    (finding,) = attack(0, tmp_path)
    assert finding.holds, finding.here
    assert finding.naive_falls, finding.naive


def test_no_sum_of_sensitive_figures_is_about_fewer_than_twenty() -> None:
    rosters = [_roster(random.Random(seed)) for seed in range(60)]
    published = [_published(its, larger=True) for its in rosters]
    assert sum(map(bool, published)) > 20
    assert not any(_isolated(its, LEAST_FOR_SENSITIVE) for its in published)


def test_what_is_isolated_can_really_be_computed() -> None:
    """The rank test: the row of the few adds nothing to what is published."""
    groups = {"all": {"a", "b", "c", "d"}, "left": {"a", "b"}, "right": {"c"}}
    assert _isolated(groups, least=2)
    people = sorted(groups["all"])
    rows = [[int(person in its) for person in people] for its in groups.values()]
    assert rank([*rows, [0, 0, 0, 1]]) == rank(rows)
    assert rank([*rows, [1, 0, 0, 0]]) == rank(rows) + 1


def _isolated(published: Mapping[str, Collection[str]], least: int = LEAST_PEOPLE) -> bool:
    """Whether a sum of groups, added and subtracted, is about fewer people than that."""
    everybody = sorted({person for its in published.values() for person in its})
    rows = [[int(person in its) for person in everybody] for its in published.values()]
    columns = list(zip(*rows, strict=True))
    for column, size in Counter(columns).items():
        if size < least:
            alone = [int(its == column) for its in columns]
            if rank([*rows, alone]) == rank(rows):
                return True
    return False


def _published(its: Roster, *, larger: bool = False) -> dict[str, set[PersonId]]:
    cells = cut(its, WINDOW)
    if larger:
        cells = larger_cells(its, WINDOW, cells)
    members = {cell.id: cell.members for cell in cells}
    _, made_of = groups(its.tree, WINDOW, cells)
    return {
        group: {person for cell in of for person in members[cell]} for group, of in made_of.items()
    }


def _pairwise(its: Roster) -> dict[str, set[PersonId]]:
    """The rule one thinks of first: teams of five and more, each refused that would differ by fewer
    than five people from one published already."""
    published: dict[str, set[PersonId]] = {}
    for team in sorted(its.tree.names):
        below = its.tree.below(team)
        people = {m.member for m in its.memberships if m.primary and m.team in below}
        others = published.values()
        if len(people) >= 5 and all(
            not (people ^ other) or len(people ^ other) >= 5 for other in others
        ):
            published[team] = people
    return published


def _roster(chance: random.Random) -> Roster:
    """Three levels of teams, some with a manager, some people right under a parent."""
    names = [f"t{n}" for n in range(chance.randint(3, 9))]
    parents = {name: chance.choice(names[:n]) if n else None for n, name in enumerate(names)}
    sizes = {name: chance.randint(0, 12) for name in names}
    places = [Membership(MemberId(f"{t}-{n}"), t) for t, size in sizes.items() for n in range(size)]
    for name in names[1:]:
        if chance.random() < 0.5:
            places.append(Membership(MemberId(f"boss-{name}"), name, Role.MANAGER))
    people = {m.member: Person(PersonId(m.member), "Europe/Berlin", 0) for m in places}
    teams = tuple(Team(name, name.title(), parents[name]) for name in names)
    return Roster(people, teams, tuple(places))
