"""Opening the stores: the secret key is made once, and halves that do not fit are told apart."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.model import Person, PersonId
from bot.settings import Settings, SettingsError
from bot.stores import Stores, is_rehearsal, open_stores
from storage.personal import people

ADA = PersonId("ada")
ROOT = Path(__file__).parents[1]


def settings(folder: Path, *, rehearsal: bool = False, **files: Path) -> Settings:
    return Settings.read(
        {
            "WORTHWHILE_DATABASE": str(folder / "worthwhile.db"),
            "WORTHWHILE_REHEARSAL": "1" if rehearsal else "",
            **{f"WORTHWHILE_{name.upper()}": str(path) for name, path in files.items()},
        }
    )


@contextmanager
def opened(its: Settings) -> Iterator[Stores]:
    stores = open_stores(its, now=1)
    try:
        yield stores
    finally:
        stores.close()


def settle(its: Settings) -> bytes:
    """Let Ada in; something sealed for her."""
    with opened(its) as stores:
        stores.keys.admit(ADA, "U0ADA", "ada@example.com", 1)
        people.save(stores.database, [Person(ADA, "Etc/UTC", 1)])
        return stores.keys.seal(ADA, "note", b"mine")


def refusal(its: Settings) -> str:
    with pytest.raises(SettingsError) as told:
        open_stores(its, now=1)
    assert "\n" not in str(told.value)
    return str(told.value)


def test_opened_again_everything_is_as_it_was(tmp_path: Path) -> None:
    sealed = settle(settings(tmp_path))
    with opened(settings(tmp_path)) as stores:
        assert stores.keys.unseal(ADA, "note", sealed) == b"mine"
        assert people.count(stores.database) == 1
        with pytest.raises(Exception, match="prohibited"):
            stores.published.read("SELECT * FROM person")


def test_the_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settle(settings(tmp_path))
    secret = tmp_path / "worthwhile.secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert secret.stat().st_nlink == 1
    first = secret.read_bytes()
    assert len(bytes.fromhex(first.decode().strip())) == 32
    settle(settings(tmp_path))
    assert secret.read_bytes() == first
    assert {its.name for its in tmp_path.iterdir()} == {
        "worthwhile.db",
        "worthwhile.db.in-use",
        "worthwhile.keys",
        "worthwhile.secret",
    }


def test_two_companies_have_two_secrets(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        settle(settings(tmp_path / name))
    assert len({its.read_bytes() for its in tmp_path.glob("*/worthwhile.secret")}) == 2


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    settle(settings(tmp_path))
    (tmp_path / "worthwhile.secret").chmod(mode)
    told = refusal(settings(tmp_path))
    assert told.startswith("WORTHWHILE_SECRET_FILE")
    assert "chmod 600" in told


@pytest.mark.parametrize("content", [b"", b"too short", b"00" * 31, b"zz" * 32, b"\xff" * 64])
def test_a_file_without_a_secret_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    secret = tmp_path / "worthwhile.secret"
    secret.write_bytes(content)
    secret.chmod(0o600)
    told = refusal(settings(tmp_path))
    assert told.startswith("WORTHWHILE_SECRET_FILE")
    assert "holds no secret key" in told
    assert secret.read_bytes() == content


def test_a_lost_secret_is_never_made_anew_beside_people(tmp_path: Path) -> None:
    sealed = settle(settings(tmp_path))
    secret = tmp_path / "worthwhile.secret"
    kept = secret.read_bytes()
    secret.unlink()
    told = refusal(settings(tmp_path))
    assert told.startswith("WORTHWHILE_SECRET_FILE")
    assert "put it back from its backup" in told
    assert not secret.exists()
    secret.touch(0o600)
    secret.write_bytes(kept)
    with opened(settings(tmp_path)) as stores:
        assert stores.keys.unseal(ADA, "note", sealed) == b"mine"


def test_people_in_the_key_store_alone_are_people_too(tmp_path: Path) -> None:
    """A key is written before its person: a crash in between must not cost the secret."""
    with opened(settings(tmp_path)) as stores:
        stores.keys.admit(ADA, "U0ADA", None, 1)
    (tmp_path / "worthwhile.secret").unlink()
    assert refusal(settings(tmp_path)).startswith("WORTHWHILE_SECRET_FILE")


def test_after_that_crash_everything_opens(tmp_path: Path) -> None:
    with opened(settings(tmp_path)) as stores:
        stores.keys.admit(ADA, "U0ADA", None, 1)
    settle(settings(tmp_path))


@pytest.mark.parametrize(
    ("swapped", "named", "cure"),
    [
        (["secret"], "WORTHWHILE_SECRET_FILE", "put the right file back"),
        (["keys"], "WORTHWHILE_SECRET_FILE", "put the right file back"),
        (["keys", "secret"], "WORTHWHILE_DATABASE", "restore both from the same backup"),
        (["db"], "WORTHWHILE_DATABASE", "restore both from the same backup"),
    ],
)
def test_halves_of_two_companies_are_told_apart(
    tmp_path: Path, swapped: list[str], named: str, cure: str
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        settle(settings(folder))
    for ending in swapped:
        (theirs / f"worthwhile.{ending}").replace(ours / f"worthwhile.{ending}")
    told = refusal(settings(ours))
    assert told.startswith(named)
    assert cure in told


@pytest.mark.parametrize(
    ("lost", "named"), [("keys", "WORTHWHILE_KEYSTORE"), ("db", "WORTHWHILE_DATABASE")]
)
def test_a_lost_half_is_not_begun_anew(tmp_path: Path, lost: str, named: str) -> None:
    settle(settings(tmp_path))
    (tmp_path / f"worthwhile.{lost}").unlink()
    for _ in range(2):  # the second time the empty file is there
        told = refusal(settings(tmp_path))
        assert told.startswith(named)
        assert "backup" in told


@pytest.mark.parametrize(
    ("ending", "named"), [("db", "WORTHWHILE_DATABASE"), ("keys", "WORTHWHILE_KEYSTORE")]
)
def test_what_is_no_store_is_told_and_left_alone(tmp_path: Path, ending: str, named: str) -> None:
    path = tmp_path / f"worthwhile.{ending}"
    path.write_text("Dear diary, " * 400)
    told = refusal(settings(tmp_path))
    assert told.startswith(f"{named} ({path}) cannot be opened")
    assert path.read_text().startswith("Dear diary")
    assert not (tmp_path / "worthwhile.secret").exists()


def test_a_rehearsal_stays_one(tmp_path: Path) -> None:
    with opened(settings(tmp_path, rehearsal=True)) as stores:
        assert is_rehearsal(stores.database)
        assert is_rehearsal(stores.published)
    settle(settings(tmp_path))
    for again in (False, True):
        with opened(settings(tmp_path, rehearsal=again)) as stores:
            assert is_rehearsal(stores.database)


def test_what_was_not_made_as_a_rehearsal_never_becomes_one(tmp_path: Path) -> None:
    with opened(settings(tmp_path)) as stores:
        assert not is_rehearsal(stores.database)
    told = refusal(settings(tmp_path, rehearsal=True))
    assert told.startswith("WORTHWHILE_REHEARSAL")
    assert "use another file" in told
    settle(settings(tmp_path))
    assert refusal(settings(tmp_path, rehearsal=True)) == told
    with opened(settings(tmp_path)) as stores:
        assert not is_rehearsal(stores.database)


def test_a_refusal_leaves_nothing_open(tmp_path: Path) -> None:
    settle(settings(tmp_path))
    (tmp_path / "worthwhile.secret").chmod(0o644)
    refusal(settings(tmp_path))
    assert not list(tmp_path.glob("*-wal"))


@pytest.mark.parametrize("rehearsal", ["0", "1"])
def test_four_that_start_at_once_agree_on_one_secret(tmp_path: Path, rehearsal: str) -> None:
    code = f"""
import sys
from bot.settings import Settings
from bot.stores import open_stores
its = Settings.read({{
    "WORTHWHILE_DATABASE": sys.argv[1] + "/worthwhile.db", "WORTHWHILE_REHEARSAL": "{rehearsal}",
}})
print("ready", flush=True); sys.stdin.readline()
stores = open_stores(its, 1)
print(stores.keys.admit("person " + sys.argv[2], "U0ADA", None, 1))
stores.close()
"""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), str(number)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in started]
    assert [error for _, error in said] == [""] * 4
    assert len({person for person, _ in said}) == 1
