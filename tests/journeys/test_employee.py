"""An employee's first weeks: told first, asked later, and nothing repeated."""

from __future__ import annotations

from messages import actions
from tests.journeys.office import Office, task, words


def test_the_first_weeks(office: Office) -> None:
    ada = office.hire("UADA")
    office.open()

    office.push([task("UADA", "2026-11-02T07:00")])
    office.tick()
    welcome = ada.last()
    assert "never" in words(welcome)
    assert [its.text for its in ada.messages()] == [welcome.text]

    office.clock.set("2026-11-05T18:00")
    pushed = office.push([task("UADA", f"2026-11-{day:02}T09:00") for day in (3, 4, 5)])
    assert pushed["accepted"] == 3

    office.at("2026-11-06T13:00")  # Friday, 14:00 in Berlin
    digest = ada.last()
    assert "Three tasks" in words(digest)  # what came before the welcome was never kept

    ada.press(f"{actions.ANSWER_RATE}:not_worth_it")
    noted = office.wait(lambda: (m := ada.last()).edited and m)
    assert "Noted" in words(noted)
    ada.press(actions.ANSWER_MORE)
    office.wait(ada.modals)
    ada.submit({actions.FIELD_NOTE: "the agent went in circles"})

    office.at("2026-11-13T13:00")
    assert len(ada.messages()) == 2, "a week without usage sends nothing"

    ada.command("/worthwhile", "week")
    office.wait(ada.modals)
    ada.press(actions.LOOKING_BACK_OPEN)
    back = office.wait(lambda: len(ada.modals()) == 2 and ada.modals()[-1])
    assert "the agent went in circles" in words(back.view)
    for message in ada.messages():
        assert "circles" not in words(message)
