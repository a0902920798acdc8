"""The public log: what admins, managers and the bot did, for every employee to read and check."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.publiclog.chain import sha256
from bot.sandbox import Hand, View
from messages import actions
from storage.sqlite import SqliteDatabase
from tests.journeys.office import Office
from tests.journeys.reading import questions, task, title, words

PAYMENTS = [f"UPAY{n:02}" for n in range(8)]


@pytest.fixture
def staffed(office: Office) -> Office:
    """Payments with its manager Ben, and Search, where Ines is: the workspace's admin."""
    for slack_id in PAYMENTS:
        office.hire(slack_id, "Payments")
    for n in range(6):
        office.hire(f"USEA{n:02}", "Search")
    office.hire("UBEN", "Payments", role="manager")
    office.hire("UINES", "Search", admin=True)
    office.open()
    office.tick()
    return office


def read_log(office: Office, hand: Hand) -> View:
    """From `/worthwhile privacy`, with its button; what lay open before is closed."""
    while hand.modals():
        hand.close()
    answer = office.command(hand, "privacy")
    hand.press(actions.LOG_OPEN, message=answer)
    return office.modal(hand, "Public log")


def home(office: Office, hand: Hand, awaited: str) -> str:
    """Home, opened anew until it says that."""

    def shown() -> str:
        its = words(hand.home() or {"blocks": []})
        return its if awaited in its else ""

    hand.open_home()
    return office.wait(shown)


def verify(office: Office) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["log", "verify"], env=office.environment())
    return done.exit_code, done.output


def published(office: Office) -> None:
    """Everybody in Payments works, is asked and taps; ten days after the window it is published."""
    office.clock.set("2026-11-05T18:00")
    office.push([task(slack_id, "2026-11-05T09:00") for slack_id in PAYMENTS])
    office.at("2026-11-06T13:00")
    hands = [office.workspace.hand(slack_id) for slack_id in PAYMENTS]
    for hand in hands:
        row = questions(hand.last())[0]
        hand.press(f"{actions.ANSWER_RATE}:worth_it", block_id=row)
    office.wait(lambda: all("Noted." in words(hand.messages()[1]) for hand in hands))
    office.at("2026-12-10T12:00")


def test_whoever_looked_is_seen_by_those_they_looked_at(staffed: Office) -> None:
    office = staffed
    ben, member, stranger = (office.workspace.hand(i) for i in ("UBEN", PAYMENTS[0], "USEA00"))
    assert "No manager or admin has looked yet" in home(office, member, "No manager")
    office.command(member, "team")
    for _ in range(2):
        office.command(ben, "team")
    office.command(ben, "team Search")
    office.clock.set("2026-11-03T10:20")

    log = words(read_log(office, member))
    assert log.count("asked for the page of") == 1
    assert "*Ben asked for the page of Payments.*" in log
    assert "*The company's pledge.* Nothing that Worthwhile shows or keeps is used here" in log
    assert "The roster was loaded, with 2 new teams: Payments · Search" in log
    assert "The groups of 2–29 November are fixed" in log
    looked = home(office, member, "looked: ")
    assert "Managers and admins who looked: Ben on 2 November at 09:00" in looked
    assert "Managers and admins who looked: Ben" in home(office, ben, "looked: ")

    others = words(read_log(office, stranger))
    assert "*A manager or admin asked for the page of Payments.*" in others
    assert "Ben" not in others
    assert "No manager or admin has looked yet" in home(office, stranger, "No manager")
    ines = office.workspace.hand("UINES")
    assert "*Ben asked for the page of Payments.*" in words(read_log(office, ines))

    # Once Ben is erased his name is gone, and the chain is as whole as before
    before = verify(office)
    assert before[0] == 0, before
    services = office.house.services
    person = services.keys.person_by_slack_id("UBEN")
    assert person
    services.keys.destroy(person)
    assert "*Somebody who has left this log asked for the page of Payments.*" in words(
        read_log(office, member)
    )
    assert verify(office) == before


