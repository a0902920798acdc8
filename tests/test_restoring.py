"""A backup that is put back: no window is drawn a second time, and everybody can read of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.backup import DATABASE, back_up, restore
from bot.cli import main
from bot.model import DAY, Role, Told, Withheld
from bot.publiclog.chain import Fault
from bot.publiclog.reading import page as log_page
from bot.publiclog.verifying import Broken, Whole, verify
from bot.reflection.days import Days
from bot.rotation import rotate
from bot.running import House, open_house
from bot.settings import Settings
from bot.trends import drawn
from bot.trends.release import publish_due, publishes_at
from storage import keystore
from storage.published import log, releases, windows
from storage.published.windows import Step
from tests.company import Clock, Company
from tests.trends.conftest import FIRST, NO, YES, Workspace

SECOND = FIRST.plus(1)


def settings(folder: Path) -> Settings:
    folder.mkdir(exist_ok=True)
    return Settings.read({"WORTHWHILE_DATABASE": str(folder / "worthwhile.db")})


class Place:
    """A company's stores in a folder, opened and closed as often as it takes."""

    def __init__(self, folder: Path) -> None:
        self.settings, self.clock = settings(folder), Clock(publishes_at(FIRST))
        self.people: dict = {}

    @contextmanager
    def opened(self) -> Iterator[Workspace]:
        with ExitStack() as stack:
            house: House = open_house(self.settings, self.clock)
            stack.callback(house.close)
            company = Company(house.services, house.published, self.clock, Path())
            yield Workspace(company, self.people)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """Billing, of eight; its answers of the first window are given, and it is to be published."""
    its = Place(tmp_path / "house")
    with its.opened() as workspace:
        workspace.team("Billing", 8)
        workspace.freeze()
        for n, person in enumerate(workspace.people["Billing"]):
            workspace.answer(person, YES if n % 2 else NO, FIRST.first_day)
    back_up(its.settings, tmp_path / "backup", publishes_at(FIRST) - DAY)
    return its


def figures(workspace: Workspace) -> list:
    return releases.of_window(workspace.database, FIRST)


def told(workspace: Workspace) -> list[str]:
    return [entry.kind for entry in log.after(workspace.database, 0, 99)]


def checked(workspace: Workspace) -> Whole | Broken:
    return verify(workspace.database, workspace.services.keys.store)


def test_what_was_published_since_is_not_drawn_again(place: Place, tmp_path: Path) -> None:
    with place.opened() as workspace:
        workspace.publish()
        assert figures(workspace)
    restore(place.settings, tmp_path / "backup", place.clock())
    with place.opened() as workspace:
        assert not figures(workspace)
        assert workspace.publish() == 1, "it is done with"
        assert workspace.publish() == 0
        assert not figures(workspace)
        assert told(workspace)[-2:] == [Told.RESTORED, Told.LOST]
        asker = workspace.people["Billing"][0]
        assert workspace.page(asker) == workspace.page(asker, "Nobody's") == Withheld()
        charged = workspace.database.read("SELECT COUNT(*) AS n FROM ledger")[0]["n"]
        assert charged, "what it cost people was spent"
        # the next one is drawn as ever
        workspace.window({"Billing": (8, YES)}, SECOND)
        assert releases.of_window(workspace.database, SECOND)
        assert not isinstance(workspace.page(asker), Withheld)


def test_what_was_not_published_yet_is_drawn_as_ever(place: Place, tmp_path: Path) -> None:
    restore(place.settings, tmp_path / "backup", place.clock())
    with place.opened() as workspace:
        workspace.publish()
        assert figures(workspace)
        assert isinstance(checked(workspace), Whole)


def test_an_older_database_put_there_by_hand_is_not_drawn_again(
    place: Place, tmp_path: Path
) -> None:
    with place.opened() as workspace:
        workspace.publish()
    for leftover in place.settings.database.parent.glob("worthwhile.db-*"):
        leftover.unlink()
    shutil.copy(tmp_path / "backup" / DATABASE, place.settings.database)
    with place.opened() as workspace:
        kept = len(told(workspace))
        assert checked(workspace) == Broken(kept + 1, Fault.MISSING)
        workspace.publish()
        assert not figures(workspace)
        assert told(workspace)[-1] == Told.LOST
        assert isinstance(checked(workspace), Broken), "nobody told of it"


def test_the_log_says_so_and_which_entries_are_gone(place: Place, tmp_path: Path) -> None:
    with place.opened() as workspace:
        kept = len(told(workspace))
        workspace.publish()
        workspace.window({"Billing": (8, YES)}, SECOND)
        gone = len(told(workspace))
    restore(place.settings, tmp_path / "backup", place.clock())
    with place.opened() as workspace:
        head = log.latest(workspace.database)
        assert head
        assert head.kind == Told.RESTORED
        assert checked(workspace) == Whole(kept + 1, head.hash, ((kept + 1, gone),))
        newest = log_page(workspace.database, Days.of("UTC"), lambda _: None).lines[0]
        assert (newest.kept, newest.gone) == (kept, gone)
    run = CliRunner(env={"WORTHWHILE_DATABASE": str(place.settings.database)})
    said = run.invoke(main, ["log", "verify"])
    assert said.exit_code == 0
    assert f"Entries {kept + 1} to {gone} of before are gone" in said.output
    with place.opened() as workspace:
        # from here on it is watched as before
        workspace.database.change("DELETE FROM log_entry WHERE seq > :kept", {"kept": kept})
        assert checked(workspace) == Broken(kept + 1, Fault.MISSING)


