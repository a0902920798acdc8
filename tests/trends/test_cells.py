"""How a roster is cut: every case that has a rule, and what must hold for any roster at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import DAY, Cell, MemberId, Membership, Role
from bot.trends.cells import cut
from tests.trends.rosters import WINDOW, by_member, person, roster, rosters


def together(cells: list[Cell]) -> set[tuple[str, ...]]:
    return {cell.teams for cell in cells}


def by_team(cells: list[Cell]) -> dict[str, Cell]:
    return {team: cell for cell in cells for team in cell.teams}


def test_teams_of_six_or_more_stand_alone() -> None:
    cells = cut(roster({"billing": 6, "search": 11}), WINDOW)
    assert together(cells) == {("billing",), ("search",)}
    assert len(by_team(cells)["billing"].members) == 6


def test_a_smaller_team_joins_its_smallest_sibling() -> None:
    sizes = {"eng": 0, "billing": 5, "search": 9, "infra": 7, "sales": 6}
    parents = {"billing": "eng", "search": "eng", "infra": "eng"}
    cells = cut(roster(sizes, parents), WINDOW)
    assert together(cells) == {("billing", "infra"), ("search",), ("sales",)}


def test_those_directly_under_a_parent_are_its_own_cell() -> None:
    sizes = {"eng": 4, "billing": 6, "search": 6}
    its = roster(sizes, {"billing": "eng", "search": "eng"}, managers=("eng", "billing", "search"))
    cells = by_team(cut(its, WINDOW))
    assert cells["eng"].teams == ("eng",)
    assert cells["eng"].members == {
        "eng-0",
        "eng-1",
        "eng-2",
        "eng-3",
        "boss-billing",
        "boss-search",
    }
    assert cells["eng"].parent == cells["billing"].parent == "eng"


def test_a_parents_own_people_join_a_team_when_they_are_few_and_its_manager_is_left_out() -> None:
    its = roster({"eng": 2, "a": 6, "b": 9}, {"a": "eng", "b": "eng"}, managers=("a", "b"))
    cells = cut(its, WINDOW)
    assert together(cells) == {("a", "eng"), ("b",)}
    assert "boss-b" in by_team(cells)["eng"].members
    assert not any("boss-a" in cell.members for cell in cells)


def test_an_only_child_under_six_joins_its_parents_own_people() -> None:
    its = roster(
        {"top": 0, "eng": 3, "lab": 4, "ops": 8}, {"eng": "top", "lab": "eng", "ops": "top"}
    )
    assert together(cut(its, WINDOW)) == {("eng", "lab"), ("ops",)}


def test_a_parent_too_small_in_all_goes_up_as_one() -> None:
    its = roster(
        {"top": 0, "eng": 1, "lab": 4, "ops": 8}, {"eng": "top", "lab": "eng", "ops": "top"}
    )
    assert together(cut(its, WINDOW)) == {("eng", "lab", "ops")}


def test_a_small_team_beside_a_tall_one_joins_its_smallest_cell() -> None:
    sizes = {"top": 0, "tiny": 3, "eng": 0, "a": 7, "b": 9}
    its = roster(sizes, {"tiny": "top", "eng": "top", "a": "eng", "b": "eng"})
    assert together(cut(its, WINDOW)) == {("a", "tiny"), ("b",)}


def test_under_six_at_the_root_publishes_nothing() -> None:
    assert cut(roster({"top": 2, "eng": 3}, {"eng": "top"}), WINDOW) == []
    assert cut(roster({}), WINDOW) == []


def test_no_tree_is_one_cell_for_all() -> None:
    its = replace(roster({}), people=by_member(person(f"p{n}") for n in range(6)))
    (cell,) = cut(its, WINDOW)
    assert len(cell.members) == 6


def test_whoever_sees_all_is_counted_nowhere() -> None:
    its = roster({"top": 6}, managers=("top",))
    assert [len(cell.members) for cell in cut(its, WINDOW)] == [6]


def test_somebody_who_manages_a_sibling_is_left_out_only_where_the_two_are_one_group() -> None:
    its = roster({"eng": 0, "a": 7, "b": 6}, {"a": "eng", "b": "eng"})
    its = replace(
        its, memberships=(*its.memberships, Membership(MemberId("a-0"), "b", Role.MANAGER, False))
    )
    assert "a-0" in by_team(cut(its, WINDOW))["a"].members
    fewer = replace(its, people={m: p for m, p in its.people.items() if m != "b-0"})
    (cell,) = cut(fewer, WINDOW)
    assert cell.teams == ("a", "b")
    assert len(cell.members) == 11
    assert "a-0" not in cell.members


def test_guests_leavers_and_new_accounts_do_not_count_but_founders_do() -> None:
    began = int(datetime.combine(WINDOW.first_day, time(), UTC).timestamp())
    its = roster({"billing": 5})
    for facts, counts in (
        ({"first_seen": began - 28 * DAY}, True),
        ({"first_seen": began - 28 * DAY + 1}, False),
        ({"first_seen": began, "founding": True}, True),
        ({"guest": True}, False),
        ({"left": True}, False),
    ):
        sixth = person("sixth", **facts)
        six = replace(
            its,
            people=its.people | by_member([sixth]),
            memberships=(*its.memberships, Membership(MemberId(sixth.id), "billing")),
        )
        assert bool(cut(six, WINDOW)) is counts, facts


def test_a_merged_team_has_its_own_page_again_only_at_eight() -> None:
    parents = {"a": "eng", "b": "eng"}
    before = cut(roster({"eng": 0, "a": 5, "b": 9}, parents), WINDOW)
    assert together(before) == {("a", "b")}
    for size, expected in (
        (6, {("a", "b")}),
        (7, {("a", "b")}),
        (8, {("a",), ("b",)}),
    ):
        cells = cut(roster({"eng": 0, "a": size, "b": 9}, parents), WINDOW.plus(1), before)
        assert together(cells) == expected


def test_a_team_on_its_own_stays_so_down_to_six() -> None:
    parents = {"a": "eng", "b": "eng"}
    before = cut(roster({"eng": 0, "a": 9, "b": 9}, parents), WINDOW)
    after = cut(roster({"eng": 0, "a": 6, "b": 7}, parents), WINDOW.plus(1), before)
    assert together(after) == {("a",), ("b",)}


def test_a_small_team_stays_with_those_it_was_with() -> None:
    parents = {"a": "eng", "b": "eng", "c": "eng"}
    before = cut(roster({"eng": 0, "a": 5, "b": 7, "c": 9}, parents), WINDOW)
    after = cut(roster({"eng": 0, "a": 5, "b": 9, "c": 7}, parents), WINDOW.plus(1), before)
    assert together(before) == together(after) == {("a", "b"), ("c",)}


@settings(max_examples=100, deadline=None)
@given(rosters())
def test_any_roster_is_cut_into_cells_of_six_and_nobody_is_in_two(its) -> None:
    cells = cut(its, WINDOW)
    members = [member for cell in cells for member in cell.members]
    assert len(members) == len(set(members))
    seats = its.seats(WINDOW)
    placed = by_team(cells)
    for cell in cells:
        assert len(cell.members) >= 6
        assert not cell.members & its.viewers(cell.teams)
        seated = set().union(*(seats[team] for team in cell.teams))
        assert cell.members == seated - its.viewers(cell.teams)
    if cells:
        assert set(placed) == set(seats), "whoever counts is placed, unless nobody can be"


@settings(max_examples=80, deadline=None)
@given(rosters(), rosters())
def test_what_was_merged_stands_alone_only_from_eight_unless_nobody_else_is_there(
    earlier, later
) -> None:
    before = cut(earlier, WINDOW)
    after = cut(later, WINDOW.plus(1), before)
    assert all(len(cell.members) >= 6 for cell in after)
    for cell in after:
        if any(set(cell.teams) < set(its.teams) for its in before):
            assert len(cell.members) >= 8 or len(after) == 1


@settings(max_examples=80, deadline=None)
@given(rosters(), st.randoms(use_true_random=False))
def test_the_cut_does_not_depend_on_the_order_of_the_roster(its, chance) -> None:
    def shuffled(things):
        return tuple(chance.sample(things, len(things)))

    other = replace(
        its,
        people=dict(shuffled([*its.people.items()])),
        teams=shuffled(its.teams),
        memberships=shuffled(its.memberships),
    )
    assert cut(other, WINDOW) == cut(its, WINDOW)


@settings(max_examples=100, deadline=None)
@given(rosters())
def test_an_unchanged_roster_keeps_its_cells(its) -> None:
    before = cut(its, WINDOW)
    after = cut(its, WINDOW.plus(1), before)
    assert together(after) == together(before)
