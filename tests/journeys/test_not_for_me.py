"""Saying no: before the bot said anything, after it asked, and back again."""

from __future__ import annotations

from bot.sandbox import Hand, View
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import current, questions, task, words


def posts(hand: Hand) -> list[str]:
    """The first words of what stands in the conversation for good."""
    return [its.text for its in hand.messages() if not its.ephemeral]


def say_no(office: Office, hand: Hand) -> View:
    """From the privacy page, which answers everybody of the roster at any time."""
    privacy = office.command(hand, "privacy")
    hand.press(f"{actions.PRIVACY_PAGE}:own_data", message=privacy)
    office.modal(hand, "Your data")
    hand.press(actions.WELCOME_DECLINE)
    said = office.modal(hand, "Not for me")
    assert "Stopped." in words(said)
    return said


def on_a_saturday(office: Office) -> Hand:
    """Ada is in the roster; her welcome waits for Monday."""
    office.clock.set("2026-10-31T10:00")
    ada = office.hire("UADA")
    office.open()
    office.tick()
    return ada


def work(office: Office, day: str) -> None:
    office.clock.set(f"{day}T18:00")
    office.push([task("UADA", f"{day}T09:00")])


def rows(office: Office, table: str) -> int:
    return int(office.house.services.database.read(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"])


def test_a_no_before_the_welcome_is_a_no_for_good(office: Office) -> None:
    ada = on_a_saturday(office)
    say_no(office, ada)
    for day in ("02", "03", "10", "17"):
        office.at(f"2026-11-{day}T09:30")
    work(office, "2026-11-18")
    office.at("2026-11-20T13:00")
    assert posts(ada) == []
    assert rows(office, "task") == 0
    ada.open_home()
    office.wait(lambda: "You chose *Not for me*" in words(ada.home() or {"blocks": []}))


def test_undone_before_the_welcome_the_welcome_comes_first(office: Office) -> None:
    ada = on_a_saturday(office)
    said = say_no(office, ada)
    ada.press(actions.WELCOME_UNDO, view=said)
    undone = office.modal(ada, "Welcome")
    assert "first you get a message from me" in words(undone)
    work(office, "2026-11-01")
    assert rows(office, "task") == 0, "nothing is kept before somebody was told"
    office.at("2026-11-02T08:30")
    (welcome,) = posts(ada)
    assert "Worthwhile" in welcome
    work(office, "2026-11-04")
    office.at("2026-11-06T13:00")
    assert len(posts(ada)) == 2


def test_after_a_no_nothing_is_asked_for_or_taken(office: Office) -> None:
    ada = office.hire("UADA")
    office.open()
    office.tick()
    work(office, "2026-11-04")
    office.at("2026-11-06T13:00")
    digest = ada.last()
    say_no(office, ada)
    ada.close()
    (row,) = questions(digest)
    refused = office.quietly(
        ada, lambda: ada.press(f"{actions.ANSWER_RATE}:worth_it", message=digest, block_id=row)
    )
    assert "I keep nothing about you at the moment" in words(refused)
    assert rows(office, "answer") == 0
    assert current(ada, digest).blocks == digest.blocks, "who exports it sees no trace of the no"
    ada.press(actions.LOOKING_BACK_OPEN, message=digest)
    assert "Nothing rated yet" in words(office.modal(ada, "How it has been for you"))
    ada.close()
    ada.command("/worthwhile", "week")
    week = office.modal(ada, "Your week")
    assert "You chose *Not for me*" in words(week)
    assert not questions(week)
    ada.press(actions.WELCOME_UNDO)
    office.wait(lambda: questions(ada.modals()[-1]) == [row])
    ada.press(f"{actions.ANSWER_RATE}:worth_it", view=ada.modals()[-1], block_id=row)
    office.wait(lambda: "Noted." in words(ada.modals()[-1]))
    assert rows(office, "answer") == 1
