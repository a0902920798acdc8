"""What somebody finds who copies the files: of the database alone, of both, and of deleted rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.model import Preferences, Rating
from bot.people import hiring, roster, wishes
from bot.people.ciphers import WrongSecret
from bot.people.identity import person_of, profile_of
from bot.people.keys import KeyDestroyed, KeyStore
from bot.services import new_id
from storage.personal import profiles
from tests.company import Company
from tests.people.workspace import CAST, cast, email

NOTE = b"the tests it wrote were better than mine"


def bytes_of(folder: Path, name: str) -> bytes:
    """Every byte of a store, its write-ahead log included."""
    return b"".join(its.read_bytes() for its in sorted(folder.glob(f"{name}*")))


def told(plain: bytes, words: Iterable[str]) -> list[str]:
    """The words found, in whatever spelling a file might hold them."""
    small = plain.lower()
    return [
        word
        for word in words
        if any(word.lower().encode(encoding) in small for encoding in ("utf-8", "utf-16-le"))
    ]


def who_they_are() -> list[str]:
    return [
        *(slack_id for slack_id, _ in CAST),
        *(name for _, name in CAST),
        *(part for _, name in CAST for part in name.split() if len(part) > 4),
        *(email(name) for _, name in CAST),
        "@example.com",
    ]


@pytest.fixture
def lived_in(company: Company) -> Company:
    """Everybody hired, twice, with something sealed for each."""
    company.services = services = replace(company.services, new_id=new_id)
    rows = [{"slack_id": slack_id, "team": "Payments"} for slack_id, _ in CAST]
    its, _ = roster.parse(rows)
    hiring.load(services, its, cast())
    hiring.load(services, its, cast())
    for slack_id, _ in CAST:
        person = person_of(services, slack_id)
        assert person is not None
        wishes.change(services, person, Preferences(questions=1))
        services.database.change(
            "INSERT INTO answer VALUES (:id, :person, :sealed, 1)",
            {
                "id": services.new_id(),
                "person": person,
                "sealed": services.keys.seal(person, "answer", Rating.WORTH_IT.encode() + NOTE),
            },
        )
    return company


def test_neither_store_names_anybody(lived_in: Company) -> None:
    folder = lived_in.folder
    assert told(bytes_of(folder, "worthwhile.db"), ["payments"]) == ["payments"]
    for store in ("worthwhile.db", "worthwhile.keys"):
        plain = bytes_of(folder, store)
        assert len(plain) > 10_000
        assert told(plain, who_they_are()) == []
        assert told(plain, [str(Rating.WORTH_IT), NOTE.decode(), "better than mine"]) == []


def test_the_database_alone_does_not_tell_who_is_who(lived_in: Company, tmp_path: Path) -> None:
    """Ids are random, and what stands beside them is the same for all of these people."""
    ids = {row["id"] for row in lived_in.services.database.read("SELECT id FROM person")}
    keys = bytes_of(lived_in.folder, "worthwhile.keys")
    assert len(ids) == len(CAST)
    assert all(len(its) == 32 and its.encode() in keys for its in ids)
    rows = lived_in.services.database.read(
        "SELECT zone, first_seen, founding, guest, departed FROM person"
    )
    assert len({tuple(row) for row in rows}) == 1


def test_the_key_store_alone_does_not_tell_either(lived_in: Company) -> None:
    """Look-ups are keyed: without the secret key, trying out every Slack id leads nowhere."""
    services = lived_in.services
    rows = services.keys.store.read("SELECT digest, person FROM lookup")
    assert len(rows) == 2 * len(CAST)
    assert len({bytes(row["digest"]) for row in rows}) == len(rows)
    other = KeyStore(services.keys.store, bytes([1]) * 32, bytes([2]) * 32)
    assert other.person_by_slack_id("U0ADA") is None
    assert other.person_by_email("ada@example.com") is None
    person = services.keys.person_by_slack_id("U0ADA")
    assert person is not None
    sealed = profiles.get(services.database, person)
    assert sealed is not None
    with pytest.raises(WrongSecret):
        other.unseal(person, "profile", sealed)


def test_deleted_rows_leave_the_files(lived_in: Company) -> None:
    services, folder = lived_in.services, lived_in.folder
    sealed = [bytes(row["sealed"]) for row in services.database.read("SELECT sealed FROM answer")]
    ids = [row["id"].encode() for row in services.database.read("SELECT id FROM person")]
    assert services.database.truncate_log()
    assert services.keys.store.truncate_log()
    before = bytes_of(folder, "worthwhile.db")
    assert all(its in before for its in sealed + ids)

    for table in ("answer", "person", "profile", "membership", "preference", "standing"):
        services.database.change(f"DELETE FROM {table}")
    assert services.database.truncate_log()
    after = bytes_of(folder, "worthwhile.db")
    assert not any(its in after for its in sealed + ids)


def test_the_log_is_not_truncated_under_a_reader_and_is_afterwards(lived_in: Company) -> None:
    database, folder = lived_in.services.database, lived_in.folder
    secret = b"something that is to go away"
    database.change("INSERT INTO answer VALUES ('q', 'p', :s, 1)", {"s": secret})
    quick = type(database)(folder / "worthwhile.db", patience=0.01)
    with database._borrowed() as reader:
        reader.raw.execute("BEGIN")
        reader.read("SELECT COUNT(*) AS n FROM answer")
        quick.change("DELETE FROM answer WHERE question = 'q'")
        assert not quick.truncate_log()
        assert secret in bytes_of(folder, "worthwhile.db")
        reader.raw.execute("COMMIT")
    assert quick.truncate_log()
    assert secret not in bytes_of(folder, "worthwhile.db")
    quick.close()


def test_a_destroyed_key_is_gone_from_its_file_and_leaves_the_rest_dark(lived_in: Company) -> None:
    services = lived_in.services
    ada, ben = person_of(services, "U0ADA"), person_of(services, "U0BEN")
    assert ada is not None
    assert ben is not None
    rows = services.keys.store.read(
        "SELECT wrapped FROM person_key WHERE person = :ada", {"ada": ada}
    )
    wrapped = bytes(rows[0]["wrapped"])
    services.keys.destroy(ada)
    assert services.keys.store.truncate_log()
    plain = bytes_of(lived_in.folder, "worthwhile.keys")
    assert wrapped not in plain
    assert ada.encode() not in plain
    assert person_of(services, "U0ADA") is None
    assert services.keys.person_by_email("ada@example.com") is None
    with pytest.raises(KeyDestroyed):
        profile_of(services, ada)
    assert profile_of(services, ben).name == "Ben Okoye"
