"""Backups: both stores apart and of one piece; the erased stay erased; a mixed pair is refused."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import backup
from bot.backup import DATABASE, KEYS, back_up, restore
from bot.carried_over import Forgotten
from bot.cli import main
from bot.people.erasure import finish, forget
from bot.people.identity import person_of, profile_of
from bot.people.keys import PLACE, KeyDestroyed
from bot.rotation import rotate
from bot.running import open_house
from bot.services import new_id
from bot.settings import SettingsError
from storage import keystore
from storage.personal import people
from tests.houses import hire, settings
from tests.people.lives import traces


def everything_in(file: Path) -> bytes:
    return b"".join(its.read_bytes() for its in sorted(file.parent.glob(f"{file.name}*")))


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, tmp_path / "backup", 1)
    ben = hire(house, "U0BEN")
    house.close()
    assert restore(its, tmp_path / "backup", 9).forgotten == Forgotten(0, 0)
    house = open_house(its)
    assert person_of(house.services, "U0ADA") == ada
    assert profile_of(house.services, ada).slack_id == "U0ADA"
    assert person_of(house.services, "U0BEN") is None
    assert people.get(house.services.database, ben) is None
    house.close()


def test_it_comes_back_on_an_empty_machine_with_the_secret_key(tmp_path: Path) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, tmp_path / "backup", 1)
    house.close()
    elsewhere = settings(tmp_path, "elsewhere")
    with pytest.raises(SettingsError, match="WORTHWHILE_SECRET_FILE"):
        restore(elsewhere, tmp_path / "backup", 9)
    assert not elsewhere.database.exists()
    shutil.copy(its.secret_file, elsewhere.secret_file)
    restore(elsewhere, tmp_path / "backup", 9)
    house = open_house(elsewhere)
    assert profile_of(house.services, ada).slack_id == "U0ADA"
    house.close()


def test_the_halves_are_apart_for_their_owner_alone_and_without_the_secret(tmp_path: Path) -> None:
    its = settings(tmp_path)
    open_house(its).close()
    back_up(its, tmp_path / "backup", 1)
    files = [path for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    assert {path.relative_to(tmp_path / "backup") for path in files} == {DATABASE, KEYS}
    secret = its.secret_file.read_bytes().strip()
    for path in files:
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
        assert secret not in path.read_bytes()
        assert bytes.fromhex(secret.decode()) not in path.read_bytes()
    with pytest.raises(SettingsError, match="holds a backup already"):
        back_up(its, tmp_path / "backup", 1)


def test_who_was_erased_since_stays_erased(tmp_path: Path) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada, ben = hire(house, "U0ADA"), hire(house, "U0BEN")
    key = keystore.wrapped_key(house.services.keys.store, ada)
    back_up(its, tmp_path / "backup", 1)
    forget(house.services, ada)
    house.close()
    assert restore(its, tmp_path / "backup", 9).forgotten == Forgotten(1, 0)

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


def test_an_erasure_that_was_not_at_its_end_goes_on_after_a_restore(tmp_path: Path) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    place = house.services.keys.seal(ada, PLACE, b"where her digest lies")
    back_up(its, tmp_path / "backup", 1)
    house.services.keys.begin_erasure(ada, 1)
    house.services.keys.destroy(ada)
    house.close()
    assert restore(its, tmp_path / "backup", 9).forgotten == Forgotten(1, 0)
    house = open_house(its)
    assert house.services.keys.unseal(ada, PLACE, place) == b"where her digest lies"
    assert finish(house.services, 9, lambda: True) == 0
    with pytest.raises(KeyDestroyed):
        house.services.keys.unseal(ada, PLACE, place)
    house.close()


def test_an_older_database_with_the_present_keys_tells_nothing_of_the_erased(
    tmp_path: Path,
) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    hire(house, "U0BEN")
    back_up(its, tmp_path / "backup", 1)
    forget(house.services, ada)
    house.close()
    shutil.copy(tmp_path / "backup" / DATABASE, its.database)
    house = open_house(its)
    assert [table for table, _ in traces(house.services.database, ada)]
    with pytest.raises(KeyDestroyed):
        profile_of(house.services, ada)
    assert b"U0ADA" not in everything_in(its.database)
    house.close()


@pytest.mark.parametrize("half", [DATABASE, KEYS])
def test_two_halves_that_do_not_belong_together_are_refused(tmp_path: Path, half: Path) -> None:
    its, other = settings(tmp_path), settings(tmp_path, "other")
    for which, name in ((its, "backup"), (other, "strange")):
        house = open_house(which)
        hire(house, "U0ADA")
        house.close()
        back_up(which, tmp_path / name, 1)
    before = its.database.read_bytes(), its.keystore.read_bytes()
    shutil.copy(tmp_path / "strange" / half, tmp_path / "backup" / half)
    with pytest.raises(SettingsError, match="do not belong together"):
        restore(its, tmp_path / "backup", 9)
    (tmp_path / "backup" / half).unlink()
    with pytest.raises(SettingsError, match="is missing in it"):
        restore(its, tmp_path / "backup", 9)
    (tmp_path / "backup" / half).write_text("Dear diary, " * 99)
    with pytest.raises(SettingsError):
        restore(its, tmp_path / "backup", 9)
    assert (its.database.read_bytes(), its.keystore.read_bytes()) == before


def test_a_backup_from_before_the_secret_changed_wants_that_one_back(tmp_path: Path) -> None:
    its = settings(tmp_path)
    open_house(its).close()
    back_up(its, tmp_path / "backup", 1)
    before = its.secret_file.read_bytes()
    rotate(its, 5)
    with pytest.raises(SettingsError, match="copy of that one back first"):
        restore(its, tmp_path / "backup", 9)
    its.secret_file.write_bytes(before)
    restore(its, tmp_path / "backup", 9)
    open_house(its).close()


def test_it_is_of_one_piece_while_people_join(tmp_path: Path) -> None:
    """Whoever is in the copied database has a key in the copied key store."""
    its = settings(tmp_path)
    house, enough = open_house(its), threading.Event()

    def join() -> None:
        while not enough.is_set():
            hire(house, f"U{new_id()}")

    joining = threading.Thread(target=join)
    joining.start()
    try:
        for n in range(5):
            back_up(its, tmp_path / f"backup {n}", 1)
    finally:
        enough.set()
        joining.join()
    house.close()
    for n in range(5):
        with backup._store(tmp_path / f"backup {n}" / DATABASE) as database:
            with backup._store(tmp_path / f"backup {n}" / KEYS) as keys:
                known = keystore.wrapped_keys(keys)
                assert {person.id for person in people.everybody(database)} <= set(known)


def test_from_the_command_line(tmp_path: Path) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    hire(house, "U0ADA")
    house.close()
    run = CliRunner(env={"WORTHWHILE_DATABASE": str(its.database)})
    made = run.invoke(main, ["backup", str(tmp_path / "backup")])
    assert (made.exit_code, "30 days" in made.output) == (0, True)
    assert run.invoke(main, ["backup", str(tmp_path / "backup")]).exit_code == 2
    assert run.invoke(main, ["keys", "rotate"]).exit_code == 0
    refused = run.invoke(main, ["restore", "--yes", str(tmp_path / "backup")])
    assert (refused.exit_code, "WORTHWHILE_SECRET_FILE" in refused.output) == (2, True)
    assert run.invoke(main, ["restore", str(tmp_path / "backup")], input="n\n").exit_code == 1
