"""The wall: whatever is tried through the published connection, no personal table is read."""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.classes import CLASS_OF, OPERATIONS_VIEWS, TableClass
from storage.engine import Database, migrate
from storage.schema import MIGRATIONS
from storage.sqlite import SqliteDatabase, published

PERSONAL = sorted(name for name, its in CLASS_OF.items() if its is TableClass.PERSONAL)
OPEN = sorted(set(CLASS_OF) - set(PERSONAL))
OPERATIONS = sorted(name for name, its in CLASS_OF.items() if its is TableClass.OPERATIONS)


def _tried(name: str) -> list[str]:
    """Statements, one a line, tried with every personal `{table}` and every `{column}` of it."""
    return (Path(__file__).parent / "tried" / f"{name}.sql").read_text().splitlines()


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Database]:
    store = SqliteDatabase(tmp_path / "worthwhile.db")
    migrate(store, MIGRATIONS)
    for table in CLASS_OF:
        columns = _columns(store, table)
        marks = ", ".join(f":{name}" for name in columns)
        values = dict.fromkeys(columns, 1)
        store.change(f"INSERT INTO {table} VALUES ({marks})", values)
    yield store
    store.close()


@pytest.fixture
def walled(owner: Database, tmp_path: Path) -> Iterator[Database]:
    store = published(tmp_path / "worthwhile.db")
    yield store
    store.close()


def _columns(store: Database, table: str) -> list[str]:
    return [row["name"] for row in store.read(f"PRAGMA table_info({table})")]


def _is_refused(walled: Database, sql: str) -> bool:
    try:
        walled.read(sql)
    except sqlite3.Error as error:
        return bool(re.search("authoriz|prohibited|cannot drop", str(error)))
    return False


def test_every_table_has_a_class_and_every_view_too(owner: Database) -> None:
    made = owner.read("SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    tables = {row["name"] for row in made if row["type"] == "table"}
    views = {row["name"] for row in made if row["type"] == "view"}
    assert tables - {"migration"} == set(CLASS_OF)
    assert views == set(OPERATIONS_VIEWS)
    assert {row["type"] for row in made} == {"table", "view", "index"}


def test_a_table_without_a_class_can_be_read_by_nobody_walled(
    owner: Database, walled: Database
) -> None:
    owner.change("CREATE TABLE forgotten (person TEXT)")
    assert _is_refused(walled, "SELECT * FROM forgotten")
    assert _is_refused(walled, "SELECT * FROM migration")


@pytest.mark.parametrize("table", PERSONAL)
def test_no_column_of_a_personal_table_can_be_had(
    owner: Database, walled: Database, table: str
) -> None:
    for column, sql in itertools.product(
        _columns(owner, table), [*_tried("reads"), *_tried("writes")]
    ):
        tried = sql.format(table=table, column=column)
        assert _is_refused(walled, tried), tried
        with walled.transaction() as tx, pytest.raises(sqlite3.Error):
            tx.change(tried)
    assert owner.read(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"] == 1


@pytest.mark.parametrize("sql", _tried("around"))
def test_no_way_around(walled: Database, tmp_path: Path, sql: str) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(sqlite3.Error):
        walled.read(sql)
    with pytest.raises(sqlite3.Error):
        walled.change(sql)
    assert sorted(tmp_path.iterdir()) == before
    assert not (Path.cwd() / "copy.db").exists()
    assert _is_refused(walled, "SELECT * FROM answer")


def test_what_the_wall_lets_through_opens_no_personal_tree(
    owner: Database, walled: Database
) -> None:
    """Asked of SQLite's own program for a statement, which knows nothing of authorizers."""
    personal = {
        row["rootpage"]
        for row in owner.read("SELECT tbl_name, rootpage FROM sqlite_master WHERE rootpage > 0")
        if row["tbl_name"] in PERSONAL
    }
    let_through = 0
    for table, other in itertools.product(OPEN, CLASS_OF):
        shared = sorted({*_columns(owner, table)} & {*_columns(owner, other)}) or ["rowid"]
        for shape in (
            "SELECT * FROM {a} CROSS JOIN {b}",
            "SELECT 1 FROM {a} x, {b} y WHERE x.{c} = y.{c}",
            "SELECT 1 FROM {a} NATURAL JOIN {b}",
            "SELECT COUNT(*) FROM {a} JOIN {b} USING ({c})",
            "SELECT COUNT(*) FROM {a} LEFT JOIN (SELECT * FROM {b}) ON true",
            "SELECT {c} FROM {a} WHERE ({c}) IN (SELECT {c} FROM {b})",
            "SELECT {c} IN {b} FROM {a}",
            "INSERT INTO {a} SELECT * FROM {b}",
            "UPDATE {a} SET {c} = {c} WHERE EXISTS (SELECT 1 FROM {b})",
            "DELETE FROM {a} WHERE {c} NOT IN (SELECT {c} FROM {b})",
        ):
            sql = "EXPLAIN " + shape.format(a=table, b=other, c=shared[0])
            try:
                walled.read(sql)
            except sqlite3.Error:
                continue
            opened = {
                row["p2"] for row in owner.read(sql) if row["opcode"] in ("OpenRead", "OpenWrite")
            }
            let_through += 1
            assert not opened & personal, sql
    assert let_through > 200


def test_directory_operations_and_published_tables_are_there_to_be_read(walled: Database) -> None:
    for table in OPEN:
        assert len(walled.read(f"SELECT * FROM {table}")) == 1
        assert walled.read(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"] == 1


def test_writes_go_to_operations_tables_alone(owner: Database, walled: Database) -> None:
    for table in CLASS_OF:
        column = _columns(owner, table)[0]
        for sql in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"):
            if table in OPERATIONS:
                assert walled.change(sql) == 1
            else:
                with pytest.raises(sqlite3.DatabaseError):
                    walled.change(sql)


def test_the_view_is_a_name_and_nothing_under_it_shows(walled: Database) -> None:
    assert walled.read("SELECT * FROM shared_source") == [], "heard about one person alone"
    for column in ("person", "source", "first_at", "last_at", "rowid"):
        assert _is_refused(walled, f"SELECT {column} FROM heard")


def test_a_transaction_is_walled_too_and_rolls_back(walled: Database) -> None:
    def look_too_far() -> None:
        with walled.transaction() as tx:
            tx.change("UPDATE setting SET value = 'changed'")
            tx.read("SELECT * FROM answer")

    with pytest.raises(sqlite3.DatabaseError):
        look_too_far()
    assert walled.read("SELECT value FROM setting")[0]["value"] == "1"


def test_many_rows_are_watched_as_one_is(walled: Database) -> None:
    for sql in (
        "INSERT INTO profile VALUES (:a, :a)",
        "UPDATE pace SET next_at_ms = :a FROM (SELECT 'a' AS method) NATURAL JOIN membership",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            walled.change_many(sql, [{"a": 1}])


def test_every_connection_of_the_walled_store_is_walled(walled: Database) -> None:
    with walled.transaction() as tx:  # holds one, so the reads below get others
        assert _is_refused(walled, "SELECT * FROM answer")
        tx.change("UPDATE setting SET value = 'x'")
    assert all(_is_refused(walled, "SELECT * FROM answer") for _ in range(5))
