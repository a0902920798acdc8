"""Larkmoor has the people and teams its story needs."""

from collections import Counter

from bot.demo.company import CAST, NAME, found
from bot.people import roster


def under(company, team):
    return [its for its in company.people if team in company.chain(its.team)]


def test_about_a_hundred_and_fifty_people_each_of_them_somebody_else():
    people = found().people
    assert 145 <= len(people) <= 165
    assert len({its.name for its in people}) == len({its.email for its in people}) == len(people)


def test_teams_lie_in_each_other_three_levels_deep_and_more():
    company = found()
    assert company.chain("Checkout") == ("Checkout", "Product", "Engineering", NAME)


def test_leaf_teams_have_five_to_twelve_people_and_one_has_four():
    company = found()
    parents = set(company.parents.values())
    sizes = Counter(its.team for its in company.people if not its.manages)
    leaves = {team: sizes[team] for team in company.parents if team not in parents}
    assert [team for team, size in leaves.items() if size == 4] == ["Docs"]
    assert all(5 <= size <= 12 for team, size in leaves.items() if team != "Docs")


def test_groups_are_large_enough_for_what_their_pages_are_to_show():
    company = found()
    assert len(under(company, NAME)) >= 100
    assert len(under(company, "Product")) >= 30
    assert len(under(company, "Support")) >= 30


def test_people_live_in_zones_with_half_hours_and_on_both_sides_of_the_globe():
    zones = found().zones
    assert {"Asia/Kolkata", "Australia/Sydney", "America/Los_Angeles"} <= set(zones)


def test_every_team_has_one_manager_and_the_cast_has_its_places():
    company = found()
    managers = Counter(its.team for its in company.people if its.manages)
    assert managers == Counter(company.parents.keys())
    by_id = {its.slack_id: its for its in company.people}
    assert by_id["U0ADA"].team == by_id["U0BEN"].team == "Checkout"
    assert "Engineering" in company.chain(by_id["U0ADA"].team)
    assert by_id["U0CHLOE"].manages
    assert by_id["U0DARIO"].admin
    assert by_id["U0ELIF"].team == "Docs"


def test_the_first_person_of_the_page_is_ada():
    assert found().people[0].name == "Ada Field"


def test_a_smaller_company_keeps_what_is_above_its_teams():
    company = found({"Checkout"})
    assert set(company.parents) == {"Checkout", "Product", "Engineering", NAME}
    assert "U0ADA" in {its.slack_id for its in company.people}
    assert len(company.people) < len(CAST) * 2


def test_its_roster_is_one_that_an_admin_could_load():
    company = found()
    rows = [
        {"slack_id": its.slack_id, "team": its.team, "parent_team": company.parents[its.team]}
        for its in company.people
    ]
    read, rejects = roster.parse(rows)
    assert rejects == []
    assert len(read.entries) == len(company.people)
