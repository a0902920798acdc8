"""What the disk allows: the rows by which lines are known again, written with nothing else done.

Any store that takes a line only once has to write these, so they are the measure for what reading,
folding and keeping tasks cost on top.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from storage.engine import BATCH, Database, Parameters, migrate
from storage.schema import MIGRATIONS
from storage.sqlite import SqliteDatabase
from tests.benchmarks.figures import Spent, timed

_KEPT = "SELECT person, seen_key, keep_until FROM seen ORDER BY rowid"
_ADD = """
INSERT INTO seen (person, seen_key, keep_until) VALUES (:person, :key, :until)
"""


def kept_by(database: Database) -> list[Parameters]:
    """The rows a database holds, in the order in which they came."""
    return [
        {"person": row["person"], "key": row["seen_key"], "until": row["keep_until"]}
        for row in database.read(_KEPT)
    ]


def rows_a_second(folder: Path, rows: Sequence[Parameters]) -> float:
    """The same table, PRAGMAs, disk and batches; plain `executemany`."""
    spent = Spent()
    with tempfile.TemporaryDirectory(dir=folder) as its:
        database = SqliteDatabase(Path(its) / "raw.db")
        migrate(database, MIGRATIONS)
        with timed(spent):
            for start in range(0, len(rows), BATCH):
                with database.transaction() as tx:
                    tx.change_many(_ADD, rows[start : start + BATCH])
        database.close()
    return len(rows) / spent.elapsed
