"""From cells to pages: which team's name leads to which group, and who else is in it.

A group is always whole cells: all those in which a team, or one below it, has people. Its id
says which teams' people it is made of, and is the same in every window as long as these are: where
it changes, the series on the page is broken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.model import Cell, LargerGroup, Page, Window
from bot.trends.tree import EVERYBODY, EVERYBODYS_NAME, Tree


@dataclass(frozen=True, slots=True)
class _Described:
    """Teams' own people, said with the fewest names: whole teams, and single levels of others."""

    whole: tuple[str, ...]
    direct: tuple[str, ...]


def groups(
    tree: Tree, window: Window, cells: Iterable[Cell]
) -> tuple[list[Page], dict[str, frozenset[str]]]:
    """The pages of a window, and the cells (by id) each of their groups is the sum of."""
    where = {team: cell for cell in cells for team in cell.teams}
    names = _Names(tree, frozenset(where))
    pages: list[Page] = []
    made_of: dict[str, frozenset[str]] = {}
    for team in (*tree.names, *({EVERYBODY} & where.keys())):
        its = {where[t].id: where[t] for t in names.peopled(team)}
        if its:
            covered = frozenset(t for cell in its.values() for t in cell.teams)
            page = _page(names, window, team, covered)
            pages.append(page)
            made_of[page.group] = frozenset(its)
    return pages, made_of


def with_larger(pages: Iterable[Page], larger: Iterable[Page]) -> list[Page]:
    """Pages, each with the group its team leads to when `larger` cells are cut into pages."""
    groups_of = {
        its.team: LargerGroup(its.group, its.together_with, its.directly_in) for its in larger
    }
    return [replace(page, larger=groups_of.get(page.team)) for page in pages]


def _page(names: _Names, window: Window, team: str, covered: frozenset[str]) -> Page:
    others = names.of(covered - names.peopled(team))
    return Page(
        window=window,
        team=team,
        title=names.tree.names.get(team, EVERYBODYS_NAME),
        group=_group_id(names.of(covered)),
        together_with=tuple(sorted(names.tree.names[t] for t in others.whole)),
        directly_in=tuple(sorted(names.tree.names[t] for t in others.direct)),
    )


class _Names:
    """Says which teams' own people some are, with the fewest names."""

    def __init__(self, tree: Tree, peopled: frozenset[str]) -> None:
        self.tree = tree
        self._peopled = {t: tree.below(t) & peopled for t in (EVERYBODY, *tree.names)}

    def peopled(self, team: str) -> frozenset[str]:
        """A team and those below it, as far as people sit directly in them."""
        return self._peopled[team]

    def of(self, covered: frozenset[str]) -> _Described:
        """The names of these."""
        found = list(self._walk(EVERYBODY, covered))
        return _Described(
            whole=tuple(sorted(team for team, is_whole in found if is_whole)),
            direct=tuple(sorted(team for team, is_whole in found if not is_whole)),
        )

    def _walk(self, team: str, covered: frozenset[str]) -> Iterator[tuple[str, bool]]:
        here = self._peopled[team]
        if here.isdisjoint(covered):
            return
        if here <= covered and team != EVERYBODY:
            yield team, True
            return
        if team in covered:
            yield team, False
        for child in self.tree.children(team):
            yield from self._walk(child, covered)


def _group_id(its: _Described) -> str:
    said = "\n".join((*its.whole, "directly in", *its.direct))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
