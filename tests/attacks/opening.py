"""Opening what a copied database holds of somebody."""

from __future__ import annotations

from pathlib import Path

from bot.model import PersonId
from bot.people.keys import KeyDestroyed, KeyStore
from storage.sqlite import SqliteDatabase

_SEALED = (
    "SELECT sealed AS sealed, 'profile' AS purpose FROM profile WHERE person = :p",
    "SELECT sealed AS sealed, 'answer:' || question AS purpose FROM answer WHERE person = :p",
    "SELECT sealed_label AS sealed, 'label' AS purpose FROM task "
    "WHERE person = :p AND sealed_label IS NOT NULL",
)


def readable(keys: KeyStore, backup: Path, person: PersonId) -> int:
    """How many of the sealed things can be read with these keys."""
    return sum(_opens(keys, person, *its) for its in _sealed(backup, person))


def kept(backup: Path, person: PersonId) -> int:
    """How many sealed things there are."""
    return len(_sealed(backup, person))


def _sealed(backup: Path, person: PersonId) -> list[tuple[str, bytes]]:
    database = SqliteDatabase(backup)
    rows = [row for sql in _SEALED for row in database.read(sql, {"p": person})]
    database.close()
    return [(row["purpose"], bytes(row["sealed"])) for row in rows]


def _opens(keys: KeyStore, person: PersonId, purpose: str, sealed: bytes) -> bool:
    try:
        return bool(keys.unseal(person, purpose, sealed))
    except KeyDestroyed:
        return False
