"""Adding and subtracting pages of nested and overlapping groups, until somebody stands alone.

What can be had from published totals are sums of rows of the matrix "who is in which page". Two
people in the same pages can never be told apart; so whoever combines pages gets at best those
people together who are in exactly the same ones.

Which groups there are is read off the pages: the title, and the names a page says it is together
with. Who sits in which team everybody knows.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from bot.model import MemberId, Membership, Person, PersonId, Role, Team
from bot.trends.cells import cut
from bot.trends.floors import LEAST_FOR_SENSITIVE, LEAST_PEOPLE
from bot.trends.groups import groups
from bot.trends.larger import larger_cells
from bot.trends.roster import Roster
from storage.directory import teams
from storage.personal import people
from tests.attacks import asking
from tests.attacks.answers import YES
from tests.attacks.asking import Asking
from tests.attacks.finding import Finding, Share
from tests.attacks.reader import WINDOW
from tests.attacks.world import FIRST, answer_all, close, hire, world
from tests.trends.conftest import Workspace
from tests.trends.test_groups import rank

ATTACK = "Difference nested or overlapping groups"
ROOT = "t0"
ROSTERS = 6
"""How many an effort of one tries."""

Groups = dict[str, set[MemberId]]


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    tried = [_tried(folder / f"roster-{seed}", seed) for seed in range(ROSTERS * effort)]
    yield Finding(
        ATTACK,
        "random rosters, all pages read: in how many is some sum of them about fewer than six?",
        "app and page",
        Share(sum(_isolated(read) for _, read in tried), len(tried)),
        0,
        "every group that differs from each other one by 5 people or more",
        Share(sum(_isolated(_pairwise(its)) for its, _ in tried), len(tried)),
    )


def test_what_the_pages_say_is_how_the_roster_is_cut(tmp_path: Path) -> None:
    for seed in (3, 4, 5):
        its, read = _tried(tmp_path / f"{seed}", seed)
        pages, _ = groups(its.tree, FIRST, cut(its, FIRST))
        published = _published(its)
        assert len(read) > 2
        assert read == {page.team: published[page.group] for page in pages}


def test_no_sum_of_any_groups_is_about_fewer_than_six() -> None:
    rosters = [_roster(random.Random(seed)) for seed in range(60)]
    assert not any(_isolated(_published(its)) for its in rosters)


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


def _tried(folder: Path, seed: int) -> tuple[Roster, Groups]:
    """A company of that roster in which everybody answers; and what its pages are about."""
    made_up = _roster(random.Random(seed))
    sizes = Counter(its.team for its in made_up.memberships if its.role is Role.MEMBER)
    parents = {its.id: its.parent for its in made_up.teams if its.parent}
    its = world(folder, {team.id: sizes[team.id] for team in made_up.teams}, parents)
    for boss in (its for its in made_up.memberships if its.role is Role.MANAGER):
        hire(its, boss.team, 1, role=Role.MANAGER)
    roster = _settled(its)
    its.freeze()
    answer_all(its, {person.id: YES for person in roster.people.values()}, FIRST)
    its.publish()
    with asking.asking(its) as front:
        read = {team: _read(front, its, roster, team) for team in roster.tree.names}
    close(its)
    return roster, _people(roster, {team: found for team, found in read.items() if found})


def _settled(its: Workspace) -> Roster:
    db = its.database
    return Roster(
        {its.member(person.id): person for person in people.everybody(db)},
        tuple(teams.all_teams(db)),
        tuple(teams.memberships(db)),
    )


_NAMES = re.compile(r"^(Together with|Only) (the people of )?(.+?)(: a group| who are in)", re.M)


def _read(front: Asking, its: Workspace, roster: Roster, team: str) -> frozenset[str]:
    """Which teams' own people a page is about, as the head of all reads it; none where there is no
    page."""
    below, head = sorted(roster.tree.below(team)), its.people[ROOT][-1]
    page = front.page(head, team)
    if asking.seen(page) is None:
        return frozenset()
    whole, own = set(below), set()
    for only, directly, names, _ in _NAMES.findall(page):
        named = {name.strip().lower() for name in re.split(r",| and ", names)}
        whole -= named if only == "Only" else set()
        (own if directly else whole).update(named)
    covered = own | {below for name in whole for below in roster.tree.below(name)}
    return frozenset(covered & roster.seats(FIRST).keys())


def _people(roster: Roster, read: Mapping[str, frozenset[str]]) -> Groups:
    """Teams that are in the same pages are one cell, and who would see its page is not in it."""
    seats = roster.seats(FIRST)
    pages_of = {team: frozenset(page for page in read if team in read[page]) for team in seats}
    cells = {its: {team for team in seats if pages_of[team] == its} for its in pages_of.values()}
    people_of = {
        its: {person for team in cell for person in seats[team]} - roster.viewers(cell)
        for its, cell in cells.items()
    }
    return {
        page: {person for its, found in people_of.items() if page in its for person in found}
        for page in read
    }


def _published(its: Roster, *, larger: bool = False) -> Groups:
    cells = cut(its, WINDOW)
    if larger:
        cells = larger_cells(its, WINDOW, cells)
    members = {cell.id: cell.members for cell in cells}
    _, made_of = groups(its.tree, WINDOW, cells)
    return {
        group: {person for cell in of for person in members[cell]} for group, of in made_of.items()
    }


def _pairwise(its: Roster) -> Groups:
    """The rule one thinks of first: teams of five and more, each refused that would differ by fewer
    than five people from one published already."""
    published: Groups = {}
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
    """Teams below teams, some with a manager, some people right under a parent, and a head of all,
    who may read every page."""
    names = [f"t{n}" for n in range(chance.randint(3, 9))]
    parents = {name: chance.choice(names[:n]) if n else None for n, name in enumerate(names)}
    sizes = {name: chance.randint(0, 12) for name in names}
    places = [Membership(MemberId(f"{t}-{n}"), t) for t, size in sizes.items() for n in range(size)]
    for name in names[1:]:
        if chance.random() < 0.5:
            places.append(Membership(MemberId(f"boss-{name}"), name, Role.MANAGER))
    places.append(Membership(MemberId("head"), ROOT, Role.MANAGER))
    people = {
        its.member: Person(PersonId(its.member), "Europe/Berlin", 0, founding=True)
        for its in places
    }
    teams = tuple(Team(name, name.title(), parents[name]) for name in names)
    return Roster(people, teams, tuple(places))
