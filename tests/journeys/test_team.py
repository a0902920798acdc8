"""A team's page: what a manager sees, and everybody in the team as well, locked once it is out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle

import pytest

from bot.sandbox import Hand, Message, View
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import blocks_of, current, plain, questions, task, words

PAYMENTS = [f"UPAY{n:02}" for n in range(13)]
SEARCH = [f"USEA{n:02}" for n in range(7)]
DESIGN = [f"UDES{n:02}" for n in range(3)]
QUIET = [f"UQUI{n:02}" for n in range(6)]
WITHHELD = "There is no page to show here. The reason is never given"


@pytest.fixture
def staffed(office: Office) -> Office:
    """Two large teams, a small one that is merged, and one in which nobody answers."""
    for people, team, parent in (
        (PAYMENTS, "Payments", "Engineering"),
        (SEARCH, "Search", "Engineering"),
        (DESIGN, "Design", "Engineering"),
        (QUIET, "Support", None),
    ):
        for slack_id in people:
            office.hire(slack_id, team, parent=parent)
    office.hire("UBEN", "Payments", parent="Engineering", role="manager")
    office.hire("UDARIO", "Engineering", role="manager")
    office.open()
    office.tick()
    return office


def answer(office: Office, day: int, month: int, people: Iterable[str], ratings: str) -> None:
    """Everybody works on Thursday, is asked on Friday, and taps: w, p or n in turn."""
    people = list(people)
    at = f"2026-{month:02}-{day:02}"
    office.clock.set(f"{at}T18:00")
    office.push([task(slack_id, f"{at}T09:00") for slack_id in people])
    office.at(f"2026-{month:02}-{day + 1:02}T13:00")
    meant = {"w": "worth_it", "p": "partly", "n": "not_worth_it"}
    asked: list[tuple[Hand, Message]] = []
    for slack_id, rating in zip(people, cycle(ratings), strict=False):
        hand = office.workspace.hand(slack_id)
        asked.append((hand, hand.last()))
        row = questions(hand.last())[0]
        hand.press(f"{actions.ANSWER_RATE}:{meant[rating]}", block_id=row)
    office.wait(lambda: all("Noted." in words(current(*its)) for its in asked))


def page(shown: Message | View) -> str:
    """A page as it reads, without the names of what else its reader may open."""
    return "\n".join(line for line in words(shown).splitlines() if "More pages" not in line)


def team(office: Office, slack_id: str, name: str = "") -> Message:
    return office.command(office.workspace.hand(slack_id), f"team {name}")


def test_from_a_sample_to_locked_pages(staffed: Office) -> None:
    office = staffed
    sample = team(office, "UBEN")
    assert "Every figure on it is made up. The first real one comes on Thursday 10 December" in (
        words(sample)
    )
    assert page(sample) == page(team(office, PAYMENTS[0], "payments"))
    withheld = team(office, "UBEN", "Search")
    assert WITHHELD in words(withheld)

    answer(office, 5, 11, [*PAYMENTS, *SEARCH, *DESIGN], "wwpwn")
    assert plain(team(office, "UBEN")) == plain(sample), "an open window has no way in"
    office.at("2026-12-10T11:59")
    assert "Every figure on it is made up" in words(team(office, "UBEN"))
    office.at("2026-12-10T12:00")

    # Numbers from twelve people on; the same for the manager, the one above, and every member
    shown = team(office, "UBEN")
    assert "% worth it*, of the tasks people were asked about. The true figure is" in words(shown)
    assert "12–19 people answered" in words(shown)
    assert "It never changes; the next one comes on Thursday 7 January" in words(shown)
    assert {page(team(office, slack_id)) for slack_id in PAYMENTS[:3]} == {page(shown)}
    above = team(office, "UDARIO", "Payments")
    assert page(above) == page(shown)
    assert "More pages you may open" in words(above)

    # Words under twelve, and the small team only together with its sibling
    rough = team(office, SEARCH[0])
    assert "8–11 people answered" in words(rough)
    assert re.search(r"\*(Mostly|Mixed|Mostly not)( worth it)?\*, of the tasks", words(rough))
    assert "%" not in words(rough)
    assert "Together with Design" in words(rough)
    merged = team(office, DESIGN[0])
    assert "Together with Search" in words(merged)
    assert words(rough).splitlines()[3:] == words(merged).splitlines()[3:]

    # Not theirs, nobody's, and one in which nobody answered: not a byte between them
    for slack_id, name in (
        ("UBEN", "Search"),
        ("UBEN", "No such team"),
        ("UBEN", "Support"),
        (QUIET[0], ""),
        (QUIET[0], "Support"),
        (PAYMENTS[0], "Engineering"),
        ("UDARIO", "Support"),
        ("UDARIO", "payments; DROP TABLE"),
    ):
        assert plain(team(office, slack_id, name)) == plain(withheld), (slack_id, name)

    asked_again = {plain(team(office, "UBEN")) for _ in range(100)}
    assert asked_again == {plain(shown)}


def test_nothing_that_happens_afterwards_changes_a_page(staffed: Office) -> None:
    office = staffed
    answer(office, 5, 11, [*PAYMENTS, *SEARCH], "wwpwn")
    office.at("2026-12-10T12:00")
    before, rough = team(office, "UBEN"), team(office, SEARCH[0])

    leaver, quitter, changing = (office.workspace.hand(its) for its in PAYMENTS[:3])
    office.workspace.update_person(PAYMENTS[0], deleted=True)
    office.load_roster()
    office.quietly(quitter, lambda: quitter.press(actions.WELCOME_DECLINE))
    asked = changing.messages()[1]
    row = questions(asked)[0]
    office.quietly(changing, lambda: changing.press(actions.COUNTED_OUT))
    changed = office.quietly(
        changing,
        lambda: office.interact(PAYMENTS[2], asked, f"{actions.ANSWER_RATE}:worth_it", row),
    )
    assert "This one is closed" in words(changed)
    for row in office.rows[3:9]:
        row["team"] = "Search"
    office.hire("UNEW", "Payments", parent="Engineering")
    office.load_roster()
    office.at("2026-12-14T08:00")
    assert leaver.messages(), "they left, what they were sent stays"
    assert plain(team(office, "UBEN")) == plain(before)
    assert plain(team(office, SEARCH[0])) == plain(rough)
    assert "You are new to this team" in words(team(office, "UNEW"))


def test_two_windows_make_a_picture(staffed: Office) -> None:
    office = staffed
    answer(office, 5, 11, PAYMENTS, "wwpwn")
    answer(office, 3, 12, PAYMENTS, "wpn")
    office.at("2027-01-07T12:00")
    ben = office.workspace.hand("UBEN")
    shown = team(office, "UBEN")
    assert "30 November – 27 December" in words(shown)
    assert "The windows before" in words(shown)
    (chart,) = blocks_of(shown, "data_visualization")
    assert [point["label"] for point in chart["chart"]["series"][0]["data"]] == ["29 Nov", "27 Dec"]

    # The same page in a modal, where Slack knows no charts
    member = office.workspace.hand(PAYMENTS[0])
    member.press(actions.TEAM_OPEN)
    modal = office.modal(member, "Team's page")
    assert not list(blocks_of(modal, "data_visualization"))
    for line in words(modal).splitlines()[:4]:
        assert line in words(shown)
    ben.open_home()
    office.wait(ben.home)
    ben.press(actions.TEAM_OPEN, home=True, value="Payments")
    assert page(office.modal(ben, "Team's page")) == page(modal)
