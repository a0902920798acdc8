"""Changing the secret key: people stay who they are, wherever it was cut short."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot import secret, stores
from bot.alone import alone
from bot.model import Person, PersonId
from bot.people.ciphers import WrongSecret
from bot.people.keys import KeyStore
from bot.rotation import rotate
from bot.settings import Settings, SettingsError
from bot.stores import Stores, open_stores
from storage import keystore
from storage.personal import people

ADA = PersonId("ada")


def settings(folder: Path) -> Settings:
    return Settings.read({"WORTHWHILE_DATABASE": str(folder / "worthwhile.db")})


@pytest.fixture
def house(tmp_path: Path) -> Settings:
    """Stores with Ada in them, and something sealed for her."""
    its = settings(tmp_path)
    opened = open_stores(its, 1)
    opened.keys.admit(ADA, "U0ADA", "ada@example.com", 1)
    people.save(opened.database, [Person(ADA, "Europe/Berlin", 1)])
    (tmp_path / "sealed").write_bytes(opened.keys.seal(ADA, "note", b"mine"))
    opened.close()
    return its


def opens(its: Settings) -> None:
    """Everything still works, and a newcomer gets a key that lasts."""
    opened = open_stores(its, 2)
    try:
        sealed = (its.database.parent / "sealed").read_bytes()
        assert opened.keys.unseal(ADA, "note", sealed) == b"mine"
        assert opened.keys.person_by_slack_id("U0ADA") == ADA
        assert opened.keys.person_by_email("Ada@example.com") == ADA
        opened.keys.admit(PersonId("ben"), "U0BEN", None, 2)
        assert opened.keys.seal(PersonId("ben"), "note", b"his")
    finally:
        opened.close()


def test_the_secret_is_another_and_everything_else_as_before(house: Settings) -> None:
    before = house.secret_file.read_bytes()
    rotate(house, 5)
    after = house.secret_file.read_bytes()
    assert after != before
    assert house.secret_file.stat().st_mode & 0o777 == 0o600
    assert not secret.following(house.secret_file).exists()
    opens(house)
    rotate(house, 6)
    opens(house)


def test_the_old_secret_opens_nothing_any_more(house: Settings) -> None:
    before = bytes.fromhex(house.secret_file.read_text())
    wrapped = _wrapped(house)
    rotate(house, 5)
    files = b"".join(p.read_bytes() for p in house.keystore.parent.glob("worthwhile.keys*"))
    assert wrapped not in files
    opened = open_stores(house, 6)
    with pytest.raises(WrongSecret):
        KeyStore.open(opened.keys.store, before)
    opened.close()
    house.secret_file.write_text(before.hex())
    with pytest.raises(SettingsError, match="WORTHWHILE_SECRET_FILE"):
        open_stores(house, 7)


def _wrapped(house: Settings) -> bytes:
    opened = open_stores(house, 4)
    try:
        wrapped = keystore.wrapped_key(opened.keys.store, ADA)
        assert wrapped
        return wrapped
    finally:
        opened.close()


def new_file_only(opened: Stores, its: Settings) -> None:
    secret.make_following(its.secret_file)


def keys_wrapped(opened: Stores, its: Settings) -> None:
    opened.keys.rewrap(secret.make_following(its.secret_file))


def database_noted(opened: Stores, its: Settings) -> None:
    new = secret.make_following(its.secret_file)
    opened.keys.rewrap(new)
    with opened.database.transaction() as tx:
        stores.note_fingerprint(tx, new, 5)


@pytest.mark.parametrize("so_far", [new_file_only, keys_wrapped, database_noted])
def test_wherever_it_is_cut_short_the_stores_open(
    house: Settings, so_far: Callable[[Stores, Settings], None]
) -> None:
    opened = open_stores(house, 5)
    so_far(opened, house)
    opened.close()
    opens(house)
    opens(house)
    rotate(house, 7)
    opens(house)
    assert not secret.following(house.secret_file).exists()


def test_keys_are_wrapped_all_or_none(house: Settings) -> None:
    """One that cannot be opened stops it before anything has changed."""
    opened = open_stores(house, 5)
    opened.keys.store.change("INSERT INTO person_key VALUES ('zoe', :spoilt, 1)", {"spoilt": b"x"})
    with pytest.raises(WrongSecret):
        opened.keys.rewrap(bytes(32))
    opened.keys.store.change("DELETE FROM person_key WHERE person = 'zoe'")
    opened.close()
    opens(house)


def test_nobody_is_let_in_under_a_secret_that_was_changed_meanwhile(house: Settings) -> None:
    opened = open_stores(house, 5)
    rotation_of = opened.keys.rewrap(secret.make_following(house.secret_file))
    with pytest.raises(WrongSecret):
        opened.keys.admit(PersonId("ben"), "U0BEN", None, 5)
    rotation_of.admit(PersonId("ben"), "U0BEN", None, 5)
    opened.close()
    opens(house)


def test_it_is_refused_while_somebody_serves(house: Settings) -> None:
    before = house.secret_file.read_bytes()
    with alone(house.database), pytest.raises(SettingsError, match="already being served"):
        rotate(house, 5)
    assert house.secret_file.read_bytes() == before
    opens(house)


def test_a_file_beside_another_key_store_is_never_taken_for_its_secret(
    house: Settings, tmp_path: Path
) -> None:
    secret.make_following(house.secret_file)
    before = house.secret_file.read_bytes()
    opens(house)
    assert house.secret_file.read_bytes() == before
