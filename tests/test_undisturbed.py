"""Backups, restores and changes of the secret key: nobody comes in between."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.alone import alone, beside_others
from bot.backup import KEYS, back_up, restore
from bot.carried_over import Forgotten
from bot.cli import main
from bot.people.erasure import forget
from bot.people.identity import person_of
from bot.rotation import rotate
from bot.running import open_house
from bot.secret import make_following
from bot.settings import SettingsError
from tests.houses import hire, settings, write_secret


def test_it_is_refused_while_somebody_serves(tmp_path: Path) -> None:
    its = settings(tmp_path)
    open_house(its).close()
    back_up(its, tmp_path / "backup", 1)
    with alone(its.database), pytest.raises(SettingsError, match="already being served"):
        restore(its, tmp_path / "backup", 9)


def test_it_is_refused_while_anybody_is_at_work(tmp_path: Path) -> None:
    """What a `tick` or a `forget` wrote between the copies of the keys would be undone unseen."""
    its = settings(tmp_path)
    house = open_house(its)
    ada = hire(house, "U0ADA")
    back_up(its, tmp_path / "backup", 1)
    with pytest.raises(SettingsError, match="wait until `tick`"):
        restore(its, tmp_path / "backup", 9)
    with pytest.raises(SettingsError, match="wait until `tick`"):
        rotate(its, 9)
    forget(house.services, ada)
    house.close()
    assert restore(its, tmp_path / "backup", 9).forgotten == Forgotten(1, 0)
    rotate(its, 9)
    house = open_house(its)
    assert person_of(house.services, "U0ADA") is None
    house.close()


def test_nobody_comes_in_while_it_is_put_back(tmp_path: Path) -> None:
    its = settings(tmp_path)
    open_house(its).close()
    back_up(its, tmp_path / "backup", 1)
    secret = its.secret_file.read_bytes()
    its.secret_file.unlink()
    os.mkfifo(its.secret_file, 0o600)  # whoever reads the secret waits here for its writer
    restoring = threading.Thread(target=restore, args=(its, tmp_path / "backup", 9))
    restoring.start()
    try:
        with its.secret_file.open("wb") as writer:
            with pytest.raises(SettingsError, match="being restored"):
                beside_others(its.database)
            with pytest.raises(SettingsError, match="being restored"):
                back_up(its, tmp_path / "another", 1)
            writer.write(secret)
    finally:
        restoring.join()
    its.secret_file.unlink()
    write_secret(its, secret)
    open_house(its).close()
    assert not (tmp_path / "another" / KEYS).exists()


def test_two_halves_that_would_not_fit_are_no_backup(tmp_path: Path) -> None:
    """A change of the secret key was cut short between the two stores."""
    its = settings(tmp_path)
    house = open_house(its)
    hire(house, "U0ADA")
    house.services.keys.rewrap(make_following(its.secret_file))
    house.close()
    with pytest.raises(SettingsError, match="`worthwhile log verify` ends it"):
        back_up(its, tmp_path / "backup", 1)
    assert not [path for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    CliRunner(env={"WORTHWHILE_DATABASE": str(its.database)}).invoke(main, ["log", "verify"])
    back_up(its, tmp_path / "backup", 1)
    assert restore(its, tmp_path / "backup", 9).forgotten == Forgotten(0, 0)
