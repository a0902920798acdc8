"""The tree the teams form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from bot.model import Team

EVERYBODY = ""
"""What lies above all teams. Where there are no teams at all, people sit directly in it, and it has
a page under the name everybody would ask for."""

EVERYBODYS_NAME = "Everybody"


class Tree:
    """Which team lies in which. A parent that is not in the roster counts as none."""

    def __init__(self, teams: Iterable[Team]) -> None:
        self.names = {team.id: team.name for team in teams}
        self._parents = {team.id: team.parent or EVERYBODY for team in teams}
        self._children: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, set[str]] = defaultdict(set)
        for team in sorted(self._parents):
            self._children[self.parent(team)].append(team)
            for above in (*self.chain(team), EVERYBODY):
                self._below[above].add(team)

    def parent(self, team: str) -> str:
        """The team it lies in; EVERYBODY for one at the top."""
        parent = self._parents[team]
        return parent if parent in self._parents else EVERYBODY

    def chain(self, team: str) -> tuple[str, ...]:
        """The team, the team it lies in, and so on up to the top."""
        chain: list[str] = []
        while team != EVERYBODY and team not in chain:
            chain.append(team)
            team = self.parent(team)
        return tuple(chain)

    def children(self, team: str) -> list[str]:
        """The teams that lie directly in it."""
        return self._children.get(team, [])

    def below(self, team: str) -> frozenset[str]:
        """The team itself and every team that lies in it, however deep."""
        return frozenset({team} | self._below.get(team, set()))

    def above(self, teams: Iterable[str]) -> str | None:
        """The nearest team that holds all of these; a team with sub-teams holds its own people."""
        chains = [self.chain(self._holder(team)) for team in teams]
        return next((t for t in chains[0] if all(t in chain for chain in chains)), None)

    def _holder(self, team: str) -> str:
        return team if team == EVERYBODY or self.children(team) else self.parent(team)
