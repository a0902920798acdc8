"""The engine: together or not at all, nothing lost between threads and processes."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.engine import (
    CannotOpen,
    Connection,
    NestedTransaction,
    StoreClosed,
    Unavailable,
    migrate,
)
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite import SqliteDatabase, published

COUNTED = (("0001", "CREATE TABLE counted (name TEXT PRIMARY KEY, n BIGINT NOT NULL)"),)
ADD = """
INSERT INTO counted (name, n) VALUES (:name, 1)
ON CONFLICT (name) DO UPDATE SET n = counted.n + 1
"""
ROOT = Path(__file__).parents[2]


class Interrupted(Exception):
    pass


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteDatabase]:
    its = SqliteDatabase(tmp_path / "store.db")
    migrate(its, COUNTED)
    yield its
    its.close()


def count(store: Connection, name: str) -> int:
    rows = store.read("SELECT n FROM counted WHERE name = :name", {"name": name})
    return rows[0]["n"] if rows else 0


def fail_within(store: SqliteDatabase, work: Callable[[Connection], object]) -> None:
    with store.transaction() as tx:
        work(tx)
        raise Interrupted


def together(tmp_path: Path, code: str, processes: int) -> list[str]:
    """Run code in several processes that begin at the same moment; what each wrote to stderr."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", f"import sys\n{code}", str(tmp_path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    return [process.communicate(timeout=60)[1] for process in started]


def test_a_transaction_rolls_back_whole(store: SqliteDatabase) -> None:
    store.change(ADD, {"name": "before"})
    with pytest.raises(Interrupted):
        fail_within(
            store,
            lambda tx: (
                tx.change(ADD, {"name": "before"}),
                tx.change_many(ADD, [{"name": "a"}, {"name": "b"}]),
                tx.change("CREATE TABLE half (a TEXT)"),
            ),
        )
    assert [tuple(row) for row in store.read("SELECT * FROM counted")] == [("before", 1)]
    assert store.read("SELECT name FROM sqlite_master WHERE name = 'half'") == []
    with store.transaction() as tx:
        assert tx.change(ADD, {"name": "after"}) == 1
    assert count(store, "after") == 1


def test_many_rows_go_in_together_or_not_at_all(store: SqliteDatabase) -> None:
    rows = [{"name": "a", "n": 1}, {"name": "b", "n": None}]
    with pytest.raises(Exception, match="NOT NULL"):
        store.change_many("INSERT INTO counted VALUES (:name, :n)", rows)
    assert store.read("SELECT * FROM counted") == []


def test_rows_touched_are_counted(store: SqliteDatabase) -> None:
    assert store.change_many(ADD, []) == 0
    assert store.change_many(ADD, [{"name": "a"}, {"name": "b"}, {"name": "a"}]) == 3
    assert store.change("UPDATE counted SET n = 7") == 2
    assert store.change("DELETE FROM counted WHERE n = 8") == 0


def test_threads_lose_nothing(store: SqliteDatabase) -> None:
    def work(number: int) -> None:
        for _ in range(20):
            with store.transaction() as tx:
                before = count(tx, "all")
                tx.change(ADD, {"name": "all"})
                assert count(tx, "all") == before + 1
            store.change(ADD, {"name": f"own {number % 2}"})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert [count(store, name) for name in ("all", "own 0", "own 1")] == [160, 80, 80]


def test_processes_lose_nothing(store: SqliteDatabase, tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from storage.sqlite import SqliteDatabase
store = SqliteDatabase(Path(sys.argv[1]) / "store.db")
print("ready", flush=True); sys.stdin.readline()
for _ in range(40):
    with store.transaction() as tx:
        n = [row["n"] for row in tx.read("SELECT n FROM counted WHERE name = 'read'")] or [0]
        tx.change({ADD!r}, {{"name": "added"}})
        tx.change("INSERT OR REPLACE INTO counted VALUES ('read', :n)", {{"n": n[0] + 1}})
"""
    assert together(tmp_path, code, 2) == ["", ""]
    assert (count(store, "added"), count(store, "read")) == (80, 80)


def test_four_processes_start_at_once(tmp_path: Path) -> None:
    code = """
from pathlib import Path
from storage.engine import migrate
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite import SqliteDatabase
stores = [SqliteDatabase(Path(sys.argv[1]) / name) for name in ("worthwhile.db", "worthwhile.keys")]
print("ready", flush=True); sys.stdin.readline()
for store, migrations in zip(stores, (MIGRATIONS, KEYSTORE_MIGRATIONS)):
    migrate(store, migrations)
    store.close()
"""
    assert together(tmp_path, code, 4) == [""] * 4
    for name, migrations in (
        ("worthwhile.db", MIGRATIONS),
        ("worthwhile.keys", KEYSTORE_MIGRATIONS),
    ):
        store = SqliteDatabase(tmp_path / name)
        done = [row["name"] for row in store.read("SELECT name FROM migration ORDER BY name")]
        assert done == [its for its, _ in migrations]
        store.close()


def test_migrations_run_once_and_new_ones_later(store: SqliteDatabase) -> None:
    store.change(ADD, {"name": "kept"})
    more = (*COUNTED, ("0002", "CREATE TABLE more (a TEXT); CREATE INDEX more_a ON more (a);"))
    migrate(store, COUNTED)
    migrate(store, more)
    migrate(store, more)
    assert count(store, "kept") == 1
    assert store.read("SELECT * FROM more") == []


def test_a_migration_that_fails_leaves_nothing_behind(store: SqliteDatabase) -> None:
    with pytest.raises(Exception, match="syntax"):
        migrate(store, (("0002", "CREATE TABLE more (a TEXT); CREATE NONSENSE;"),))
    assert store.read("SELECT name FROM sqlite_master WHERE name = 'more'") == []
    migrate(store, (("0002", "CREATE TABLE more (a TEXT)"),))
    assert store.read("SELECT * FROM more") == []


def test_a_reader_waits_for_no_writer_and_sees_what_was_there_before(
    store: SqliteDatabase, tmp_path: Path
) -> None:
    other = SqliteDatabase(tmp_path / "store.db")
    with store.transaction() as tx, ThreadPoolExecutor(1) as pool:
        tx.change(ADD, {"name": "new"})
        assert pool.submit(count, store, "new").result(timeout=30) == 0
        assert pool.submit(count, other, "new").result(timeout=30) == 0
    assert count(store, "new") == count(other, "new") == 1
    other.close()


def test_a_connection_is_never_in_two_hands(store: SqliteDatabase) -> None:
    """Each reader stays inside its read until all are there: none can have got another's."""
    all_here, inside = threading.Barrier(6), set[int]()

    def meet(connection: int) -> int:
        inside.add(connection)
        all_here.wait(10)
        return 1

    def read(_: int) -> None:
        with store._borrowed() as connection:
            connection.raw.create_function("meet", 1, meet)
            connection.read("SELECT meet(:own)", {"own": id(connection.raw) % 2**40})

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(read, range(6)))
    assert len(inside) == 6


@pytest.mark.parametrize(
    "write",
    [
        lambda store: store.change(ADD, {"name": "inner"}),
        lambda store: store.change_many(ADD, [{"name": "inner"}]),
        lambda store: store.transaction().__enter__(),
        lambda store: store.truncate_log(),
    ],
)
def test_a_write_inside_its_own_transaction_is_told_so(
    store: SqliteDatabase, write: Callable[[SqliteDatabase], object]
) -> None:
    with store.transaction() as tx:
        tx.change(ADD, {"name": "outer"})
        with pytest.raises(NestedTransaction):
            write(store)
    assert (count(store, "outer"), count(store, "inner")) == (1, 0)
    store.change(ADD, {"name": "later"})
    assert count(store, "later") == 1


def test_another_thread_waits_for_its_turn(store: SqliteDatabase) -> None:
    with ThreadPoolExecutor(1) as pool:
        with store.transaction() as tx:
            waiting = pool.submit(store.change, ADD, {"name": "a"})
            tx.change(ADD, {"name": "a"})
            assert not waiting.done()
        assert waiting.result(timeout=10) == 1
    assert count(store, "a") == 2


def test_a_store_that_another_process_holds_for_too_long_is_unavailable(
    store: SqliteDatabase, tmp_path: Path
) -> None:
    store.change(ADD, {"name": "a"})
    other = SqliteDatabase(tmp_path / "store.db", patience=0.01)
    assert count(other, "a") == 1
    with store.transaction():
        with pytest.raises(Unavailable):
            other.change(ADD, {"name": "b"})
        with pytest.raises(Unavailable):
            fail_within(other, lambda tx: tx.change(ADD, {"name": "b"}))
    assert other.change(ADD, {"name": "b"}) == 1
    other.close()


def test_a_full_disk_leaves_the_store_usable(store: SqliteDatabase) -> None:
    long = [{"name": f"{n:01000}"} for n in range(200)]
    with store._borrowed() as connection:
        (pages,) = connection.raw.execute("PRAGMA page_count").fetchone()
        connection.raw.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(Unavailable):
        store.change_many(ADD, long)
    assert store.read("SELECT * FROM counted") == []
    assert store.change(ADD, {"name": "short"}) == 1


def test_a_closed_store_says_so_and_leaves_one_file(store: SqliteDatabase, tmp_path: Path) -> None:
    store.change(ADD, {"name": "a"})
    store.close()
    store.close()
    for use in (lambda: store.read("SELECT 1"), lambda: store.change(ADD, {"name": "a"})):
        with pytest.raises(StoreClosed):
            use()
    assert [its.name for its in tmp_path.iterdir()] == ["store.db"]


def test_closing_lets_a_transaction_finish(store: SqliteDatabase, tmp_path: Path) -> None:
    with store.transaction() as tx:
        tx.change(ADD, {"name": "a"})
        store.close()
        tx.change(ADD, {"name": "a"})
    again = SqliteDatabase(tmp_path / "store.db")
    assert count(again, "a") == 2
    again.close()


@pytest.mark.parametrize("kind", ["a folder", "no database", "a folder that is not there"])
def test_what_cannot_be_opened_is_told(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "its" if kind != "a folder that is not there" else tmp_path / "no" / "its"
    if kind == "a folder":
        path.mkdir()
    if kind == "no database":
        path.write_text("Dear diary, " * 200)
    for store in (SqliteDatabase(path), published(path)):
        with pytest.raises(CannotOpen):
            store.read("SELECT 1")
        store.close()


def test_a_store_stays_where_it_was_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    store = SqliteDatabase(Path("here.db"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    migrate(store, COUNTED)
    assert (tmp_path / "here.db").exists()
    store.close()
