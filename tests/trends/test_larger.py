"""Larger cells: whole cells merged upwards, and nothing published can be taken apart below one."""

from __future__ import annotations

from hypothesis import given, settings

from bot.trends.cells import cut
from bot.trends.floors import LEAST_FOR_SENSITIVE
from bot.trends.groups import groups
from bot.trends.larger import larger_cells
from tests.trends.rosters import WINDOW, roster, rosters
from tests.trends.test_groups import rank


def larger_of(its) -> dict[tuple[str, ...], int]:
    return {cell.teams: len(cell.members) for cell in larger_cells(its, WINDOW, cut(its, WINDOW))}


def test_what_is_large_enough_stays_alone() -> None:
    parents = {"a": "eng", "b": "eng", "c": "eng"}
    its = roster({"eng": 0, "a": 25, "b": 20, "c": 31}, parents)
    assert larger_of(its) == {("a",): 25, ("b",): 20, ("c",): 31}


def test_a_small_cell_joins_the_smallest_beside_it() -> None:
    parents = {"a": "eng", "b": "eng", "c": "eng"}
    assert larger_of(roster({"eng": 0, "a": 25, "b": 12, "c": 9}, parents)) == {
        ("a",): 25,
        ("b", "c"): 21,
    }
    assert larger_of(roster({"eng": 0, "a": 25, "b": 30, "c": 9}, parents)) == {
        ("a", "c"): 34,
        ("b",): 30,
    }


def test_what_is_too_small_under_its_parent_goes_on_upwards() -> None:
    parents = {"eng": "all", "ops": "all", "a": "eng", "b": "eng", "x": "ops"}
    its = roster({"all": 0, "eng": 0, "ops": 0, "a": 7, "b": 8, "x": 40}, parents)
    assert larger_of(its) == {("a", "b", "x"): 55}


def test_a_small_company_has_none() -> None:
    assert larger_of(roster({"a": 10, "b": 9})) == {}
    assert larger_of(roster({})) == {}
    assert larger_of(roster({"a": 10, "b": 10})) == {("a", "b"): 20}


def test_who_would_see_the_figure_is_not_counted_in_it() -> None:
    """The managers of small teams sit above them, in a cell that those teams are merged with."""
    parents = {"a": "eng", "b": "eng", "c": "eng"}
    its = roster({"eng": 5, "a": 8, "b": 9, "c": 30}, parents, managers=["eng", "a", "b", "c"])
    # c's manager does not see what a, b and the people directly in eng share, and counts there
    assert larger_of(its) == {("a", "b", "eng"): 8 + 9 + 5 + 1, ("c",): 30}


@settings(max_examples=100, deadline=None)
@given(rosters())
def test_whole_cells_of_twenty_or_more_without_their_viewers(its) -> None:
    cells = cut(its, WINDOW)
    larger = larger_cells(its, WINDOW, cells)
    of_person = {person: cell for cell in cells for person in cell.members}
    for big in larger:
        assert len(big.members) >= LEAST_FOR_SENSITIVE
        assert not big.members & its.viewers(big.teams)
        whole = {of_person[person].id for person in big.members}
        everybody = {p for cell in cells if cell.id in whole for p in cell.members}
        assert everybody - big.members <= its.viewers(big.teams)
    assert len({p for big in larger for p in big.members}) == sum(len(b.members) for b in larger)
    teams = [team for big in larger for team in big.teams]
    assert len(teams) == len(set(teams))
    if larger:
        assert set(teams) == {team for cell in cells for team in cell.teams}


@settings(max_examples=100, deadline=None)
@given(rosters())
def test_no_combination_of_groups_isolates_fewer_than_a_larger_cell(its) -> None:
    larger = larger_cells(its, WINDOW, cut(its, WINDOW))
    _, made_of = groups(its.tree, WINDOW, larger)
    people = [person for cell in larger for person in sorted(cell.members)]
    published = [
        [int(any(p in c.members for c in larger if c.id in ids)) for p in people]
        for ids in made_of.values()
    ]
    basis = rank(published)
    assert basis <= len(larger)
    for cell in larger:
        for few in (sorted(cell.members)[:1], sorted(cell.members)[1:]):
            assert rank([*published, [int(p in few) for p in people]]) == basis + 1
