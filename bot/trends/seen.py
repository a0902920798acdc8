"""The teams somebody who asks may see, and how they name them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.model import Team, Viewer
from bot.trends.tree import EVERYBODY, EVERYBODYS_NAME, Tree


@dataclass(frozen=True, slots=True)
class Seen:
    """The teams a viewer may ask for: first those they are in, then those they manage, then those
    above where they are counted; and in each the highest first."""

    teams: tuple[Team, ...]

    @classmethod
    def by(cls, viewer: Viewer, every: Sequence[Team]) -> Seen:
        """What this viewer may ask for, of every team there is. Where there are no teams, everybody
        may ask for the page of all."""
        if not every:
            return cls((Team(EVERYBODY, EVERYBODYS_NAME),))
        tree = Tree(every)
        managed = {below for team in viewer.manages for below in tree.below(team)}
        seen = [team for team in every if team.id in viewer.sees | managed]
        nearest = (viewer.member_of, managed, viewer.counted_above)
        return cls(tuple(sorted(seen, key=lambda team: _order(team, nearest, tree))))

    def own(self) -> Team | None:
        """The one they mean when they name none."""
        return next(iter(self.teams), None)

    def named(self, name: str) -> Team | None:
        """The team of that name, in any case."""
        return next((team for team in self.teams if _plain(team.name) == _plain(name)), None)

    def beside(self, team: Team) -> tuple[str, ...]:
        """The names of the others."""
        return tuple(sorted((its.name for its in self.teams if its.id != team.id), key=_plain))


def _order(team: Team, nearest: Sequence[Collection[str]], tree: Tree) -> tuple[int, int, str]:
    rank = next(n for n, teams in enumerate(nearest) if team.id in teams)
    return rank, len(tree.chain(team.id)), _plain(team.name)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
