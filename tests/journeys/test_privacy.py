"""What is promised, and what is not: every page can be reached, and left again."""

from __future__ import annotations

import pytest

from bot.sandbox import Hand, View
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import title, words

PAGES = {
    "collected": ("What is collected", "forty minutes with Claude Code"),
    "managers": ("What a manager sees", "72 of 96"),
    "not_protected": ("What is not protected", "A person who runs the server"),
    "with_care": ("Three questions", "at least 20 people"),
    "how_long": ("How long it is kept", "13 weeks"),
    "own_data": ("Your data", "as a sealed file"),
}


@pytest.fixture
def ada(office: Office) -> Hand:
    its = office.hire("UADA")
    office.open()
    office.tick()
    return its


def turn_to(office: Office, hand: Hand, page: str) -> View:
    hand.press(f"{actions.PRIVACY_PAGE}:{page}")
    return office.modal(hand, PAGES[page][0])


def test_each_page_opens_over_the_first_and_leads_back(office: Office, ada: Hand) -> None:
    assert set(PAGES) == set(actions.PRIVACY_PAGES)
    ada.press(actions.WELCOME_MORE)
    office.modal(ada, "Tell me more")
    for page, (_, said) in PAGES.items():
        shown = turn_to(office, ada, page)
        assert said in words(shown)
        assert shown.view["close"]["text"] == "Back"
        ada.close()
        assert [title(its) for its in ada.modals()] == ["Tell me more"]
    ada.press(actions.LOG_OPEN)
    office.modal(ada, "Public log")


def test_from_the_command_each_page_stands_alone(office: Office, ada: Hand) -> None:
    office.command(ada, "privacy")
    for page in PAGES:
        assert turn_to(office, ada, page).view["close"]["text"] == "Close"
        ada.close()
        assert not ada.modals()


def test_three_deep_what_is_opened_next_takes_the_place(office: Office, ada: Hand) -> None:
    """Slack lays three modals over each other, and refuses a fourth."""
    ada.open_home()
    office.wait(lambda: "Privacy" in str(ada.home()))
    ada.press(actions.PRIVACY_OPEN, home=True)
    office.modal(ada, "Privacy")
    turn_to(office, ada, "own_data")
    ada.press(actions.FORGET_OPEN)
    office.modal(ada, "Erase everything")
    ada.press(actions.EXPORT_OPEN)
    office.wait(lambda: title(ada.modals()[-1]) != "Erase everything")
    assert len(ada.modals()) == 3
    ada.close()
    assert [title(its) for its in ada.modals()] == ["Privacy", "Your data"]
    assert not [line for line in office.log.lines if line.startswith("ERROR")]


def test_a_page_there_is_none_of_opens_nothing(office: Office, ada: Hand) -> None:
    asked = office.command(ada, "privacy")
    row = next(its for its in asked.blocks if its["type"] == "actions")["block_id"]
    office.interact("UADA", asked, f"{actions.PRIVACY_PAGE}:salaries", row)
    office.workspace.settle()
    assert not ada.modals()
    assert not [line for line in office.log.lines if line.startswith("ERROR")]
