"""Backups: both stores apart and of one piece; the erased stay erased; a mixed pair is refused."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import backup
from bot.alone import alone
from bot.backup import DATABASE, KEYS, back_up, restore
from bot.carried_over import Forgotten
from bot.cli import main
from bot.model import Person, PersonId
from bot.people.erasure import finish, forget
from bot.people.identity import Profile, keep_profile, person_of, profile_of
from bot.people.keys import PLACE, KeyDestroyed
from bot.rotation import rotate
from bot.running import House, open_house
from bot.services import new_id
from bot.settings import Settings, SettingsError
from storage import keystore
from storage.personal import people
from tests.people.lives import traces


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "house").mkdir()
    return tmp_path


def settings(folder: Path, name: str = "house") -> Settings:
    (folder / name).mkdir(exist_ok=True)
    database = str(folder / name / "worthwhile.db")
    nobody_there = "http://127.0.0.1:9/"
    return Settings.read({"WORTHWHILE_DATABASE": database, "SLACK_API_URL": nobody_there})


def hire(house: House, slack_id: str) -> PersonId:
    services, person = house.services, PersonId(new_id())
    services.keys.admit(person, slack_id, None, 1)
    with services.database.transaction() as tx:
        people.save(tx, [Person(person, "Europe/Berlin", 1)])
        keep_profile(services, tx, person, Profile(slack_id, "Ada Field"))
    return person


def everything_in(file: Path) -> bytes:
    return b"".join(its.read_bytes() for its in sorted(file.parent.glob(f"{file.name}*")))


def test_it_comes_back_as_it_was(folder: Path) -> None:
    its = settings(folder)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, folder / "backup", 1)
    ben = hire(house, "U0BEN")
    house.close()
    assert restore(its, folder / "backup", 9).forgotten == Forgotten(0, 0)
    house = open_house(its)
    assert person_of(house.services, "U0ADA") == ada
    assert profile_of(house.services, ada).slack_id == "U0ADA"
    assert person_of(house.services, "U0BEN") is None
    assert people.get(house.services.database, ben) is None
    house.close()


def test_it_comes_back_on_an_empty_machine_with_the_secret_key(folder: Path) -> None:
    its = settings(folder)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, folder / "backup", 1)
    house.close()
    elsewhere = settings(folder, "elsewhere")
    with pytest.raises(SettingsError, match="WORTHWHILE_SECRET_FILE"):
        restore(elsewhere, folder / "backup", 9)
    assert not elsewhere.database.exists()
    shutil.copy(its.secret_file, elsewhere.secret_file)
    restore(elsewhere, folder / "backup", 9)
    house = open_house(elsewhere)
    assert profile_of(house.services, ada).slack_id == "U0ADA"
    house.close()


def test_the_halves_are_apart_for_their_owner_alone_and_without_the_secret(folder: Path) -> None:
    its = settings(folder)
    open_house(its).close()
    back_up(its, folder / "backup", 1)
    files = [path for path in (folder / "backup").rglob("*") if path.is_file()]
    assert {path.relative_to(folder / "backup") for path in files} == {DATABASE, KEYS}
    secret = its.secret_file.read_bytes().strip()
    for path in files:
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
        assert secret not in path.read_bytes()
        assert bytes.fromhex(secret.decode()) not in path.read_bytes()
    with pytest.raises(SettingsError, match="holds a backup already"):
        back_up(its, folder / "backup", 1)


def test_who_was_erased_since_stays_erased(folder: Path) -> None:
    its = settings(folder)
    house = open_house(its)
    ada, ben = hire(house, "U0ADA"), hire(house, "U0BEN")
    key = keystore.wrapped_key(house.services.keys.store, ada)
    back_up(its, folder / "backup", 1)
    forget(house.services, ada)
    house.close()
    assert restore(its, folder / "backup", 9).forgotten == Forgotten(1, 0)

    assert key not in everything_in(its.keystore)
    house = open_house(its)
    assert person_of(house.services, "U0ADA") is None
    with pytest.raises(KeyDestroyed):
        profile_of(house.services, ada)
    assert finish(house.services, 9, lambda: True) == 0
    assert list(traces(house.services.database, ada)) == []
    assert profile_of(house.services, ben).slack_id == "U0BEN"
    house.close()
    assert ada.encode() not in everything_in(its.database)


def test_an_erasure_that_was_not_at_its_end_goes_on_after_a_restore(folder: Path) -> None:
    its = settings(folder)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    place = house.services.keys.seal(ada, PLACE, b"where her digest lies")
    back_up(its, folder / "backup", 1)
    house.services.keys.begin_erasure(ada, 1)
    house.services.keys.destroy(ada)
    house.close()
    assert restore(its, folder / "backup", 9).forgotten == Forgotten(1, 0)
    house = open_house(its)
    assert house.services.keys.unseal(ada, PLACE, place) == b"where her digest lies"
    assert finish(house.services, 9, lambda: True) == 0
    with pytest.raises(KeyDestroyed):
        house.services.keys.unseal(ada, PLACE, place)
    house.close()


def test_an_older_database_with_the_present_keys_tells_nothing_of_the_erased(folder: Path) -> None:
    its = settings(folder)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    hire(house, "U0BEN")
    back_up(its, folder / "backup", 1)
    forget(house.services, ada)
    house.close()
    shutil.copy(folder / "backup" / DATABASE, its.database)
    house = open_house(its)
    assert [table for table, _ in traces(house.services.database, ada)]
    with pytest.raises(KeyDestroyed):
        profile_of(house.services, ada)
    assert b"U0ADA" not in everything_in(its.database)
    house.close()


@pytest.mark.parametrize("half", [DATABASE, KEYS])
def test_two_halves_that_do_not_belong_together_are_refused(folder: Path, half: Path) -> None:
    its, other = settings(folder), settings(folder, "other")
    for which, name in ((its, "backup"), (other, "strange")):
        house = open_house(which)
        hire(house, "U0ADA")
        house.close()
        back_up(which, folder / name, 1)
    before = its.database.read_bytes(), its.keystore.read_bytes()
    shutil.copy(folder / "strange" / half, folder / "backup" / half)
    with pytest.raises(SettingsError, match="do not belong together"):
        restore(its, folder / "backup", 9)
    (folder / "backup" / half).unlink()
    with pytest.raises(SettingsError, match="is missing in it"):
        restore(its, folder / "backup", 9)
    (folder / "backup" / half).write_text("Dear diary, " * 99)
    with pytest.raises(SettingsError):
        restore(its, folder / "backup", 9)
    assert (its.database.read_bytes(), its.keystore.read_bytes()) == before


def test_a_backup_from_before_the_secret_changed_wants_that_one_back(folder: Path) -> None:
    its = settings(folder)
    open_house(its).close()
    back_up(its, folder / "backup", 1)
    before = its.secret_file.read_bytes()
    rotate(its, 5)
    with pytest.raises(SettingsError, match="put that one back first"):
        restore(its, folder / "backup", 9)
    its.secret_file.write_bytes(before)
    restore(its, folder / "backup", 9)
    open_house(its).close()


def test_it_is_of_one_piece_while_people_join(folder: Path) -> None:
    """Whoever is in the copied database has a key in the copied key store."""
    its = settings(folder)
    house, enough = open_house(its), threading.Event()

    def join() -> None:
        while not enough.is_set():
            hire(house, f"U{new_id()}")

    joining = threading.Thread(target=join)
    joining.start()
    try:
        for n in range(5):
            back_up(its, folder / f"backup {n}", 1)
    finally:
        enough.set()
        joining.join()
    house.close()
    for n in range(5):
        with backup._store(folder / f"backup {n}" / DATABASE) as database:
            with backup._store(folder / f"backup {n}" / KEYS) as keys:
                known = keystore.wrapped_keys(keys)
                assert {person.id for person in people.everybody(database)} <= set(known)


def test_it_is_refused_while_somebody_serves(folder: Path) -> None:
    its = settings(folder)
    open_house(its).close()
    back_up(its, folder / "backup", 1)
    with alone(its.database), pytest.raises(SettingsError, match="already being served"):
        restore(its, folder / "backup", 9)


def test_from_the_command_line(folder: Path) -> None:
    its = settings(folder)
    house = open_house(its)
    hire(house, "U0ADA")
    house.close()
    run = CliRunner(env={"WORTHWHILE_DATABASE": str(its.database)})
    made = run.invoke(main, ["backup", str(folder / "backup")])
    assert (made.exit_code, "30 days" in made.output) == (0, True)
    assert run.invoke(main, ["backup", str(folder / "backup")]).exit_code == 2
    assert run.invoke(main, ["keys", "rotate"]).exit_code == 0
    refused = run.invoke(main, ["restore", "--yes", str(folder / "backup")])
    assert (refused.exit_code, "WORTHWHILE_SECRET_FILE" in refused.output) == (2, True)
    assert run.invoke(main, ["restore", str(folder / "backup")], input="n\n").exit_code == 1
