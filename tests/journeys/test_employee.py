"""An employee's first weeks: told first, asked later, and nothing repeated."""

from __future__ import annotations

import pytest

from bot.sandbox import Hand, Message
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import blocks_of, current, questions, task, title, words
from tests.samples import needs_samples, sample
from tests.web.test_otlp import event, export

JSON = {"content-type": "application/json"}


def test_told_first_then_asked(office: Office) -> None:
    ada, ben = office.hire("UADA"), office.hire("UBEN")
    office.open()

    office.push([task("UADA", "2026-11-02T07:00")])
    office.tick()
    welcome = ada.last()
    assert "Never prompts" in words(welcome)
    assert [its.text for its in ben.messages()] == [welcome.text]

    ada.press(actions.WELCOME_MORE)
    assert "not protect you" in words(office.modal(ada, "Tell me more"))
    ada.close()
    fine = office.quietly(ada, lambda: ada.press(actions.WELCOME_ACCEPT))
    assert "Your week comes on Fridays at 14:00, your time" in words(fine)
    stopped = office.quietly(ben, lambda: ben.press(actions.WELCOME_DECLINE))
    assert "Stopped" in words(stopped)

    office.clock.set("2026-11-05T18:00")
    days = [f"2026-11-{day:02}T09:00" for day in (3, 4, 5)]
    assert office.push([task("UADA", day) for day in days])["accepted"] == 3
    answered = office.push([task("UBEN", day) for day in days])
    assert answered["accepted"] == 3, "who said no is nothing a platform could learn"

    office.at("2026-11-06T12:59")
    assert ada.unread == 1, "the welcome alone, a minute before the hour"
    office.at("2026-11-06T13:00")  # Friday, 14:00 in Berlin
    digest = ada.last()
    assert "Three tasks in one tool" in words(digest)  # what came before the welcome is not kept
    assert "This is the first of these" in words(digest)
    (chart,) = blocks_of(digest, "data_visualization")
    assert chart["chart"]["series"][0]["data"][-1]["value"] == 3
    assert len(questions(digest)) == 3
    office.tick()
    assert [m.text for m in ada.messages() if not m.ephemeral] == [welcome.text, digest.text]
    assert len([m for m in ben.messages() if not m.ephemeral]) == 1, "a no is a no"

    # Undone, the next week is Ben's like anybody's
    office.quietly(ben, lambda: ben.press(actions.WELCOME_UNDO, message=stopped))
    office.clock.set("2026-11-12T18:00")
    office.push([task("UBEN", "2026-11-12T09:00")])
    office.at("2026-11-13T13:00")
    assert "One task in one tool this week, hands-on." in words(ben.last())
    assert current(ada, digest) == ada.last(), "a week without usage sends nothing"


def test_a_slack_without_charts_gets_the_picture_in_text(office: Office) -> None:
    ada = office.hire("UADA")
    office.workspace.supports_charts = False
    digest = first_digest(office, ada)
    assert not list(blocks_of(digest, "data_visualization"))
    assert "tasks, hands-on █" in words(digest)
    ada.press(f"{actions.ANSWER_RATE}:partly")
    assert "tasks, hands-on █" in words(office.changed(ada, digest))
    refused = [call for call in office.workspace.journal if call.error == "invalid_blocks"]
    assert len(refused) == 1, "asked for once, then remembered"


@pytest.mark.parametrize("recorded", [False, pytest.param(True, marks=needs_samples)])
def test_connecting_a_tool(office: Office, recorded: bool) -> None:
    ada = office.hire("UADA")
    office.open()
    office.tick()
    shown = office.command(ada, "connect")
    assert "No tool of yours has been heard from yet" in words(shown)
    made = office.quietly(ada, lambda: ada.press(actions.CONNECT_MAKE, message=shown))
    token = words(made).split("Bearer ")[1].split('"')[0]
    assert f"OTEL_EXPORTER_OTLP_ENDPOINT={office.address}" in words(made)
    again = office.command(ada, "connect")
    assert token not in words(again), "shown once"

    office.clock.set("2026-11-21T23:00")
    made_here = export(event("user_prompt"), event("api_request", request_id="r", input_tokens=5))
    body = sample("otlp/claude-code/json.logs.json") if recorded else made_here
    for _ in range(2):
        assert office.post("/v1/logs", body, token, **JSON).status_code == 200
    heard = office.command(ada, "connect")
    assert "Claude Code: first on 21 November, last on Saturday" in words(heard)
    office.at("2026-11-27T13:00")
    assert "One task in one tool" in words(ada.last())

    gone = office.quietly(ada, lambda: ada.press(actions.CONNECT_REVOKE, message=again))
    assert "revoked" in words(gone)
    assert office.post("/v1/logs", body, token, **JSON).status_code == 401
    for call in office.workspace.journal:
        if call.method == "chat.postMessage":
            assert token not in str(call.arguments), "only where she alone sees it"


def test_home_and_the_words_of_the_command(office: Office) -> None:
    ada = office.hire("UADA")
    office.open()
    ada.open_home()
    office.wait(lambda: ada.home() and "Nothing is kept about you yet" in words(ada.home()))
    office.tick()
    assert "I don't know “teem”" in words(office.command(ada, "teem &amp; <!channel>"))
    assert "`/worthwhile team`" in words(office.command(ada, "HELP"))
    assert "`/worthwhile admin`" not in words(office.command(ada, "help"))
    assert "not protect you from" in words(office.command(ada, "privacy"))
    ada.command("/worthwhile")
    assert "has reported anything in these seven days" in words(office.modal(ada, "Your week"))
    ada.press(actions.CONNECT_OPEN)
    connect = office.modal(ada, "Connect your tools")
    ada.press(actions.CONNECT_MAKE, view=connect)
    office.wait(lambda: "this once" in words(ada.modals()[-1]))
    assert [title(view) for view in ada.modals()] == ["Your week", "Connect your tools"]
    ada.close()
    ada.close()

    digest = first_digest(office, ada, opened=True)
    ada.open_home()
    office.wait(lambda: "Three tasks in one tool" in words(ada.home() or {"blocks": []}))
    asked = questions(digest)[0]
    ada.press(actions.ANSWER_CHOOSE, home=True, value="worth_it", block_id=asked)
    office.changed(ada, digest)
    office.wait(lambda: "you called 1 of 1 task worth it" in words(ada.home() or {}))


def first_digest(office: Office, hand: Hand, *, opened: bool = False) -> Message:
    """Three tasks of the first week, and the digest about them."""
    if not opened:
        office.open()
        office.tick()
    else:
        office.at("2026-11-02T09:00")
    office.clock.set("2026-11-05T18:00")
    office.push([task("UADA", f"2026-11-{day:02}T09:00") for day in (3, 4, 5)])
    office.at("2026-11-06T13:00")
    return hand.last()
