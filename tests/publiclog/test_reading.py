"""What people read: everybody the same entries, and names only where they concern somebody."""

from __future__ import annotations

from bot.model import DAY, Told, WorkspaceSettings
from bot.people.identity import viewer
from bot.publiclog import openings, reading
from bot.publiclog.changes import changes_since, decide, roster_loaded
from bot.publiclog.writing import append, recorded
from bot.reflection.days import Days
from messages.facts import Changes, LogPage, Moved, Opened, SettingChange
from storage.directory import teams

BERLIN = Days.of("Europe/Berlin")


def read(workspace, person, before: int | None = None, *, admin: bool = False) -> LogPage:
    """As the listener does: on the walled connection, with names from a callable."""
    its = viewer(workspace.services, person, admin=admin)
    db = workspace.company.published.database
    return reading.page(db, BERLIN, openings.reader(workspace.services, its), before)


def test_a_walled_connection_is_all_it_takes(told) -> None:
    page = reading.page(told.company.published.database, BERLIN, lambda _: Opened("?", None))
    kinds = [line.kind for line in page.lines]
    assert kinds == ["opened", "settings", "released", "frozen", "roster", "pledge"]
    assert [line.number for line in page.lines] == [6, 5, 4, 3, 2, 1]
    assert page.lines[1].changes.settings == [SettingChange("questions", 3, 1)]
    assert page.lines[2].epsilon["worth"] == 1.0
    assert page.lines[2].at.utcoffset().total_seconds() == 3600


def test_names_are_for_those_whom_they_concern(told) -> None:
    concerned, other = told.people["Billing"][0], told.people["boss of Search"][0]
    assert read(told, concerned).lines[0].opened == Opened("Billing", "U0006")
    assert read(told, other).lines[0].opened == Opened("Billing", None)
    assert read(told, other, admin=True).lines[0].opened == Opened("Billing", "U0006")
    told.services.keys.destroy(told.people["boss of Billing"][0])
    assert read(told, concerned).lines[0].opened == Opened("Billing", "")


def test_page_after_page_everything_is_read_once(workspace) -> None:
    with recorded(workspace.services) as tx:
        for n in range(24):
            append(tx, Told.FROZEN, {"window": n}, n)
    person = workspace.people["Billing"][0]
    pages = [read(workspace, person)]
    while pages[-1].older:
        pages.append(read(workspace, person, pages[-1].older))
    assert [len(page.lines) for page in pages] == [10, 10, 5]
    assert [line.number for page in pages for line in page.lines] == list(range(25, 0, -1))
    assert [page.newest for page in pages] == [True, False, False]


class TestChanges:
    def test_all_in_all_since_a_moment(self, workspace) -> None:
        services, clock = workspace.services, workspace.company.clock
        decide(services, WorkspaceSettings(questions=2))
        since = clock()
        for wished in (
            WorkspaceSettings(questions=1, paused=True),
            WorkspaceSettings(questions=0, show_use=False),
        ):
            clock.forward(DAY)
            decide(services, wished)
        found = changes_since(services, workspace.people["Billing"][0], since, clock())
        assert found is not None
        assert list(found.settings) == [
            SettingChange("questions", 2, 0),
            SettingChange("show_use", True, False),
        ]
        assert not found.roster
        assert (
            changes_since(services, workspace.people["Billing"][0], clock(), clock() + DAY) is None
        )

    def test_what_was_undone_did_not_change(self, workspace) -> None:
        services, since = workspace.services, workspace.company.clock() - 1
        decide(services, WorkspaceSettings(questions=0))
        decide(services, WorkspaceSettings())
        assert changes_since(services, workspace.people["Billing"][0], since, since + DAY) is None

    def test_a_roster_tells_of_teams_and_never_how_many_people_moved(self, workspace) -> None:
        services, since = workspace.services, workspace.company.clock() - 1
        before = teams.all_teams(services.database)
        workspace.company.team("Refunds", "Billing")
        workspace.company.team("Search", "Billing")
        after = teams.all_teams(services.database)
        for old, new in ((before, after), (after, after)):
            with recorded(services) as tx:
                roster_loaded(tx, old, new, since + 1)
        assert changes_since(services, workspace.people["Billing"][0], since, since + 1) == Changes(
            settings=[],
            roster=True,
            made=["Refunds"],
            moved=[Moved("Search", "Billing")],
            managed=[],
            pages=[],
        )
        page = read(workspace, workspace.people["Billing"][0])
        assert page.lines[0].changes == Changes(roster=True, made=[], moved=[], managed=[])