def test_an_entry_of_one_s_own_making_hides_no_cut(place: Place) -> None:
    from bot.publiclog.writing import append, recorded

    with place.opened() as workspace:
        kept = len(told(workspace))
        workspace.publish()
        newest = log.latest(workspace.database)
        assert newest
        workspace.database.change("DELETE FROM log_entry WHERE seq > :kept", {"kept": kept})
        with recorded(workspace.services) as tx:
            body = {"kept": kept, "gone": newest.seq, "hash": newest.hash}
            append(tx, Told.RESTORED, body, 1)
        assert isinstance(checked(workspace), Broken)


@pytest.mark.parametrize(("days", "drawn_again"), [(-1, True), (0, False), (3, False)])
def test_on_a_new_machine_whatever_may_have_been_published_is_not_drawn(
    place: Place, tmp_path: Path, days: int, drawn_again: bool
) -> None:
    """The key store that knew is gone with the old machine: its day has come, so it may have."""
    elsewhere = Place(tmp_path / "elsewhere")
    elsewhere.people = place.people
    shutil.copy(place.settings.secret_file, elsewhere.settings.secret_file)
    restore(elsewhere.settings, tmp_path / "backup", publishes_at(FIRST) + days * DAY)
    with elsewhere.opened() as workspace:
        workspace.publish()
        assert bool(figures(workspace)) is drawn_again


@pytest.mark.parametrize("secret_at_hand", [True, False])
def test_a_store_the_new_machine_has_begun_itself_knows_nothing_of_it(
    place: Place, tmp_path: Path, secret_at_hand: bool
) -> None:
    elsewhere = Place(tmp_path / "elsewhere")
    elsewhere.people = place.people
    if secret_at_hand:
        shutil.copy(place.settings.secret_file, elsewhere.settings.secret_file)
    elsewhere.clock.forward(DAY)
    with elsewhere.opened() as workspace:
        assert told(workspace) == [Told.PLEDGE], "a log of its own"
    shutil.copy(place.settings.secret_file, elsewhere.settings.secret_file)
    restore(elsewhere.settings, tmp_path / "backup", publishes_at(FIRST))
    with elsewhere.opened() as workspace:
        workspace.publish()
        assert not figures(workspace)
        assert told(workspace)[-2:] == [Told.RESTORED, Told.LOST]
        its = checked(workspace)
        assert isinstance(its, Whole)
        assert its.gone == (), "nothing of this house's log is gone"


def test_a_store_under_a_newer_secret_still_tells_what_was_drawn(
    place: Place, tmp_path: Path
) -> None:
    older = place.settings.secret_file.read_bytes()
    with place.opened() as workspace:
        kept = len(told(workspace))
        workspace.publish()
        gone = len(told(workspace))
    rotate(place.settings, place.clock())
    place.settings.secret_file.write_bytes(older)
    restore(place.settings, tmp_path / "backup", place.clock())
    with place.opened() as workspace:
        workspace.publish()
        assert not figures(workspace)
        its = checked(workspace)
        assert isinstance(its, Whole)
        assert its.gone == ((kept + 1, gone),)


def test_a_crash_between_the_two_stores_never_draws_twice(place: Place) -> None:
    """The key store was told, and then the database's own commit never came."""
    with place.opened() as workspace:
        drawn.note(workspace.services.keys.store, FIRST)
        assert windows.done(workspace.database, Step.PUBLISHED) == []
        workspace.publish()
        assert not figures(workspace)
        assert told(workspace)[-1] == Told.LOST
        assert isinstance(checked(workspace), Whole)


def test_what_fails_before_that_is_drawn_later(place: Place) -> None:
    with place.opened() as workspace:
        store = workspace.services.keys.store
        store.change("ALTER TABLE fact RENAME TO mislaid")
        with pytest.raises(Exception, match="fact"):
            workspace.publish()
        assert not figures(workspace)
        store.change("ALTER TABLE mislaid RENAME TO fact")
        assert publish_due(workspace.services, place.clock()) == 1
        assert figures(workspace)


def test_a_sensitive_answer_is_deleted_also_where_its_window_is_lost(place: Place) -> None:
    with place.opened() as workspace:
        workspace.company.hire("UBOSS", "Billing", role=Role.MANAGER)
        workspace.company.clock.now = publishes_at(FIRST) - 20 * DAY
        workspace.tell(workspace.people["Billing"][0], 5)
        before = workspace.database.read("SELECT COUNT(*) AS n FROM answer")[0]["n"]
        drawn.note(workspace.services.keys.store, FIRST)
        workspace.publish()
        assert workspace.database.read("SELECT COUNT(*) AS n FROM answer")[0]["n"] == before - 1


def test_what_was_drawn_only_ever_goes_forward(place: Place) -> None:
    with place.opened() as workspace:
        store = workspace.services.keys.store
        assert drawn.latest_drawn(store) is None
        drawn.note(store, SECOND)
        drawn.note(store, FIRST)
        assert keystore.fact(store, keystore.DRAWN) == str(SECOND.index)
