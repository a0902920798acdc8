"""Was it worth it? Every tap there is, what can be said beside it, and what is never repeated."""

from __future__ import annotations

import pytest

from bot.sandbox import Hand, Message
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import blocks_of, current, plain, questions, task, title, words

RATE, DEGREE = actions.ANSWER_RATE, actions.ANSWER_DEGREE
NOTE = "the agent went in circles"


@pytest.fixture
def team(office: Office) -> list[Hand]:
    """Ada and Ben, told, with their first three tasks each, asked about on Friday."""
    hands = [office.hire("UADA"), office.hire("UBEN")]
    office.open()
    office.tick()
    ask(office, 3, 4, 5)
    return hands


def ask(office: Office, *days: int, people: tuple[str, ...] = ("UADA", "UBEN")) -> None:
    """Work on these days of November; then it is Friday 14:00 in Berlin."""
    office.clock.set(f"2026-11-{days[-1]:02}T18:00")
    office.push([task(who, f"2026-11-{day:02}T09:00") for who in people for day in days])
    office.at(f"2026-11-{days[-1] + 1:02}T13:00")


def tap(office: Office, hand: Hand, digest: Message, number: int, what: str) -> Message:
    """Tap an answer to one question; the message as it is then."""
    row, before = questions(digest)[number], current(hand, digest)
    if what in (actions.MENU_CANT_PLACE, actions.MENU_SKIP):
        hand.press(actions.ANSWER_MENU, message=digest, block_id=row, value=what)
    else:
        hand.press(f"{RATE}:{what}", message=digest, block_id=row)
    return office.changed(hand, before)


def test_whoever_answers_what_the_messages_are_the_same(office: Office, team: list[Hand]) -> None:
    ada, ben = team
    for hand, answers in (
        (ada, ("worth_it", "partly", "cant_place", "trying", "worth_it", "skipped")),
        (ben, ("not_worth_it", "trying", "skipped", "worth_it", "partly", "cant_place")),
    ):
        for number, what in enumerate(answers[:3]):
            noted = tap(office, hand, hand.last(), number, what)
            assert words(noted).count("Noted.") == number + 1
        assert "Was it worth it?" not in words(noted)
    say_more(office, ada, actions.FIELD_NOTE, NOTE)
    ask(office, 10, 11, 12)
    tap(office, ada, ada.last(), 0, "trying")
    tap(office, ben, ben.last(), 0, "worth_it")
    ada.press(actions.LOOKING_BACK_OPEN)
    ben.press(actions.LOOKING_BACK_OPEN)
    hers, his = (words(office.modal(hand, "How it has been for you")) for hand in team)
    assert "you called 1 of 2 tasks worth it" in hers
    assert NOTE in hers
    assert "you called 1 of 2 tasks worth it." in his

    # What somebody who exports both conversations would read
    hers, his = ([plain(m) for m in hand.messages() if not m.ephemeral] for hand in team)
    assert hers == his
    for call in office.workspace.journal:
        if not call.method.startswith("views."):
            assert NOTE not in str(call.arguments)


def say_more(office: Office, hand: Hand, field: str, value: str) -> None:
    hand.press(actions.ANSWER_MORE)
    office.modal(hand, "Say more")
    hand.submit({field: value})
    office.wait(lambda: not hand.modals())


def test_saying_more_changing_and_taking_back(office: Office, team: list[Hand]) -> None:
    ada, _ = team
    digest = ada.last()
    tap(office, ada, digest, 0, "worth_it")
    question = actions.question_of(questions(digest)[0])
    ada.press(actions.ANSWER_MORE, value=question)
    office.modal(ada, "Say more")
    said = {"without_ai": "anyway", "net_time": "lost_some", "fixing": "minor", "note": NOTE}
    ada.submit(said)
    office.workspace.settle()
    ada.press(actions.ANSWER_MORE, value=question)
    again = office.modal(ada, "Say more")
    chosen = [block["element"] for block in blocks_of(again, "input")]
    held = [its["initial_option"]["value"] for its in chosen if "initial_option" in its]
    assert [*held, chosen[-1]["initial_value"]] == ["anyway", "lost_some", "minor", NOTE]
    ada.submit({"note": ""})

    ada.press(actions.ANSWER_CHANGE, value=question)
    office.modal(ada, "Change or take back")
    ada.submit({actions.FIELD_RATING: "not_worth_it"})
    office.wait(lambda: not ada.modals())
    back = looking_back(office, ada)
    assert "you called 0 of 1 task worth it" in back
    assert NOTE not in back

    ada.press(actions.ANSWER_CHANGE, value=question)
    office.modal(ada, "Change or take back")
    before = current(ada, digest)
    ada.press(actions.ANSWER_TAKE_BACK)
    office.modal(ada, "Taken back")
    assert words(office.changed(ada, before)).count("Was it worth it?") == 3
    ada.close()
    assert "Nothing rated yet" in looking_back(office, ada)


def looking_back(office: Office, hand: Hand) -> str:
    hand.press(actions.LOOKING_BACK_OPEN)
    said = words(office.modal(hand, "How it has been for you"))
    hand.close()
    return said


