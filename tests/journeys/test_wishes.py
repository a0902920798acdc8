"""What people want of the bot: fewer questions, silence, another hour, a message that says less."""

from __future__ import annotations

from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import blocks_of, current, plain, questions, task, words


def opened(office: Office) -> Hand:
    """Ada alone, told on Monday 2 November."""
    ada = office.hire("UADA")
    office.open()
    office.tick()
    return ada


def worked(office: Office, *days: str) -> None:
    """Ada worked with AI on these days, and it is the evening of the last one."""
    office.clock.set(f"{days[-1]}T18:00")
    office.push([task("UADA", f"{day}T09:00") for day in days])


def posts(hand: Hand) -> int:
    """How many messages stand in the conversation for good."""
    return sum(not its.ephemeral for its in hand.messages())


def test_one_reminder_at_most_and_fewer_questions(office: Office) -> None:
    ada = opened(office)
    worked(office, "2026-11-03", "2026-11-04", "2026-11-05")
    office.at("2026-11-06T13:00")
    digest = ada.last()
    for quiet in ("2026-11-07T11:00", "2026-11-08T11:00", "2026-11-09T08:59"):
        office.at(quiet)
    assert ada.last() == digest, "not on a weekend, and not before ten in the morning"
    office.at("2026-11-09T09:00")
    reminder = ada.last()
    assert "Three questions about your last week are still open" in words(reminder)
    assert "until Wednesday 9 December" in words(reminder)
    for later in ("2026-11-09T15:00", "2026-11-10T09:00", "2026-11-11T09:00"):
        office.at(later)
    assert ada.last() == reminder
    ada.press(actions.WEEK_OPEN, message=reminder)
    assert questions(office.modal(ada, "Your week")) == questions(digest)
    ada.close()

    less = office.quietly(ada, lambda: ada.press(actions.ASK_LESS, message=reminder))
    assert "From your next week on I ask at most two questions" in words(less)
    worked(office, "2026-11-10", "2026-11-11", "2026-11-12")
    office.at("2026-11-13T13:00")
    second = ada.last()
    assert len(questions(second)) == 2
    ada.press(actions.ANSWER_MENU, message=second, value=actions.MENU_SKIP)
    office.changed(ada, second)
    office.at("2026-11-16T10:00")
    assert ada.last().ts == second.ts, "a skip is an answer: no reminder"
    for _ in range(3):
        last = office.quietly(ada, lambda: ada.press(actions.ASK_LESS, message=second))
    assert "I ask nothing" in words(last)
    worked(office, "2026-11-17", "2026-11-19")
    office.at("2026-11-20T13:00")
    assert "Two tasks" in words(ada.last())
    assert not questions(ada.last())


def test_pausing_and_resuming(office: Office) -> None:
    ada = opened(office)
    paused = office.command(ada, "pause")
    assert "Paused until you resume" in words(paused)
    worked(office, "2026-11-04")
    office.at("2026-11-06T13:00")
    assert posts(ada) == 1
    resumed = office.quietly(ada, lambda: ada.press(actions.PAUSE_END, message=paused))
    assert "Back again" in words(resumed)
    office.at("2026-11-06T15:00")
    assert posts(ada) == 1, "what passed meanwhile is not made up for"
    worked(office, "2026-11-10")
    office.at("2026-11-13T13:00")
    assert posts(ada) == 2

    # In Home the buttons have no conversation to answer in: Home itself shows what came of it
    ada.open_home()
    office.wait(lambda: "Your week comes" in words(ada.home() or {"blocks": []}))
    ada.press(actions.PAUSE_START, home=True)
    office.wait(lambda: "Paused until you resume." in words(ada.home()))
    ada.press(actions.PAUSE_END, home=True)
    office.wait(lambda: "Paused until" not in words(ada.home()))
    ada.press(actions.COUNTED_OUT, home=True)
    office.wait(lambda: "Your answers stay out of every trend." in words(ada.home()))
    ada.press(actions.COUNTED_IN, home=True)
    office.wait(lambda: "Your answers count into" in words(ada.home()))
    assert "Back again" in words(office.command(ada, "resume")), "also when nothing was paused"
    assert not [line for line in office.log.lines if line.startswith("ERROR")]


