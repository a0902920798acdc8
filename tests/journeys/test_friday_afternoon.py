"""Everybody answers at once, and Slack has no time for so many changes."""

from __future__ import annotations

from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import current, questions, task, words

RATE = f"{actions.ANSWER_RATE}:worth_it"


def digests(office: Office, *slack_ids: str) -> list[Hand]:
    """Everybody has a digest with three questions."""
    hands = [office.hire(its) for its in slack_ids]
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    days = ("2026-11-03", "2026-11-04", "2026-11-05")
    office.push([task(its, f"{day}T09:00") for its in slack_ids for day in days])
    office.at("2026-11-06T13:00")
    return hands


def answers(office: Office) -> int:
    return int(office.house.services.database.read("SELECT COUNT(*) AS n FROM answer")[0]["n"])


def refusals(office: Office) -> int:
    return sum(its.error == "ratelimited" for its in office.workspace.journal)


def test_75_taps_in_a_minute(office: Office) -> None:
    hands = digests(office, *(f"UP{number:02}" for number in range(25)))
    office.workspace.rates.enforce()
    for hand in hands:
        digest = hand.last()
        for row in questions(digest):
            hand.press(RATE, message=digest, block_id=row)
    office.wait(lambda: all(words(hand.last()).count("Noted.") == 3 for hand in hands))
    assert answers(office) == 75
    assert not any(its.ephemeral for hand in hands for its in hand.messages()), "no apology"
    assert refusals(office) == 0


def test_what_slack_refuses_is_drawn_when_it_has_time_again(office: Office) -> None:
    (ada,) = digests(office, "UADA")
    digest = ada.last()
    ada.command("/worthwhile", "week")
    week = office.modal(ada, "Your week")
    for method in ("chat.update", "views.update"):
        office.workspace.faults.rate_limit(method, 1, 2)
    for row in questions(week):
        ada.press(RATE, view=week, block_id=row)
    office.wait(lambda: words(current(ada, digest)).count("Noted.") == 3)
    office.wait(lambda: words(ada.modals()[-1]).count("Noted.") == 3)
    assert (answers(office), refusals(office)) == (3, 4)
    assert not [line for line in office.log.lines if line.startswith("ERROR")]


def test_a_picture_that_cannot_be_drawn_costs_no_answer(office: Office) -> None:
    (ada,) = digests(office, "UADA")
    ada.command("/worthwhile", "week")
    week = office.modal(ada, "Your week")
    office.workspace.faults.fail("chat.update", "cant_update_message")
    office.workspace.faults.http("views.update", 500)
    first, second, _ = questions(week)
    ada.press(RATE, view=week, block_id=first)
    office.wait(lambda: answers(office) == 1)
    ada.press(RATE, view=week, block_id=second)
    office.wait(lambda: words(ada.modals()[-1]).count("Noted.") == 2)
    assert words(ada.last()).count("Noted.") == 2
    assert not any(its.ephemeral for its in ada.messages()), "no apology"
    assert [line for line in office.log.lines if "redraw" in line]
