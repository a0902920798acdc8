"""A receipt is a figure: it is for whoever is shown it on the page, and for nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.model import Item, Measure, Told, Viewer, Withheld
from bot.people.identity import viewer
from bot.publiclog.receipts import receipts
from storage.published import pages, releases
from tests.company import found
from tests.publiclog.conftest import entries
from tests.trends.conftest import FIRST, YES, Workspace

SENSITIVE = Measure(Item.sensitive_in(FIRST))
TEAMS = ("Billing", "Search", "Platform")
QUIET = 4
"""So many of Search say what their work was worth: one too few for a figure."""


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Workspace]:
    """Billing, Search and Platform, of eight people each, under Engineering: large enough for a
    page of their own, and for the sensitive question only all together, which is Engineering."""
    its = Workspace(found(tmp_path))
    its.team("Engineering", 6)
    for name in TEAMS:
        its.team(name, 8, "Engineering")
    its.freeze()
    yield its
    its.database.close()
    its.services.keys.store.close()
    its.company.published.database.close()


@pytest.fixture
def company(frozen: Workspace) -> Workspace:
    """It is published; only in Search too few said what their work was worth."""
    for name in TEAMS:
        people = frozen.people[name]
        for person in people[:QUIET] if name == "Search" else people:
            frozen.answer(person, YES, FIRST.first_day)
        for person in people:
            frozen.tell(person, 5)
    frozen.publish()
    return frozen


def seen_by(its: Workspace, name: str) -> Viewer:
    return viewer(its.services, its.people[name][0])


def checked(its: Workspace, who: Viewer, name: str | None = None) -> list[tuple[str, str]]:
    """Group and measure of every receipt they are given."""
    found = receipts(its.services, who, name)
    assert all(receipt.entry for receipt in found), "each stands in the log"
    places = [json.loads(receipt.text)[2:4] for receipt in found]
    return sorted((group, measure) for group, measure in places)


def groups(its: Workspace, team: str) -> tuple[str, str]:
    """The group a team's page leads to, and the larger one it is counted in."""
    (page,) = (p for p in pages.of_window(its.database, FIRST) if p.team == team.lower())
    assert page.larger
    return page.group, page.larger.group


def test_a_larger_group_gives_its_sensitive_figure_alone(company) -> None:
    """What Engineering's work was worth is on a page that members of Billing are refused."""
    member, (own, larger) = seen_by(company, "Billing"), groups(company, "Billing")
    assert company.page_for(member, "Engineering") == Withheld()
    above = {its.measure for its in releases.of_group(company.database, larger, FIRST)}
    assert above >= {Measure.WORTH, SENSITIVE}, "there is something to keep from them"
    theirs = [(own, "worth"), (own, "use"), (larger, str(SENSITIVE))]
    assert checked(company, member) == sorted(theirs)
    assert receipts(company.services, member, "Engineering") == []


def test_whoever_is_shown_the_page_of_all_checks_all_that_stands_there(company) -> None:
    boss, (own, larger) = seen_by(company, "boss of Engineering"), groups(company, "Engineering")
    assert own == larger
    assert checked(company, boss) == sorted((own, its) for its in ("worth", "use", SENSITIVE))


def test_nothing_is_checked_where_the_page_is_withheld(company) -> None:
    member = seen_by(company, "Search")
    assert company.page_for(member) == Withheld()
    assert releases.of_group(company.database, groups(company, "Search")[1], FIRST)
    for name in (None, "Search", "Billing", "Nowhere"):
        assert receipts(company.services, member, name) == []


def test_a_sample_has_nothing_to_check(frozen) -> None:
    member = seen_by(frozen, "Billing")
    assert frozen.page_for(member).sample
    assert receipts(frozen.services, member, None) == []


@pytest.mark.parametrize("team", ["Billing", "Search"])
def test_a_manager_who_checks_has_looked(company, team) -> None:
    """Whether or not there was anything to show; once a day, and members never."""
    before = len(entries(company))
    receipts(company.services, seen_by(company, team), team)
    assert len(entries(company)) == before
    for _ in range(2):
        receipts(company.services, seen_by(company, f"boss of {team}"), team)
    (told,) = entries(company)[before:]
    assert (told.kind, json.loads(told.body)["team"]) == (Told.OPENED, team.lower())
