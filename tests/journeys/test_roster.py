"""The roster file changes: somebody is taken out of it, and comes back."""

from __future__ import annotations

from click.testing import CliRunner

from bot.cli import main
from bot.sandbox import Hand
from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import task, words


def posts(hand: Hand) -> int:
    return sum(not its.ephemeral for its in hand.messages())


def tasks_kept(office: Office) -> int:
    return int(office.house.services.database.read("SELECT COUNT(*) AS n FROM task")[0]["n"])


def work(office: Office, day: str) -> None:
    office.clock.set(f"{day}T18:00")
    office.push([task(its, f"{day}T09:00") for its in ("UADA", "UBEN")])


def test_taken_out_of_the_roster_and_put_back(office: Office) -> None:
    ada, ben = office.hire("UADA"), office.hire("UBEN")
    office.open()
    office.tick()
    work(office, "2026-11-03")
    everybody = list(office.rows)
    office.rows = [row for row in everybody if row["slack_id"] != "UADA"]
    office.load_roster()
    work(office, "2026-11-04")
    office.at("2026-11-06T13:00")
    assert (posts(ada), posts(ben)) == (1, 2)
    assert tasks_kept(office) == 3, "of Ada only what was kept before"

    ada.open_home()
    office.wait(lambda: "What is kept about you" in words(ada.home() or {"blocks": []}))
    ada.press(actions.EXPORT_OPEN, home=True)
    office.modal(ada, "Your export")
    ada.close()

    office.rows = everybody
    office.load_roster()
    work(office, "2026-11-10")
    office.at("2026-11-13T13:00")
    assert (posts(ada), posts(ben)) == (2, 3)
    assert tasks_kept(office) == 5


def test_the_roster_of_another_workspace_is_refused_whole(office: Office) -> None:
    office.hire("UADA")
    office.open()
    file = office.folder / "roster.csv"
    file.write_text("slack_id,team\nUELSE,Payments\nUMORE,Payments\n")
    done = CliRunner().invoke(main, ["roster", str(file)], env=office.environment())
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        "line 2: nobody in the workspace has this id or address",
        "line 3: nobody in the workspace has this id or address",
        "Nothing was loaded: is this the roster of this workspace?",
    ]
    removed = office.house.services.database.read("SELECT removed FROM person")
    assert [bool(its["removed"]) for its in removed] == [False]