def test_what_an_admin_changes_is_told_to_everybody(staffed: Office) -> None:
    office = staffed
    ines, member = office.workspace.hand("UINES"), office.workspace.hand(PAYMENTS[0])
    for day in ("05", "12"):
        office.clock.set(f"2026-11-{day}T18:00")
        office.push([task(PAYMENTS[0], f"2026-11-{day}T09:00")])
        office.at(f"2026-11-{int(day) + 1:02}T13:00")
        if day == "05":
            assert "Since your last digest" not in words(member.last())
            office.clock.forward(60)
            ines.command("/worthwhile", "admin")
            office.modal(ines, "Worthwhile for everybody")
            ines.submit({"questions": "1"})
            line = "Since your last digest, an admin changed the most questions a week from three"
            assert line in home(office, member, line)
    assert f"{line} to one." in words(member.last())
    assert "*An admin changed* the most questions a week from three to one." in words(
        read_log(office, member)
    )


def test_a_page_is_checked_against_the_log_by_whoever_may_see_it(staffed: Office) -> None:
    office = staffed
    published(office)
    member, stranger = office.workspace.hand(PAYMENTS[1]), office.workspace.hand("USEA00")
    page = office.command(member, "team")
    member.press(actions.LOG_CHECK, message=page)
    receipt = words(office.modal(member, "Check this page"))
    lines = [its.strip("`") for its in receipt.splitlines()]
    hashed = [its for its in lines if its.startswith("[")]
    assert [json.loads(its)[4]["band"] for its in hashed] == ["8–11", "8–11"]
    entry = office.house.stores.published.read(
        "SELECT seq, body FROM log_entry WHERE kind = 'released'"
    )[0]
    for its in hashed:
        assert sha256(its) in lines
        assert sha256(its) in json.loads(entry["body"])["locked"]
    assert f"its hash stands in entry {entry['seq']} of the public log" in receipt
    member.close()

    told = words(read_log(office, stranger))
    assert "The trends of 2–29 November are published and locked" in told
    assert not any(its in told for its in ("8–11", "ostly", "%", "worth it"))
    stranger.close()
    withheld = office.interact("USEA00", page, actions.LOG_CHECK, "any")
    assert withheld
    assert "There is no page to show here" in words(office.modal(stranger, "Team's page"))


def test_an_admin_who_opens_their_own_team_s_page_is_seen_as_well(staffed: Office) -> None:
    office = staffed
    ines, mate, stranger = (office.workspace.hand(i) for i in ("UINES", "USEA00", PAYMENTS[0]))
    for hand in (ines, mate):
        office.command(hand, "team")
    assert "looked: Ines on 2 November" in home(office, mate, "looked: ")
    log = words(read_log(office, mate))
    assert log.count("asked for the page of") == 1
    assert "*Ines asked for the page of Search.*" in log
    assert "*A manager or admin asked for the page of Search.*" in words(read_log(office, stranger))


def test_a_manager_who_checks_a_page_they_left_open_has_looked_again(staffed: Office) -> None:
    office = staffed
    published(office)
    ben, member = office.workspace.hand("UBEN"), office.workspace.hand(PAYMENTS[0])
    page = office.command(ben, "team")
    office.at("2026-12-14T12:00")
    assert words(read_log(office, member)).count("Ben asked for the page of Payments") == 1
    member.close()
    ben.press(actions.LOG_CHECK, message=page)
    assert "8–11" in words(office.modal(ben, "Check this page"))
    assert words(read_log(office, member)).count("Ben asked for the page of Payments") == 2


def test_the_log_is_turned_page_by_page(staffed: Office) -> None:
    office, member = staffed, staffed.workspace.hand(PAYMENTS[0])
    for day in range(3, 15):
        office.clock.set(f"2026-11-{day:02}T10:00")
        office.load_roster()
    newest = read_log(office, member)
    member.press(f"{actions.LOG_TURN}:older")
    older = office.wait(lambda: (its := member.modals()[-1]).view != newest.view and its)
    assert "The company's pledge" in words(older)
    assert title(older) == "Public log"
    member.press(f"{actions.LOG_TURN}:newest")
    office.wait(lambda: words(member.modals()[-1]) == words(newest))


def test_one_line_says_whether_the_log_is_whole(staffed: Office) -> None:
    office = staffed
    code, said = verify(office)
    assert (code, said[:25]) == (0, "The public log is whole: ")
    assert said.count("\n") == 1
    database = SqliteDatabase(office.folder / "worthwhile.db")
    database.change("UPDATE log_entry SET at = at + 60 WHERE seq = 2")
    code, said = verify(office)
    assert code == 1
    assert said == (
        "The public log is broken at entry 2: it is not what was written, or does not follow from "
        "the one before.\n"
    )
    database.close()
