"""What the doctor says of stores that are gone, damaged, mixed up or open to others."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.doctor.asking import about, diagnosed
from tests.journeys.office import Office


def _garbled(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(size - 4096))


def _newer(path: Path) -> None:
    _change(path, "INSERT INTO migration (name) VALUES ('0099_later')")


def _change(path: Path, sql: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(sql)
    connection.close()


def _rewrap(path: Path) -> None:
    path.write_text("ab" * 32)


@pytest.mark.parametrize(
    ("file", "harm", "name", "said"),
    [
        ("db", Path.unlink, "database", "is not there → put it back from its backup"),
        ("keys", Path.unlink, "key store", "is not there → put it back from its backup"),
        ("secret", Path.unlink, "secret key", "is not there → put it back from its backup"),
        ("secret", lambda its: its.chmod(0o644), "secret key", "can be read by others → run chmod"),
        ("db", lambda its: its.write_text("not a database at all"), "database",
         "is no SQLite database, or cannot be read → put it back"),
        ("db", lambda its: its.write_bytes(b""), "database", "is empty → put it back"),
        ("db", _garbled, "database", "is damaged (PRAGMA quick_check) → stop `serve`"),
        ("keys", _newer, "key store", "was made by a newer version → update this installation"),
        ("secret", _rewrap, "stores", "holds another secret key than the one WORTHWHILE_KEYSTORE"
         " was made with → put the right file back"),
        ("db", lambda its: _change(its, "UPDATE log_entry SET body = '{}' WHERE seq = 2"),
         "public log", "is broken at entry 2"),
    ],
)  # fmt: skip
def test_a_store_is_broken(
    office: Office, file: str, harm: Callable[[Path], object], name: str, said: str
) -> None:
    office.shut()
    harm(office.folder / f"worthwhile.{file}")
    code, lines = diagnosed(office)
    assert code == 1
    assert about(lines, name).startswith("broken"), lines
    assert said in about(lines, name), lines


def _bytes(office: Office) -> dict[str, bytes]:
    """What stands in both stores and in their logs; an empty log is none."""
    files = sorted(office.folder.glob("worthwhile.*"))
    kept = [its for its in files if not its.name.endswith("-shm")]
    return {its.name: its.read_bytes() for its in kept if its.stat().st_size}


def test_a_look_changes_no_byte_of_a_store(office: Office) -> None:
    before = _bytes(office)
    diagnosed(office)
    assert _bytes(office) == before, "while it is served"
    office.shut()
    db, keys = (office.folder / f"worthwhile.{name}" for name in ("db", "keys"))
    # What opening would mend: a change of the key that was cut short, and an anchor that is gone.
    _change(db, "UPDATE setting SET name = 'key_fingerprint_next' WHERE name = 'key_fingerprint'")
    _change(db, "INSERT INTO setting VALUES ('key_fingerprint', 'x', 0)")
    _change(keys, "DELETE FROM fact WHERE name = 'log_head'")
    before = _bytes(office)
    _, lines = diagnosed(office)
    assert about(lines, "public log").startswith("fine whole"), "it was looked at"
    assert _bytes(office) == before


def test_two_stores_that_do_not_belong_together(office: Office) -> None:
    office.shut()
    _change(
        office.folder / "worthwhile.db",
        "UPDATE setting SET value = 'x' WHERE name = 'key_fingerprint'",
    )
    code, lines = diagnosed(office)
    assert code == 1
    assert "do not belong together → restore both from the same backup" in about(lines, "stores")