def test_a_tap_twice_on_last_weeks_message_and_too_late(office: Office, team: list[Hand]) -> None:
    ada, _ = team
    first = stale = ada.last()  # as it stands on a phone that has not caught up
    tap(office, ada, first, 0, "worth_it")
    ask(office, 10, 11, 12)
    noted = tap(office, ada, first, 1, "partly")
    assert words(noted).count("Noted.") == 2, "last week's message still answers"

    frozen = questions(stale)[0]
    for rating in ("not_worth_it", "not_worth_it"):
        seen = current(ada, first)
        office.interact("UADA", stale, f"{RATE}:{rating}", frozen)
        office.wait(lambda: "0 of 2" in looking_back(office, ada))
        assert plain(current(ada, first)) == plain(seen), "it says nothing of what was tapped"

    # The window of 2 to 29 November is published on 10 December at noon
    office.at("2026-12-10T12:00")
    closed = office.quietly(
        ada, lambda: ada.press(f"{RATE}:worth_it", message=first, block_id=questions(first)[2])
    )
    assert "This one is closed: the trend of those four weeks has been published" in words(closed)
    ada.press(actions.ANSWER_CHANGE, message=first, block_id=questions(first)[0])
    assert "closed" in words(office.modal(ada, "Closed"))
    ada.close()
    ada.press(actions.ANSWER_MORE, message=first, block_id=questions(first)[0])
    assert "closed" in words(office.modal(ada, "Closed"))
    ada.close()
    assert "you called 0 of 2 tasks worth it" in looking_back(office, ada)


def test_a_form_submitted_after_its_window_was_published(office: Office, team: list[Hand]) -> None:
    ada, _ = team
    tap(office, ada, ada.last(), 0, "worth_it")
    ada.press(actions.ANSWER_CHANGE)
    office.modal(ada, "Change or take back")
    office.at("2026-12-10T12:00")
    ada.press(actions.ANSWER_TAKE_BACK)
    assert "never computed again" in words(office.modal(ada, "Closed"))
    ada.close()
    assert "you called 1 of 1 task worth it" in looking_back(office, ada)


def test_a_weekly_item_and_keeping_mine_out(office: Office) -> None:
    ada = office.hire("UADA")
    office.chance.item = True
    office.open()
    office.tick()
    ask(office, 3, 4, 5, people=("UADA",))
    digest = ada.last()
    assert len(questions(digest)) == 3
    ada.press(f"{DEGREE}:4", message=digest)
    noted = office.changed(ada, digest)
    item = questions(noted)[2]
    ada.press(actions.ANSWER_CHANGE, message=noted, block_id=item)
    change = office.modal(ada, "Change or take back")
    assert "Quite a lot" in str(change.view)
    ada.submit({actions.FIELD_DEGREE: "2"})
    ada.press(actions.ANSWER_MORE, message=noted, block_id=item)
    more = office.modal(ada, "Say more")
    assert "Without AI" not in words(more)
    ada.submit({"note": NOTE})

    assert "Answering counts you into your team's blurred four-week trend" in words(noted)
    out = office.quietly(ada, lambda: ada.press(actions.COUNTED_OUT, message=noted))
    assert "Your answers stay out of every trend" in words(out)
    assert words(current(ada, noted)) == words(noted), "a message can be exported: it says nothing"
    ada.command("/worthwhile", "week")
    week = office.modal(ada, "Your week")
    assert "Your answers stay out of every trend" in words(week)
    ada.press(actions.COUNTED_IN, view=week)
    office.wait(lambda: "Answering counts you" in words(ada.modals()[-1]))
    assert not any(NOTE in words(its) for its in ada.messages())


def test_answering_in_ones_own_week(office: Office, team: list[Hand]) -> None:
    ada, _ = team
    digest = ada.last()
    ada.command("/worthwhile", "week")
    week = office.modal(ada, "Your week")
    rows = questions(week)
    assert rows == questions(digest)
    ada.press(f"{RATE}:partly", view=week, block_id=rows[0])
    office.wait(lambda: "Noted." in words(ada.modals()[-1]))
    assert "Noted." in words(office.changed(ada, digest))
    ada.press(actions.ANSWER_MORE, view=ada.modals()[-1], block_id=rows[0])
    office.modal(ada, "Say more")
    ada.submit({"note": NOTE})
    office.modal(ada, "Your week")
    ada.press(actions.ANSWER_CHANGE, block_id=rows[0])
    office.modal(ada, "Change or take back")
    ada.press(actions.ANSWER_TAKE_BACK)
    office.modal(ada, "Taken back")
    assert [title(view) for view in ada.modals()] == ["Your week", "Taken back"]
    ada.close()
    office.wait(lambda: words(ada.modals()[-1]).count("Was it worth it?") == 3)


def test_two_quick_taps_when_slack_is_slow(office: Office, team: list[Hand]) -> None:
    ada, _ = team
    digest = ada.last()
    ada.command("/worthwhile", "week")
    week = office.modal(ada, "Your week")
    office.workspace.faults.slow("chat.update", 0.3)
    for row in questions(digest)[:2]:
        ada.press(f"{RATE}:worth_it", view=week, block_id=row)
    drawn = "chat.update"
    office.wait(lambda: [its.ok for its in office.workspace.journal if its.method == drawn][1:])
    assert words(current(ada, digest)).count("Noted.") == 2, "the later tap is drawn last"
