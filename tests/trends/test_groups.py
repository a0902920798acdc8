"""Which name leads where, and that nothing published can be taken apart below a cell."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings

from bot.model import Page
from bot.trends.cells import cut
from bot.trends.groups import groups
from tests.trends.rosters import WINDOW, roster, rosters


def pages_of(its, before=()) -> dict[str, Page]:
    pages, _ = groups(its.tree, WINDOW, cut(its, WINDOW, before))
    return {page.team: page for page in pages}


def test_a_merged_group_is_named_as_such() -> None:
    pages = pages_of(
        roster({"eng": 0, "a": 5, "b": 7, "c": 9}, {"a": "eng", "b": "eng", "c": "eng"})
    )
    assert (pages["a"].title, pages["a"].together_with) == ("A", ("B",))
    assert (pages["b"].title, pages["b"].together_with) == ("B", ("A",))
    assert pages["a"].group == pages["b"].group
    assert pages["c"].together_with == pages["eng"].together_with == ()


def test_a_group_with_a_parents_own_people_says_so() -> None:
    pages = pages_of(roster({"eng": 3, "a": 5, "b": 9}, {"a": "eng", "b": "eng"}))
    assert (pages["a"].together_with, pages["a"].directly_in) == ((), ("Eng",))
    assert pages["eng"].together_with == pages["eng"].directly_in == ()


def test_a_parent_is_the_sum_of_the_cells_below_and_of_its_own_people() -> None:
    its = roster({"eng": 6, "a": 6, "b": 9}, {"a": "eng", "b": "eng"})
    cells = cut(its, WINDOW)
    pages, made_of = groups(its.tree, WINDOW, cells)
    eng = next(page for page in pages if page.team == "eng")
    assert made_of[eng.group] == {cell.id for cell in cells}


def test_the_series_goes_on_while_the_same_teams_are_in_it_and_breaks_otherwise() -> None:
    parents = {"a": "eng", "b": "eng", "c": "eng"}
    usual = pages_of(roster({"eng": 0, "a": 8, "b": 8, "c": 9}, parents))
    grown = pages_of(roster({"eng": 0, "a": 30, "b": 6, "c": 7}, parents))
    merged = pages_of(roster({"eng": 0, "a": 5, "b": 8, "c": 9}, parents))
    assert {t: p.group for t, p in grown.items()} == {t: p.group for t, p in usual.items()}
    assert merged["a"].group != usual["a"].group
    assert merged["b"].group != usual["b"].group
    assert merged["c"].group == usual["c"].group
    assert merged["eng"].group == usual["eng"].group, "all of it, however it is cut inside"


@settings(max_examples=100, deadline=None)
@given(rosters())
def test_no_combination_of_groups_isolates_fewer_than_a_cell(its) -> None:
    cells = cut(its, WINDOW)
    _, made_of = groups(its.tree, WINDOW, cells)
    people = [member for cell in cells for member in sorted(cell.members)]
    published = [
        [int(any(p in c.members for c in cells if c.id in ids)) for p in people]
        for ids in made_of.values()
    ]
    basis = rank(published)
    for cell in cells:
        for part in (1, len(cell.members) - 1):
            few = sorted(cell.members)[:part]
            target = [int(p in few) for p in people]
            assert rank([*published, target]) == basis + 1
    assert basis <= len(cells)


@settings(max_examples=100, deadline=None)
@given(rosters())
def test_every_cell_is_in_the_page_of_its_own_teams(its) -> None:
    cells = cut(its, WINDOW)
    pages, made_of = groups(its.tree, WINDOW, cells)
    group_of = {page.team: page.group for page in pages}
    for cell in cells:
        assert all(cell.id in made_of[group_of[team]] for team in cell.teams)
    assert set(made_of) == {page.group for page in pages}


def rank(rows: list[list[int]]) -> int:
    """Of a matrix, exactly."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((row for row in left[found:] if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left.insert(found, pivot)
        found += 1
        for n in range(found, len(left)):
            factor = left[n][column] / pivot[column]
            if factor:
                left[n] = [a - factor * b for a, b in zip(left[n], pivot, strict=True)]
    return found
