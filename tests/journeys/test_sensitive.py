"""A sensitive question: asked, answered, taken back, counted over a larger group, and gone."""

from __future__ import annotations

import pytest

from bot.sandbox import Hand, Message
from messages import actions
from storage.personal import questions as kept
from tests.journeys.office import Office
from tests.journeys.reading import current, questions, task, words

PAYMENTS = [f"UPAY{n:02}" for n in range(24)]
QUESTION = "I ran AI mainly so that it would show"
CAREFULLY = "only over groups of at least 20 people"


@pytest.fixture
def second_week(office: Office) -> Office:
    """Twenty-four people in one team; their second digest has come, the first asked nothing of
    the kind."""
    for slack_id in PAYMENTS:
        office.hire(slack_id, "Payments")
    office.hire("UBEN", "Payments", role="manager")
    office.open()
    office.tick()
    for day in ("05", "12"):
        office.clock.set(f"2026-11-{day}T18:00")
        office.push([task(slack_id, f"2026-11-{day}T09:00") for slack_id in PAYMENTS])
        office.at(f"2026-11-{int(day) + 1:02}T13:00")
        office.chance.item = True
    return office


def hand_of(office: Office, slack_id: str) -> Hand:
    return office.workspace.hand(slack_id)


def answer(office: Office, slack_ids: list[str]) -> list[Message]:
    """They say that the week was worth it, and yes to the sensitive question."""
    said = []
    for slack_id in slack_ids:
        hand = hand_of(office, slack_id)
        digest = hand.last()
        work, sensitive = questions(digest)
        hand.press(f"{actions.ANSWER_RATE}:worth_it", block_id=work)
        hand.press(f"{actions.ANSWER_DEGREE}:5", block_id=sensitive)
        said.append(digest)
    hands = [hand_of(office, slack_id) for slack_id in slack_ids]
    office.wait(lambda: all(noted(*its) == 2 for its in zip(hands, said, strict=True)))
    return said


def noted(hand: Hand, digest: Message) -> int:
    return words(current(hand, digest)).count("Noted.")


def page(office: Office, slack_id: str) -> str:
    return words(office.command(hand_of(office, slack_id), "team"))


def figure(office: Office, slack_id: str) -> list[str]:
    """What the page says of the question."""
    return [line for line in page(office, slack_id).splitlines() if QUESTION in line]


def on_disk(office: Office) -> bytes:
    return b"".join(path.read_bytes() for path in office.folder.glob("worthwhile.db*"))


def test_asked_counted_and_deleted(second_week: Office) -> None:
    office = second_week
    hand = hand_of(office, PAYMENTS[0])
    first, second = hand.messages()[-2:]
    assert CAREFULLY not in words(first)
    assert words(second).index(CAREFULLY) < words(second).index(QUESTION)
    assert "then the single answer is deleted" in words(second)

    said = answer(office, PAYMENTS[:10])
    database = office.house.services.database
    rows = database.read("SELECT id FROM question WHERE item = 'for_show'")
    sealed = database.read(
        "SELECT sealed FROM answer WHERE question IN "
        "(SELECT id FROM question WHERE item = 'for_show')"
    )
    single = [*(row["id"].encode() for row in rows), *(bytes(row["sealed"]) for row in sealed)]
    assert (len(rows), len(sealed)) == (24, 10)
    assert all(its in on_disk(office) for its in single)
    assert QUESTION not in page(office, PAYMENTS[0]), "an open window has no way in"

    office.at("2026-12-10T12:00")
    (line,) = figure(office, PAYMENTS[20])
    assert "10–19 people answered" in line
    assert figure(office, "UBEN") == [line]
    assert database.read("SELECT id FROM question WHERE item = 'for_show'") == []
    assert database.truncate_log()
    left = on_disk(office)
    assert not any(its in left for its in single)

    # The message no longer asks; an old tap finds nothing to answer
    before = questions(said[0])[1]
    gone = office.quietly(
        hand,
        lambda: office.interact(PAYMENTS[0], said[0], f"{actions.ANSWER_DEGREE}:1", before),
    )
    assert "There is nothing here to answer" in words(gone)
    assert kept.get(database, "", actions.question_of(before)) is None


def test_an_answer_taken_back_is_not_counted(second_week: Office) -> None:
    office = second_week
    said = answer(office, PAYMENTS[:10])
    hand = hand_of(office, PAYMENTS[3])
    row = questions(said[3])[1]
    hand.press(actions.ANSWER_CHANGE, message=current(hand, said[3]), block_id=row)
    modal = office.modal(hand, "Change or take back")
    assert QUESTION in words(modal)
    hand.press(actions.ANSWER_TAKE_BACK, view=modal)
    office.wait(lambda: noted(hand, said[3]) == 1)

    office.at("2026-12-10T12:00")
    assert figure(office, PAYMENTS[3]) == []
    assert "are added up only over groups of at least 20 people" in page(office, PAYMENTS[3])
    assert "worth it" in page(office, PAYMENTS[3])
