"""Everything held about a person is in their export, opened, and nothing of anybody else."""

from __future__ import annotations

import contextlib
import json
import subprocess
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from bot.people.sealed_file import WrongPassphrase, new_passphrase, seal, unseal
from bot.reflection.everything import LEFT_OUT, everything
from storage.classes import OWNER_COLUMN
from storage.owned import Owner
from tests.company import Company
from tests.people.lives import LABELLED, NOTE, columns, live

OTHERWISE: dict[str, Any] = {"TEXT": "otherwise", "BOOLEAN": False, "BYTEA": b"otherwise"}


@pytest.fixture
def settled(company: Company) -> Company:
    for slack_id in ("U0ADA", "U0BEN"):
        person = company.hire(slack_id, "Billing")
        live(company.services, person, slack_id)
    return company


def export(company: Company) -> dict[str, Any]:
    return everything(company.services, company.services.keys.person_by_slack_id("U0ADA"))


def test_it_is_whole_readable_json_and_of_one_person_alone(settled: Company) -> None:
    its = export(settled)
    text = json.dumps(its, ensure_ascii=False)
    assert set(OWNER_COLUMN) <= set(its)
    assert all(len(its[table]) == 1 for table in OWNER_COLUMN)
    readable = (NOTE, LABELLED, "worth_it", "U0ADA", "D0MADEUP", "F0MADEUP")
    for said in (*readable, "weekly", "+01:00", " to 2026-"):
        assert said in text, said
    assert "u0ben" not in text.lower()


def test_every_column_of_every_table_shows_in_it(settled: Company) -> None:
    """Whatever is changed in a row changes the export, but for what is left out on purpose."""
    db, unseen = settled.services.database, set()
    person = settled.services.keys.person_by_slack_id("U0ADA")
    for table, owner in OWNER_COLUMN.items():
        for column, kind in columns(db, table).items():
            if column == owner or column.startswith("sealed"):
                continue
            before = export(settled)
            where = Owner(person, settled.member(person)).of(table)
            was = db.read(f"SELECT {column} FROM {table} WHERE {owner} = :owner", where)[0][column]
            other = OTHERWISE.get(kind, 12)
            change = f"UPDATE {table} SET {column} = :other WHERE {owner} = :owner"
            if (table, column) in {("answer", "question"), ("task", "id")}:
                continue  # what is sealed is bound to these: they show in it as they are
            db.change(change, where | {"other": other})
            if export(settled) == before:
                unseen.add((table, column))
            db.change(change, where | {"other": was})
    assert unseen == LEFT_OUT


def test_of_a_token_only_the_dates_are_told(settled: Company) -> None:
    (token,) = export(settled)["ingest_token"]
    assert "token_hash" not in token
    assert token["made_at"].startswith("20")


def test_a_passphrase_opens_its_file_and_no_other(settled: Company) -> None:
    plain = json.dumps(export(settled)).encode()
    passphrase, other = new_passphrase(), new_passphrase()
    sealed = seal(plain, passphrase)
    assert unseal(sealed, passphrase) == plain
    assert NOTE.encode() not in sealed
    assert seal(plain, passphrase) != sealed
    for wrong in (other, "", passphrase.upper()):
        with contextlib.suppress(WrongPassphrase):
            assert unseal(sealed, wrong) != plain
    with pytest.raises(WrongPassphrase):
        unseal(b"not sealed at all", passphrase)
    with pytest.raises(WrongPassphrase):
        unseal(sealed[:-3], passphrase)


@pytest.mark.skipif(which("openssl") is None, reason="there is no openssl on this machine")
def test_openssl_opens_it_as_the_message_says(settled: Company, tmp_path: Path) -> None:
    plain, passphrase = json.dumps(export(settled)).encode(), new_passphrase()
    (tmp_path / "its.enc").write_bytes(seal(plain, passphrase))
    how = "openssl enc -d -aes-256-cbc -pbkdf2 -iter 600000 -in its.enc -out its.json"
    asked = [*how.split(), "-pass", "stdin"]
    subprocess.run(asked, cwd=tmp_path, input=passphrase.encode(), check=True)
    assert (tmp_path / "its.json").read_bytes() == plain
    assert how.partition(" -in ")[0] in str(_said())


def _said() -> object:
    import messages

    return messages.render("export_note", file="its.enc").blocks
