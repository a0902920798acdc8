"""A town of small teams, each of them a try: a company on real files, taken through two windows by
the real verbs. People answer, it is frozen and published on its days, and one of each team asks for
the page with `/worthwhile team`. Each attacker judges the same towns by what those pages say.

Told once a process. `effort` is how many towns; their people and what these say are seeded.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.model import Item, Measure, Membership, Window
from bot.reflection.answering import Noted
from storage.directory import teams
from storage.personal import release_totals
from storage.published import pages
from tests.attacks import asking
from tests.attacks.answers import NO, PARTLY, YES, Said, agreed, later
from tests.attacks.asking import Asking, Seen, seen, with_care
from tests.attacks.kinds import KINDS
from tests.attacks.reader import of_page
from tests.attacks.world import FIRST, answer_all, close, world
from tests.trends.conftest import instant

SECOND = FIRST.plus(1)
FLOOR = 20
"""Teams that lie under one parent."""

TIMES = 25
"""How often one page is asked for."""

WITH_CARE = Measure(Item.sensitive_in(FIRST))
DEGREES = {YES: 5, PARTLY: 3, NO: 1}

Name = tuple[str, int]
"""A team: its kind, and its number."""


@dataclass(frozen=True, slots=True)
class Told:
    """One team in one window: what its people said, the one to be guessed first; what its page says
    of it; the blurred mean that is kept of it in the database."""

    said: Sequence[Said]
    page: Seen | None
    with_care: Seen | None
    kept: int | None


@dataclass(frozen=True, slots=True)
class Town:
    """Every team in both windows, by what was tried with it; and one page, asked for often."""

    teams: Mapping[str, Sequence[tuple[Told, Told]]]
    asked: Sequence[str]


def tried(kind: str, effort: int) -> list[tuple[Told, Told]]:
    """All teams of a kind, in so many towns."""
    return [its for town in told(effort) for its in town.teams[kind]]


@cache
def told(effort: int) -> Sequence[Town]:
    """So many towns."""
    return [_told(number) for number in range(effort)]


def _told(number: int) -> Town:
    folder = Path(tempfile.mkdtemp(prefix="worthwhile-town-"))
    try:
        return _Telling(folder, random.Random(f"town {number}")).tell()
    finally:
        shutil.rmtree(folder)


class _Telling:
    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._chance, self._names = (
            chance,
            [(kind, n) for kind in KINDS for n in range(_many(kind))],
        )
        parents = {_name(*its): f"floor {its[0]} {its[1] // FLOOR}" for its in self._names}
        sizes = {_name(*its): KINDS[its[0]].size for its in self._names}
        self._its = world(folder / "town", dict.fromkeys(parents.values(), 0) | sizes, parents)

    def tell(self) -> Town:
        """Two windows, and one team's page asked for again and again between them."""
        said = {its: KINDS[its[0]].first(self._chance, KINDS[its[0]].size) for its in self._names}
        with asking.asking(self._its) as front:
            first = self._window(front, FIRST, said)
            team = self._its.people[_name("many", 0)]
            asked = [front.page(team[n % len(team)]) for n in range(TIMES)]
            self._move()
            second = self._window(front, SECOND, {its: self._again(said, *its) for its in said})
        close(self._its)
        teams_of = {kind: [(kind, n) for n in range(_many(kind))] for kind in KINDS}
        both = {kind: [(first[t], second[t]) for t in its] for kind, its in teams_of.items()}
        return Town(both, asked)

    def _again(self, said: Mapping[Name, list[Said]], kind: str, n: int) -> list[Said]:
        """What a team says in the second window. Who has moved says what they said before."""
        if kind == "from":
            return later(self._chance, said["from", n][1:])
        its = KINDS[kind].second(self._chance, KINDS[kind].size)
        return [said["from", n][0], *its] if kind == "to" else its

    def _move(self) -> None:
        people, places = self._its.people, teams.memberships(self._its.database)
        moved = {}
        for n in range(_many("from")):
            person = people[_name("from", n)].pop(0)
            people[_name("to", n)].insert(0, person)
            moved[self._its.member(person)] = _name("to", n)
        with self._its.database.transaction() as tx:
            kept = [its for its in places if its.member not in moved]
            teams.replace(tx, [*kept, *(Membership(who, to) for who, to in moved.items())])

    def _window(
        self, front: Asking, window: Window, said: Mapping[Name, Sequence[Said]]
    ) -> dict[Name, Told]:
        its = self._its
        its.freeze(window)
        its.company.clock.now = instant(window.last_day)
        by_person = {
            person: rating
            for name, ratings in said.items()
            for person, rating in zip(its.people[_name(*name)], ratings, strict=True)
        }
        assert all(isinstance(told, Noted) for told in answer_all(its, by_person, window))
        for name in (its for its in said if its[0] == "many" and window == FIRST):
            self._tell_with_care(name, said[name][0])
        assert its.publish(window) == 1
        kept = self._kept(window)
        return {name: self._told(front, name, said[name], kept.get(_name(*name))) for name in said}

    def _tell_with_care(self, name: Name, one: Said) -> None:
        """To the window's sensitive question all but one have agreed too."""
        size = KINDS[name[0]].size
        others = agreed(size - 1, of_page(size, size, WITH_CARE).tipping(size))
        for person, rating in zip(self._its.people[_name(*name)], [one, *others], strict=True):
            self._its.tell(person, DEGREES[rating])

    def _told(self, front: Asking, name: Name, said: Sequence[Said], kept: int | None) -> Told:
        page = front.page(self._its.people[_name(*name)][-1])
        return Told(said, seen(page), with_care(page), kept)

    def _kept(self, window: Window) -> dict[str, int]:
        """The means that whoever copies the database finds in it, by team."""
        database = self._its.database
        means = release_totals.of_window(database, window)
        groups = {its.team: (its.group, Measure.WORTH) for its in pages.of_window(database, window)}
        return {team: means[its].points for team, its in groups.items() if its in means}


def _many(kind: str) -> int:
    return KINDS[kind].count


def _name(kind: str, n: int) -> str:
    return f"{kind} {n}"