def test_not_for_me_and_back_from_the_privacy_page_in_home(office: Office) -> None:
    ada = opened(office)
    ada.open_home()
    office.wait(lambda: "Your week" in words(ada.home() or {"blocks": []}))
    ada.press(actions.PRIVACY_OPEN, home=True)
    office.modal(ada, "Privacy")
    ada.press(f"{actions.PRIVACY_PAGE}:own_data")
    office.modal(ada, "Your data")
    ada.press(actions.WELCOME_DECLINE)
    assert "Stopped." in words(office.modal(ada, "Not for me"))
    office.wait(lambda: "You chose *Not for me*" in words(ada.home()))
    ada.close()
    ada.close()
    worked(office, "2026-11-04")
    office.at("2026-11-06T13:00")
    assert posts(ada) == 1
    ada.press(actions.WELCOME_UNDO, home=True)
    office.wait(lambda: "You chose *Not for me*" not in words(ada.home()))
    assert "No tool of yours has reported anything" in words(ada.home()), "nothing was kept"
    assert not [line for line in office.log.lines if line.startswith("ERROR")]


def test_ones_own_day_and_hour_and_a_message_that_says_less(office: Office) -> None:
    ada = opened(office)
    prefer(office, ada, weekday="4", hour="9", shows="discreet", questions="1")
    worked(office, "2026-11-03", "2026-11-04")
    office.at("2026-11-05T07:59")
    assert posts(ada) == 1
    office.at("2026-11-05T08:00")  # Thursday, nine in Berlin
    discreet = ada.last()
    assert words(discreet).splitlines() == [
        "Your week is ready.",
        "Open my week",
        "Preferences",
        "Pause",
    ]
    ada.press(actions.WEEK_OPEN)
    week = office.modal(ada, "Your week")
    (row,) = questions(week)
    ada.press(f"{actions.ANSWER_RATE}:worth_it", view=week, block_id=row)
    office.wait(lambda: "Noted." in words(ada.modals()[-1]))
    assert plain(current(ada, discreet)) == plain(discreet)
    ada.close()
    office.at("2026-11-06T13:00")
    assert posts(ada) == 2, "Friday is no longer theirs"

    prefer(office, ada, shows="patterns", weekday="usual", hour="usual")
    worked(office, "2026-11-10", "2026-11-12")
    office.at("2026-11-13T13:00")
    assert "you called 1 of 1 task worth it" in words(ada.last()), "they chose so"

    prefer(office, ada, paused_until="2026-11-23")
    worked(office, "2026-11-18")
    office.at("2026-11-20T13:00")
    assert posts(ada) == 3
    worked(office, "2026-11-25")
    office.at("2026-11-27T13:00")
    assert posts(ada) == 4, "the pause has ended by itself"
    assert "in the last two weeks" in words(ada.last()), "with what the paused week held"


def test_a_fortnight(office: Office) -> None:
    ada = opened(office)
    prefer(office, ada, cadence="fortnightly")
    for week in range(4):
        worked(office, f"2026-11-{4 + 7 * week:02}")
        office.at(f"2026-11-{6 + 7 * week:02}T13:00")
    assert posts(ada) - 1 == 2
    assert "Two tasks in one tool in the last two weeks" in words(ada.last())
    (chart,) = blocks_of(ada.last(), "data_visualization")
    assert sum(point["value"] for point in chart["chart"]["series"][0]["data"]) >= 3


def prefer(office: Office, hand: Hand, **wishes: str) -> None:
    """Open the form in Home, fill in what is named, save."""
    hand.open_home()
    office.wait(lambda: hand.home() and "Preferences" in words(hand.home()))
    hand.press(actions.PREFERENCES_OPEN, home=True)
    office.modal(hand, "Preferences")
    before = sum(call.method == "views.publish" for call in office.workspace.journal)
    hand.submit(dict(wishes))
    office.wait(
        lambda: sum(its.method == "views.publish" for its in office.workspace.journal) > before
    )
