"""One's own data: taken along in a sealed file, and erased, in Slack and from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from bot.cli import main
from bot.people.identity import person_of
from bot.people.sealed_file import seal, unseal
from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import task, title, words
from tests.people.lives import traces

NOTE = "the agent went in circles"


def a_week(office: Office) -> Hand:
    """Ada was told, has had a digest, rated a task and wrote a note; Ben was told."""
    ada = office.hire("UADA")
    office.hire("UBEN")
    office.open()
    office.tick()
    office.clock.set("2026-11-05T18:00")
    office.push([task("UADA", f"2026-11-{day:02}T09:00") for day in (3, 4, 5)])
    office.push([task("UBEN", "2026-11-04T09:00")])
    office.at("2026-11-06T13:00")
    ada.press(f"{actions.ANSWER_RATE}:not_worth_it")
    office.wait(lambda: ada.last().edited)
    ada.press(actions.ANSWER_MORE)
    office.wait(ada.modals)
    ada.submit({actions.FIELD_NOTE: NOTE})
    office.wait(lambda: not ada.modals())
    return ada


def test_an_export_travels_sealed_and_opens_with_what_the_modal_shows(office: Office) -> None:
    ada = a_week(office)
    ada.command("/worthwhile", "export")
    office.modal(ada, "Your export")
    ada.submit()
    shown = office.wait(
        lambda: (its := ada.modals()) and "passphrase down" in words(its[-1]) and its
    )
    passphrase = words(shown[-1]).split("`")[1]

    note, message = ada.messages()[-2:]
    (file,) = message.files
    sealed = office.workspace.files.get(file["id"]).content
    held = json.loads(unseal(sealed, passphrase))
    assert (held["profile"][0]["slack_id"], len(held["task"])) == ("UADA", 3)
    (answer,) = held["answer"]
    assert (answer["rating"], answer["note"]) == ("not_worth_it", NOTE)
    assert held["membership"][0]["team"] == "Billing"
    assert "UBEN" not in json.dumps(held)
    assert NOTE.encode() not in sealed
    for its in ada.messages():
        assert passphrase not in words(its)
        assert passphrase not in its.text
    assert "passphrase" in words(note)
    assert not any(passphrase in str(call.arguments) for call in posts(office))


def test_a_file_that_slack_does_not_take_leaves_nothing_behind(office: Office) -> None:
    ada = a_week(office)
    before = [its.ts for its in ada.messages()]
    office.workspace.faults.fail("files.completeUploadExternal", "internal_error")
    ada.open_home()
    office.wait(ada.home)
    ada.press(actions.EXPORT_OPEN, home=True)
    office.modal(ada, "Your export")
    ada.submit()
    office.wait(lambda: (its := ada.modals()) and "would not take" in words(its[-1]))
    assert [its.ts for its in ada.messages()] == before


def test_erased_after_being_asked_and_then_nobody_special(office: Office) -> None:
    ada = a_week(office)
    person = person_of(office.house.services, "UADA")
    ada.command("/worthwhile", "export")
    office.modal(ada, "Your export")
    ada.submit()
    office.wait(lambda: len(ada.messages()) == 4)
    ada.close()
    ada.open_home()
    assert "Three tasks" in words(office.wait(ada.home))

    ada.press(actions.FORGET_OPEN, home=True)
    asked = office.modal(ada, "Erase everything")
    assert "It cannot be undone" in words(asked)
    ada.close()
    assert person_of(office.house.services, "UADA") == person, "asking erases nothing"

    ada.command("/worthwhile", "forget")
    office.modal(ada, "Erase everything")
    ada.submit()
    done = office.modal(ada, "Erased")
    assert "Nothing about you is kept here any more" in words(done)
    assert ada.messages() == []
    assert "nothing is kept about you" in words(office.wait(ada.home))
    assert list(traces(office.house.stores.database, person)) == []
    said = office.command(ada, "week")
    assert "I don't have you on my list yet" in words(said)

    pushed = office.push([task("UADA", "2026-11-06T09:00")])
    assert len(pushed["rejected"]) == 1
    office.at("2026-11-13T13:00")
    assert all(its.ephemeral for its in ada.messages()), "nothing comes any more"
    assert office.workspace.hand("UBEN").messages()


def test_back_in_the_roster_they_are_told_as_for_the_first_time(office: Office) -> None:
    ada = a_week(office)
    before = person_of(office.house.services, "UADA")
    ada.command("/worthwhile", "forget")
    office.modal(ada, "Erase everything")
    ada.submit()
    office.modal(ada, "Erased")
    ada.close()
    office.load_roster()
    assert person_of(office.house.services, "UADA") not in (None, before)
    assert office.push([task("UADA", "2026-11-06T11:00")])
    office.at("2026-11-09T09:00")
    (welcome,) = ada.messages()
    ada.press(actions.WELCOME_DECLINE, message=welcome)
    office.at("2026-11-13T13:00")
    assert [its.ts for its in ada.messages() if not its.ephemeral] == [welcome.ts]
    person = person_of(office.house.services, "UADA")
    tables = {table for table, _ in traces(office.house.stores.database, person)}
    assert tables & {"task", "answer", "question", "heard", "seen"} == set()


def test_slack_s_pace_is_kept_and_the_rest_follows(office: Office) -> None:
    ada = a_week(office)
    office.workspace.faults.rate_limit("chat.delete")
    ada.command("/worthwhile", "forget")
    office.modal(ada, "Erase everything")
    ada.submit()
    done = office.modal(ada, "Erased")
    assert "2 messages will follow" in words(done)
    assert title(done) == "Erased"
    office.tick()
    assert ada.messages() == []


def test_from_the_command_line_beside_the_bot(office: Office) -> None:
    ada = a_week(office)
    person = person_of(office.house.services, "UADA")
    run = CliRunner(env=office.environment())
    unknown = run.invoke(main, ["forget", "UZOE"])
    assert (unknown.exit_code, "not in the roster" in unknown.output) == (2, True)
    done = run.invoke(main, ["forget", "UADA"])
    assert done.exit_code == 0, done.output
    assert "2 messages deleted" in done.output
    assert ada.messages() == []
    assert list(traces(office.house.stores.database, person)) == []
    assert "I don't have you on my list yet" in words(office.command(ada, "week"))


def test_an_export_is_opened_on_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "worthwhile-export.json.enc"
    file.write_bytes(seal(json.dumps({"note": "schön"}, ensure_ascii=False).encode(), "the right"))
    opened = CliRunner().invoke(main, ["open-export", str(file)], input="the right\n")
    assert (opened.exit_code, "schön" in opened.output) == (0, True)
    refused = CliRunner().invoke(main, ["open-export", str(file)], input="the wrong\n")
    assert (refused.exit_code, "does not open" in refused.output) == (2, True)


def posts(office: Office) -> list:
    """What the bot posted for all who may read exports of messages."""
    return [its for its in office.workspace.journal if its.method.startswith("chat.")]
