"""Erasing: nothing is left of somebody, wherever it was cut short, and nothing else has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.model import DAY, Delivery, DeliveryState, Letter, PersonId, Standing
from bot.people import consent, erasure, hiring, roster
from bot.people.erasure import REMEMBERED
from bot.people.identity import person_of
from bot.people.keys import KeyStore
from storage import keystore
from storage.classes import CLASS_OF, OWNER_COLUMN, TableClass
from storage.personal import claims, deliveries, standings
from storage.sqlite import SqliteDatabase
from tests.people.conftest import Settled
from tests.people.lives import NOTE, columns, publish, traces
from tests.people.workspace import cast


def everything_but(home: Settled, person: PersonId) -> dict[str, list[tuple[Any, ...]]]:
    db, theirs = home.services.database, {*home.ids(person)}
    return {
        table: [tuple(row) for row in db.read(f"SELECT * FROM {table}") if not theirs & {*row}]
        for table in CLASS_OF
    }


def test_every_table_that_can_hold_a_person_says_whose_its_rows_are(home: Settled) -> None:
    db = home.services.database
    with_people = {
        table for table in CLASS_OF if columns(db, table).keys() & {"person", "member"}
    } | {"person"}
    assert with_people == set(OWNER_COLUMN)
    nobodys = {"release_total", "release_salt"}
    personal = {table for table, its in CLASS_OF.items() if its is TableClass.PERSONAL}
    assert personal - nobodys <= set(OWNER_COLUMN)


def test_nothing_is_left_and_nothing_else_has_changed(home: Settled) -> None:
    publish(home.services)
    assert {table for table, _ in home.left()} == set(OWNER_COLUMN)
    before = everything_but(home, home.ada)
    assert all(before[table] for table in CLASS_OF), "what is published is there to be compared"
    its = erasure.forget(home.services, home.ada)
    assert its.ended
    assert home.left() == []
    assert everything_but(home, home.ada) == before
    bens = traces(home.services.database, *home.ids(home.ben))
    assert {table for table, _ in bens} == set(OWNER_COLUMN)
    assert person_of(home.services, "U0ADA") is None
    assert home.services.keys.person_by_email("ada@example.com") is None
    assert person_of(home.services, "U0BEN") == home.ben


def test_the_files_hold_nothing_of_them(home: Settled) -> None:
    services = home.services
    key = keystore.wrapped_key(services.keys.store, home.ada)
    digests = [
        bytes(row["digest"])
        for row in services.keys.store.read(
            "SELECT digest FROM lookup WHERE person = :ada", {"ada": home.ada}
        )
    ]
    sealed = services.database.read("SELECT sealed FROM answer WHERE person = :a", {"a": home.ada})
    answer = bytes(sealed[0]["sealed"])
    assert key in home.bytes_of("worthwhile.keys")
    assert answer in home.bytes_of("worthwhile.db")
    assert len(digests) == 2

    assert erasure.forget(services, home.ada).ended
    database, keys = home.bytes_of("worthwhile.db"), home.bytes_of("worthwhile.keys")
    ids = [its.encode() for its in home.ids(home.ada)]
    for its in (answer, *ids, NOTE.encode(), b"U0ADA", b"ada@example.com"):
        assert its not in database
    for its in (key, *digests):
        assert its not in keys
    assert home.ben.encode() in database


def test_a_reader_in_the_way_only_delays_it(home: Settled) -> None:
    services = home.services
    other = SqliteDatabase(home.company.folder / "worthwhile.db")
    with other._borrowed() as reader:
        reader.raw.execute("BEGIN")
        reader.read("SELECT COUNT(*) AS n FROM answer")
        assert not erasure.forget(services, home.ada).ended
        assert home.left() == []
        assert home.ada.encode() in home.bytes_of("worthwhile.db")
        assert home.finish() == 1
        reader.raw.execute("COMMIT")
    other.close()
    assert home.finish() == 0
    assert home.ada.encode() not in home.bytes_of("worthwhile.db")


class PowerCut(BaseException):
    """The process ends, here and now."""


@dataclass
class Failing:
    """A store that lasts for so many statements, in and out of transactions."""

    its: Any
    left: list[int]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.its, name)

    def change(self, *sql: Any) -> int:
        if self.left[0] == 0:
            raise PowerCut
        self.left[0] -= 1
        return self.its.change(*sql)

    def transaction(self) -> Any:
        return _FailingTransaction(self.its.transaction(), self.left)


@dataclass
class _FailingTransaction:
    its: Any
    left: list[int]

    def __enter__(self) -> Failing:
        return Failing(self.its.__enter__(), self.left)

    def __exit__(self, *error: Any) -> Any:
        return self.its.__exit__(*error)


@pytest.mark.parametrize("statements", range(1, 27))
def test_wherever_it_is_cut_short_it_is_gone_on_with(home: Settled, statements: int) -> None:
    home.write(Letter.WELCOME, "welcome")
    whole, left = home.services, [statements]
    store = KeyStore(
        Failing(whole.keys.store, left), whole.keys.lookup_key, whole.keys.wrapping_key
    )
    broken = replace(whole, database=Failing(whole.database, left), keys=store)
    try:
        erasure.forget(broken, home.ada)
    except PowerCut:
        assert home.finish() == 0
    assert home.left() == []
    assert home.hand.messages() == []
    assert person_of(whole, "U0ADA") is None
    assert keystore.wrapped_key(whole.keys.store, home.ada) is None
    assert keystore.unfinished_erasures(whole.keys.store) == []
    assert keystore.place_keys(whole.keys.store) == {}


def test_what_waits_is_never_sent(home: Settled) -> None:
    db = home.services.database
    deliveries.add(db, Delivery("its", home.ada, Letter.DIGEST, "2026-W48", 1))
    erasure.forget(home.services, home.ada)
    assert deliveries.get(db, "its") is None
    assert claims.next_due(db, 10**10, 10**10, 10**11) is None


def test_a_row_written_in_the_same_second_goes_with_the_daily_round(home: Settled) -> None:
    erasure.forget(home.services, home.ada)
    standings.set_told(home.services.database, home.ada, 1)
    assert home.left()
    erasure.sweep(home.services, home.company.clock())
    assert home.left() == []
    assert consent.standing(home.services.database, home.ben) is Standing.TOLD


def test_that_somebody_was_erased_is_forgotten_after_thirty_days(home: Settled) -> None:
    erasure.forget(home.services, home.ada)
    store, began = home.services.keys.store, home.company.clock()
    erasure.sweep(home.services, began + REMEMBERED)
    assert [its.person for its in keystore.erasures(store)] == [home.ada]
    erasure.sweep(home.services, began + REMEMBERED + DAY)
    assert keystore.erasures(store) == []


def test_the_roster_makes_them_somebody_new_who_was_told_nothing(home: Settled) -> None:
    erasure.forget(home.services, home.ada)
    ids = iter(range(100))
    services = replace(home.services, new_id=lambda: f"new-{next(ids)}")
    its, rejects = roster.parse([{"slack_id": "U0ADA", "team": "Billing"}])
    assert not rejects
    hiring.load(services, its, cast())
    again = person_of(services, "U0ADA")
    assert again not in (None, home.ada)
    assert consent.standing(services.database, again) is Standing.UNTOLD
    assert deliveries.of_person(services.database, again) == []
    assert home.left() == []


def test_erasing_twice_is_no_harm(home: Settled) -> None:
    assert erasure.forget(home.services, home.ada).ended
    assert erasure.forget(home.services, home.ada).ended
    assert home.left() == []
    assert [its.state for its in deliveries.of_person(home.services.database, home.ben)] == [
        DeliveryState.SENT
    ]
