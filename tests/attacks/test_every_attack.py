"""Every attack in its quick form; and the README's two tables, which are those of the suite, with
figures that are within the bounds. In one file, so that one process tells the towns once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks import asking, suite, town, utility
from tests.attacks.finding import QUICK, Finding, Share, within

README = suite.README.read_text()
BY_DEFINITION = {
    "Watch a number change after somebody answered",
    "Tell from a withheld page why it is withheld",
    "Puppets and a target",
    "Export the workspace's messages",
    "Press somebody else's button, replay, forge a payload",
}
"""The only attacks whose naive design is not run: it does by its very definition what is tried."""

WHAT, TRIED, HERE, BOUND, DESIGN, THERE, TRIES = range(7)


@pytest.fixture(scope="module")
def rows() -> list[list[str]]:
    return suite.rows_of(suite.between(README, "attacks"))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    return suite.run(QUICK, tmp_path_factory.mktemp("attacks"))


def test_no_attacker_exceeds_the_bound(ran: list[Finding]) -> None:
    assert [its for its in ran if not its.holds] == []


def test_every_naive_design_falls(ran: list[Finding]) -> None:
    assert [its for its in ran if not its.naive_falls] == []


def test_every_page_was_read() -> None:
    """Words where there are few, a level where there are many: nothing was judged unseen."""
    eight, many = ([first for first, _ in town.tried(kind, QUICK)] for kind in ("eight", "many"))
    assert {its.page and its.page.band for its in eight} == {"8–11"}
    assert len({its.page and its.page.wording for its in eight}) > 1
    assert all(its.page and its.page.level is not None for its in many)
    assert all(its.with_care and its.with_care.level is not None for its in many)
    assert all(asking.seen(its.asked[0]) for its in town.told(QUICK))


def test_it_has_a_row_for_every_finding(rows: list[list[str]], ran: list[Finding]) -> None:
    assert {its.attack for its in ran if its.naive is None} == BY_DEFINITION
    findings = [suite.cells(its) for its in ran]
    told = [(row[WHAT], row[TRIED], row[BOUND], row[DESIGN]) for row in rows]
    assert told == [(its[WHAT], its[TRIED], its[BOUND], its[DESIGN]) for its in findings]


def test_every_attack_is_in_the_suite() -> None:
    """Each file with an attack, and nothing left out of the table."""
    with_attack = {
        path.stem
        for path in Path(__file__).parent.glob("test_*.py")
        if "\ndef attack(" in path.read_text()
    }
    assert {attack.__module__.rpartition(".")[2] for attack in suite.ATTACKS} == with_attack


def test_its_figures_are_within_their_bounds(rows: list[list[str]]) -> None:
    for row in rows:
        assert (row[THERE] == suite.NOT_RUN) == (row[WHAT] in BY_DEFINITION), row
        if row[BOUND] == "never":
            assert row[HERE].startswith("0 of "), row
            assert not row[THERE].startswith("0 of "), row
        else:
            here, bound, there = (int(row[n].rstrip("%")) / 100 for n in (HERE, BOUND, THERE))
            tries = int(row[TRIES].replace(",", ""))
            assert within(Share(int((here - 0.005) * tries), tries), bound), row
            assert there > bound, row


def test_usefulness_is_told_for_every_size_and_rate() -> None:
    told = suite.rows_of(suite.between(README, "usefulness"))
    sizes = [(str(size), f"{rate:.0%}") for size in utility.SIZES for rate in utility.RESPONSE]
    assert [(row[0], row[1]) for row in told] == sizes
    for row in told:
        assert int(row[4].rstrip("%")) <= 12, f"false arrows: {row}"
    assert told[0][3] == "0%", "no page is about five people"
    assert int(told[-1][5].rstrip("%")) > 50, "of a large group a clear rise is found"


def test_a_table_is_put_in_place_of_the_one_before() -> None:
    once = suite.put_between(README, "attacks", "| new |")
    assert suite.between(once, "attacks") == "| new |"
    assert suite.between(once, "usefulness") == suite.between(README, "usefulness")
    with pytest.raises(ValueError, match="no marks"):
        suite.put_between("no marks at all", "attacks", "| new |")
