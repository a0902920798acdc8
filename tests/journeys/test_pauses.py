"""What the preferences form makes of a pause."""

from __future__ import annotations

from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import words


def form(office: Office, *said: str) -> Hand:
    """Ada says something to the bot, and opens the form from what it answers."""
    ada = office.hire("UADA")
    office.open()
    office.tick()
    for word in said:
        answer = office.command(ada, word)
    ada.press(actions.PREFERENCES_OPEN, message=answer)
    office.modal(ada, "Preferences")
    return ada


def paused(office: Office, hand: Hand) -> str:
    """What Home says of a pause."""
    hand.open_home()
    office.wait(lambda: hand.home() and "Your answers count" in words(hand.home()))
    lines = words(hand.home()).splitlines()
    return next((line for line in lines if line.startswith("*Paused")), "")


def test_a_pause_without_an_end_outlasts_a_form_saved_as_it_is(office: Office) -> None:
    ada = form(office, "pause")
    ada.submit()
    office.wait(lambda: not ada.modals())
    office.workspace.settle()
    assert paused(office, ada) == "*Paused until you resume.*"


def test_a_day_ends_a_pause_without_an_end(office: Office) -> None:
    ada = form(office, "pause")
    ada.submit({actions.FIELD_PAUSED_UNTIL: "2026-11-16"})
    office.wait(lambda: not ada.modals())
    office.wait(lambda: "16 November" in paused(office, ada))


def test_a_day_that_has_passed_is_refused_where_it_stands(office: Office) -> None:
    ada = form(office, "resume")
    for day in ("2026-11-02", "2025-01-01"):
        ada.submit({actions.FIELD_PAUSED_UNTIL: day})
        (modal,) = ada.modals()
        told = "Choose a day to come, or leave it empty."
        assert modal.errors == {actions.FIELD_PAUSED_UNTIL: told}
    ada.submit({actions.FIELD_PAUSED_UNTIL: "2026-11-03"})
    office.wait(lambda: not ada.modals())
    office.wait(lambda: "3 November" in paused(office, ada))
