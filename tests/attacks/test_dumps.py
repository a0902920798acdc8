"""Copies of the files: of the database, of both stores, of a backup from before an erasure."""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.model import Answer, PersonId
from bot.reflection.sealing import seal
from tests.attacks.answers import either
from tests.attacks.feeding import LABEL, NOTE
from tests.attacks.finding import Finding, Share
from tests.attacks.story import BOSS, PAYMENTS, QUIET, SEARCH, STORES, told
from tests.company import found
from tests.storage.test_bytes import bytes_of
from tests.storage.test_bytes import told as spelt_out

ATTACK = "Dump the database"


def attack(effort: int, folder: Path) -> Iterable[Finding]:
    yield Finding(
        ATTACK,
        "database, log, backup, key store: ids, names, addresses, channels, ratings, notes, labels",
        "files",
        Share(len(_spelt_out()), len(STORES) * len(_words())),
        0,
        "a plain table of answers",
        _in_a_plain_table(folder),
    )
    yield Finding(
        "Guess a sealed rating by its length",
        "200 sealed answers, half of them worth it and half not",
        "files",
        _by_length(folder, 200, filled=True),
        0.5,
        "sealed as long as it is",
        _by_length(folder, 200, filled=False),
    )
    after, before, kept = told().opened
    yield Finding(
        "A backup from before an erasure, with the current keys",
        "profile, answers and labels of the erased: how many open?",
        "files",
        Share(after, kept),
        0,
        "rows deleted, one key for everybody",
        Share(before, kept),
    )


@pytest.mark.parametrize("n", range(3))
def test_copies_are_dark(tmp_path: Path, n: int) -> None:
    finding = list(attack(0, tmp_path))[n]
    assert finding.holds, (finding.here, _spelt_out())
    assert finding.naive_falls, finding.naive


def test_what_was_erased_is_in_no_file_of_today(tmp_path: Path) -> None:
    person = (told().erased or "").encode()
    assert person in bytes_of(told().folder, "backup.db")
    assert person not in bytes_of(told().folder, "worthwhile.db")


def _spelt_out() -> list[tuple[str, str]]:
    stores = [(store, bytes_of(told().folder, store)) for store in STORES]
    return [(store, word) for store, its in stores for word in spelt_out(its, _words())]


def _words() -> list[str]:
    everybody = [*PAYMENTS, *SEARCH, *QUIET, BOSS]
    names = [word for n in range(len(everybody)) for word in (f"Vk{n:02}qz",)]
    return [
        *everybody,
        *told().channels,
        *names,
        "Xanthe",
        "@example.com",
        NOTE,
        LABEL,
        "worth_it",
        "cant_place",
    ]


def _in_a_plain_table(folder: Path) -> Share:
    path = folder / "plain.db"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("CREATE TABLE answer (said TEXT)")
        plain.execute("INSERT INTO answer VALUES (?)", [json.dumps(_words())])
        plain.commit()
    return Share(len(spelt_out(path.read_bytes(), _words())), len(_words()))


def _by_length(folder: Path, count: int, *, filled: bool) -> Share:
    """The longer half is taken for the longer word; where all are as long, a coin."""
    chance = random.Random(6)
    (folder / f"lengths-{filled}").mkdir()
    company = found(folder / f"lengths-{filled}")
    person = company.hire("U0ADA")
    truths = [chance.random() < 0.5 for _ in range(count)]
    lengths = [len(_sealed(company, person, either(yes), filled)) for yes in truths]
    middle = (min(lengths) + max(lengths)) / 2
    guesses = [chance.random() < 0.5 if length == middle else length < middle for length in lengths]
    return Share(sum(a == b for a, b in zip(guesses, truths, strict=True)), count)


def _sealed(company, person: PersonId, rating, filled: bool) -> bytes:
    answer = Answer("q", 1, rating)
    if filled:
        return seal(company.services, person, answer)
    return AESGCM(bytes(32)).encrypt(os.urandom(12), msgspec.json.encode(answer), b"")
