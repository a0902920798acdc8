"""A backup that is put back: of whom it is known that they were erased, and what if not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.backup import back_up, restore
from bot.carried_over import Forgotten
from bot.cli import main
from bot.model import DAY
from bot.people.erasure import REMEMBERED, finish, forget
from bot.people.identity import person_of
from bot.people.keys import PLACE, KeyDestroyed
from bot.rotation import rotate
from bot.running import open_house
from bot.secret import following
from bot.services import real_clock
from bot.settings import SettingsError
from storage import keystore
from tests.houses import hire, settings, write_secret


@pytest.mark.parametrize("newer_at_hand", [True, False])
def test_an_erasure_under_a_newer_secret_goes_on_under_the_older_one(
    tmp_path: Path, newer_at_hand: bool
) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    hire(house, "U0BEN")
    place = house.services.keys.seal(ada, PLACE, b"where her digest lies")
    back_up(its, tmp_path / "backup", 1)
    house.close()
    older = its.secret_file.read_bytes()
    rotate(its, 5)
    house = open_house(its)
    house.services.keys.begin_erasure(ada, 6)
    house.services.keys.destroy(ada)
    house.close()

    if newer_at_hand:
        its.secret_file.rename(following(its.secret_file))
    write_secret(its, older)
    left = 0 if newer_at_hand else 1
    assert restore(its, tmp_path / "backup", 9).forgotten == Forgotten(1, left)
    rotate(its, 10)
    house = open_house(its)
    if newer_at_hand:
        assert house.services.keys.unseal(ada, PLACE, place) == b"where her digest lies"
    else:
        with pytest.raises(KeyDestroyed):
            house.services.keys.unseal(ada, PLACE, place)
    assert person_of(house.services, "U0ADA") is None
    assert finish(house.services, 11, lambda: True) == 0
    house.close()


def test_erasures_in_another_house_are_not_carried_over(tmp_path: Path) -> None:
    """The bot ran once on the new machine before the backup was put back there."""
    its, elsewhere = settings(tmp_path), settings(tmp_path, "elsewhere")
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, tmp_path / "backup", 1)
    house.close()
    write_secret(elsewhere, its.secret_file.read_bytes())
    house = open_house(elsewhere)
    ben = hire(house, "U0BEN")
    forget(house.services, ben)
    house.close()
    assert restore(elsewhere, tmp_path / "backup", 9).forgotten is None
    house = open_house(elsewhere)
    assert person_of(house.services, "U0ADA") == ada
    assert keystore.erasures(house.services.keys.store) == []
    house.close()


@pytest.mark.parametrize("left", ["nothing", "an empty file", "a store begun anew"])
def test_a_lost_key_store_comes_back_and_nobody_can_tell_who_was_erased(
    tmp_path: Path, left: str
) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, tmp_path / "backup", 1)
    house.close()
    for file in its.keystore.parent.glob(f"{its.keystore.name}*"):
        file.unlink()
    if left == "an empty file":
        its.keystore.touch(0o600)
    elif left == "a store begun anew":
        with pytest.raises(SettingsError, match="put it back from its backup"):
            open_house(its)
    assert restore(its, tmp_path / "backup", 9).forgotten is None
    house = open_house(its)
    assert person_of(house.services, "U0ADA") == ada
    house.close()


def test_keys_older_than_what_is_known_of_the_erased_are_refused(tmp_path: Path) -> None:
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, tmp_path / "backup", DAY)
    forget(house.services, ada)
    keystore.forget_erasures(house.services.keys.store, real_clock())  # as 30 days later
    house.close()
    late = DAY + REMEMBERED
    with pytest.raises(SettingsError, match=r"1970-01-02.*--erased-may-return"):
        restore(its, tmp_path / "backup", late + 1)
    house = open_house(its)
    assert person_of(house.services, "U0ADA") is None, "nothing was put back"
    house.close()
    assert restore(its, tmp_path / "backup", late + 1, old=True).made_at == DAY
    restore(its, tmp_path / "backup", late)


def test_the_command_line_says_who_may_be_back(tmp_path: Path) -> None:
    its, elsewhere = settings(tmp_path), settings(tmp_path, "elsewhere")
    open_house(its).close()
    back_up(its, tmp_path / "backup", 1)
    write_secret(elsewhere, its.secret_file.read_bytes())
    run = CliRunner(env={"WORTHWHILE_DATABASE": str(elsewhere.database)})
    refused = run.invoke(main, ["restore", "--yes", str(tmp_path / "backup")])
    assert (refused.exit_code, "--erased-may-return" in refused.output) == (2, True)
    done = run.invoke(main, ["restore", "--yes", "--erased-may-return", str(tmp_path / "backup")])
    assert (done.exit_code, "1970-01-01 00:00 UTC): they are back" in done.output) == (0, True)
    again = run.invoke(main, ["restore", "--yes", "--erased-may-return", str(tmp_path / "backup")])
    assert "0 erased since the backup stay erased" in again.output
