"""From cells to pages: which team's name leads to which group, and who else is in it.

A group is always whole cells: all those in which a team, or one below it, has people. Its id
says which teams' people it is made of, and is the same in every window as long as these are: where
it changes, the series on the page is broken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.model import Cell, Page, Window
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
    cells = tuple(cells)
    where = {team: cell for cell in cells for team in cell.teams}
    pages: list[Page] = []
    made_of: dict[str, frozenset[str]] = {}
    for team in (*tree.names, EVERYBODY):
        its = {where[t].id: where[t] for t in tree.below(team) if t in where}
        if its and (team != EVERYBODY or EVERYBODY in where):
            covered = frozenset(t for cell in its.values() for t in cell.teams)
            page = _page(tree, window, team, covered, frozenset(where))
            pages.append(page)
            made_of[page.group] = frozenset(its)
    return pages, made_of


def _page(
    tree: Tree, window: Window, team: str, covered: frozenset[str], peopled: frozenset[str]
) -> Page:
    others = _describe(tree, covered - tree.below(team), peopled)
    return Page(
        window=window,
        team=team,
        title=tree.names.get(team, EVERYBODYS_NAME),
        group=_group_id(_describe(tree, covered, peopled)),
        together_with=tuple(sorted(tree.names[t] for t in others.whole)),
        directly_in=tuple(sorted(tree.names[t] for t in others.direct)),
    )


def _describe(tree: Tree, covered: frozenset[str], peopled: frozenset[str]) -> _Described:
    found = list(_walk(tree, EVERYBODY, covered, peopled))
    whole = tuple(sorted(team for team, is_whole in found if is_whole))
    return _Described(whole, tuple(sorted(team for team, is_whole in found if not is_whole)))


def _walk(
    tree: Tree, team: str, covered: frozenset[str], peopled: frozenset[str]
) -> Iterator[tuple[str, bool]]:
    here = tree.below(team) & peopled
    if not here & covered:
        return
    if here <= covered and team != EVERYBODY:
        yield team, True
        return
    if team in covered:
        yield team, False
    for child in tree.children(team):
        yield from _walk(tree, child, covered, peopled)


def _group_id(its: _Described) -> str:
    said = "\n".join((*its.whole, "directly in", *its.direct))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
