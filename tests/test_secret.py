"""The secret key from the environment: used as it is, in no file, changed by whoever sets it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot import stores
from bot.backup import back_up, restore
from bot.cli import main
from bot.model import Person, PersonId
from bot.rotation import rotate
from bot.settings import Settings, SettingsError
from bot.stores import open_stores
from storage.personal import people

ADA = PersonId("ada")
OLD, NEW = "a1" * 32, "B2" * 32


def environment(folder: Path, secret: str | None = OLD, following: str = "") -> dict[str, str]:
    return {
        "WORTHWHILE_DATABASE": str(folder / "worthwhile.db"),
        "WORTHWHILE_SECRET": secret or "",
        "WORTHWHILE_SECRET_NEXT": following,
    }


def settings(folder: Path, secret: str | None = OLD, following: str = "") -> Settings:
    return Settings.read(environment(folder, secret, following))


@pytest.fixture
def sealed(tmp_path: Path) -> bytes:
    """Something of Ada's, in stores that were made with the key of the environment."""
    opened = open_stores(settings(tmp_path), 1)
    opened.keys.admit(ADA, "U0ADA", None, 1)
    people.save(opened.database, [Person(ADA, "Europe/Berlin", 1)])
    its = opened.keys.seal(ADA, "note", b"mine")
    opened.close()
    return its


def opens(its: Settings, sealed: bytes) -> None:
    opened = open_stores(its, 2)
    try:
        assert opened.keys.unseal(ADA, "note", sealed) == b"mine"
    finally:
        opened.close()


def refusal(its: Settings) -> str:
    with pytest.raises(SettingsError) as told:
        open_stores(its, 2)
    for secret in (OLD, NEW):
        assert secret.lower() not in str(told.value).lower()
    return str(told.value)


def test_a_first_start_makes_no_file(tmp_path: Path, sealed: bytes) -> None:
    opens(settings(tmp_path), sealed)
    assert not list(tmp_path.glob("*secret*"))
    for file in tmp_path.iterdir():
        assert bytes.fromhex(OLD) not in file.read_bytes()
        assert OLD.encode() not in file.read_bytes()


def test_it_is_never_shown(tmp_path: Path) -> None:
    its = settings(tmp_path, OLD, NEW)
    for shown in (repr(its), f"{its}", str([its])):
        assert OLD not in shown
        assert str(bytes.fromhex(OLD)) not in shown
        assert str(bytes.fromhex(NEW)) not in shown


@pytest.mark.parametrize("name", ["WORTHWHILE_SECRET", "WORTHWHILE_SECRET_NEXT"])
@pytest.mark.parametrize("value", ["hunter2", "a1" * 31, "a1" * 33, "zz" * 32, "²" * 64])
def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError) as told:
        Settings.read(environment(tmp_path) | {name: value})
    assert str(told.value).startswith(f"{name} ")
    assert "64 hex digits" in str(told.value)
    assert value not in str(told.value)


def test_another_key_is_refused_by_its_name(tmp_path: Path, sealed: bytes) -> None:
    told = refusal(settings(tmp_path, NEW))
    assert told.startswith("WORTHWHILE_SECRET holds")
    assert "put the right one back" in told


def test_a_file_may_say_the_same_and_nothing_else(tmp_path: Path, sealed: bytes) -> None:
    file = tmp_path / "worthwhile.secret"
    file.touch(0o600)
    file.write_text(OLD + "\n")
    opens(settings(tmp_path), sealed)
    opens(settings(tmp_path, None), sealed)
    file.write_text(NEW)
    told = refusal(settings(tmp_path))
    assert told.startswith("WORTHWHILE_SECRET and WORTHWHILE_SECRET_FILE")
    assert "two different keys" in told


def test_it_is_changed_to_the_one_that_is_to_follow(tmp_path: Path, sealed: bytes) -> None:
    run = CliRunner()
    for following in ("", OLD):
        refused = run.invoke(
            main, ["keys", "rotate"], env=environment(tmp_path, following=following)
        )
        assert refused.exit_code == 2
        assert refused.output.startswith("WORTHWHILE_SECRET_NEXT ")
        assert "openssl rand -hex 32" in refused.output
    opens(settings(tmp_path, OLD, NEW), sealed)
    for _ in range(2):
        done = run.invoke(main, ["keys", "rotate"], env=environment(tmp_path, OLD, NEW))
        assert done.exit_code == 0, done.output
        assert "put what WORTHWHILE_SECRET_NEXT holds into WORTHWHILE_SECRET" in done.output
        assert NEW not in done.output
    opens(settings(tmp_path, OLD, NEW), sealed)
    opens(settings(tmp_path, NEW), sealed)
    assert "WORTHWHILE_SECRET_NEXT held" in refusal(settings(tmp_path, OLD))
    assert not list(tmp_path.glob("*secret*"))


@pytest.mark.parametrize(("secret", "following"), [(OLD, NEW), (NEW, "")])
def test_wherever_it_is_cut_short_the_stores_open(
    tmp_path: Path, sealed: bytes, secret: str, following: str
) -> None:
    """The keys are wrapped anew, and the database has not noted it yet."""
    opened = open_stores(settings(tmp_path, OLD, NEW), 3)
    stores.announce(opened.database, bytes.fromhex(NEW), 3)
    opened.keys.rewrap(bytes.fromhex(NEW))
    opened.close()
    opens(settings(tmp_path, secret, following), sealed)
    opens(settings(tmp_path, NEW), sealed)


def test_a_backup_wants_the_key_it_was_made_with(tmp_path: Path, sealed: bytes) -> None:
    back_up(settings(tmp_path), tmp_path / "backup", 1)
    rotate(settings(tmp_path, OLD, NEW), 5)
    with pytest.raises(SettingsError, match="WORTHWHILE_SECRET holds another"):
        restore(settings(tmp_path, NEW), tmp_path / "backup", 9)
    restore(settings(tmp_path), tmp_path / "backup", 9)
    opens(settings(tmp_path), sealed)
