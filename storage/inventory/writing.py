"""The inventory in Markdown, with the tables as the migrations really make them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing

from storage.classes import CLASS_OF, OPERATIONS_VIEWS, OWNER_COLUMN, TableClass
from storage.engine import Migration
from storage.inventory.describing import SHARED, Described
from storage.inventory.personal import PERSONAL
from storage.inventory.shared import DIRECTORY, KEYSTORE, MIGRATION, OPERATIONS, PUBLISHED
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS

Tables = Mapping[str, Sequence[str]]
"""Tables and views, each with its columns."""

_HEAD = """\
# What is kept: the data inventory

Written by `python -m storage.inventory` from the tables themselves; a test compares the two.

Worthwhile keeps two stores. The **database** knows people by random ids. The **key store** is
another file and says who is who; it holds each person's own key, itself sealed under the **secret
key**, a third file. *Sealed* below means: encrypted (AES-256-GCM) under the person's own key.
*Open* means readable by whoever holds a copy of the database: that some random id used so many
tokens, answered or opted out. The database alone holds no person's name, address, rating, note or
answer in readable form, nor any of Slack's ids.

Everybody has two random ids in it, and no table holds both: the `person` works, answers and is
written to; the `member` is in teams and cells, and manages. One is made of the other with a key of
the key store (AES-SIV). So the organisation chart does not lead to anybody's usage, not even to
that of the only manager of a team. What still can is what stands beside usage itself. Whoever is
alone in a time zone, as a guest, or as the one who sees every group and so is asked no sensitive
question, and whoever came or left alone in a month, is found by who knows that of them, or sets
copies of different days side by side; of who came alone within four weeks both ids can be matched
by that for about a year. What somebody did with a tool, and when, is known again by who knows of
it; the numbers of a digest are, by who has an export of the workspace's messages.
Protect it as personal data. Whoever runs the server has all three files, and could open everything.

Of a person's work only counts and times are kept, and what they themselves answer: and both only
once they were told and did not say no (where digests come by invitation: once they said yes).
Before that the roster alone is there: random ids, sealed name, time zone, team, and the welcome
that is on its way. Prompts, what an AI answered, code, file names, commands and host names are in
no table.

Ages are looked at once a day. **Erasing** a person (they can, and so can whoever runs the server)
deletes every row that is marked *of a person* or *of a member*, destroys their key, and deletes the
bot's messages to them as far as Slack lets it. **Exporting** gives them the same rows with what is
sealed opened, but for two digests. *Not for me* stops all collecting and sending; it deletes
nothing by itself.

Both 13 weeks and 13 months are the longest there is. Admins can shorten them with `/worthwhile
admin`, to six weeks and two months at least; that they did stands in the public log. Where the
bot's messages lie is kept for 13 months all the same, so that an erasure still reaches them.
"""

_CLASSES = {
    TableClass.PERSONAL: (
        "Personal",
        "Read by the code that answers the person themselves, by what sends, keeps and erases, and "
        "by the one step that adds answers up and blurs the sum. Code that serves managers and "
        "admins holds a connection on which the database itself refuses these tables.",
        PERSONAL,
    ),
    TableClass.DIRECTORY: (
        "Directory",
        "Members, by random ids, and teams. Code that serves managers and admins may read it; no "
        "screen shows who is in which team or cell.",
        DIRECTORY,
    ),
    TableClass.OPERATIONS: (
        "Operations",
        "Admins see it, in counts: never of answers, opt-outs or silence.",
        OPERATIONS,
    ),
    TableClass.PUBLISHED: (
        "Published",
        "What was released, and the public log. Nothing here is of one person's work.",
        PUBLISHED,
    ),
}

_WHOSE = {"person": " *Of a person.*", "id": " *Of a person.*", "member": " *Of a member.*"}

_KEYSTORE_READ = "Read by the code that finds a person and opens what is sealed for them."

_OUTSIDE = (
    (
        "the secret key",
        "a file readable by its owner alone, or the environment; in no backup of Worthwhile's",
        "until changed with `worthwhile keys rotate`",
    ),
    (
        "the stores' write-ahead logs",
        "what was just written; emptied once a day, and after every publication and erasure",
        "about a day",
    ),
    (
        "backups",
        "copies of both stores, apart, when somebody runs `worthwhile backup`",
        "theirs to delete: the half with the keys after 30 days at most",
    ),
    (
        "logs of the program",
        "ids of work, kinds of errors, places in the code; never names, addresses or answers",
        "as the server is set up",
    ),
    ("`/metrics`", "counts of requests and lines since the program started", "until it ends"),
    (
        "Slack",
        "the bot's messages to each person, and sealed exports they asked for",
        "as the workspace keeps messages",
    ),
    (
        "a person's own machine",
        "with `worthwhile scan`: which of their files were pushed, and how far",
        "until they delete it",
    ),
)


def markdown() -> str:
    """The whole inventory. Raises LookupError where schema and descriptions differ."""
    database, keys = columns(MIGRATIONS), columns(KEYSTORE_MIGRATIONS)
    same(database, [*CLASS_OF, *OPERATIONS_VIEWS, "migration"])
    parts = [_HEAD]
    for its, (title, read_by, described) in _CLASSES.items():
        same(described, _of_class(its))
        parts.append(f"## {title}\n\n{read_by}\n")
        parts += [_table(name, described[name], database[name]) for name in described]
    same(KEYSTORE, [name for name in keys if name != "migration"])
    parts.append(f"## Key store\n\n{_KEYSTORE_READ}\n")
    parts += [_table(name, KEYSTORE[name], keys[name]) for name in KEYSTORE]
    parts += ["## Both stores\n", _table("migration", MIGRATION, keys["migration"])]
    parts += ["## Outside the two stores\n", *_rows(("where", "what", "how long"), _OUTSIDE), ""]
    return "\n".join(parts)


def columns(migrations: Sequence[Migration]) -> Tables:
    """The tables and views that migrations make, with their columns."""
    with closing(sqlite3.connect(":memory:")) as store:
        store.execute("CREATE TABLE migration (name TEXT PRIMARY KEY)")
        for _, script in migrations:
            store.executescript(script)
        names = store.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        return {
            name: [row[1] for row in store.execute(f"PRAGMA table_info({name})")]
            for (name,) in names.fetchall()
        }


def same(described: Mapping[str, object], there: Sequence[str]) -> None:
    """Raises LookupError unless exactly what is there is described."""
    differing = sorted(described.keys() ^ set(there))
    if differing:
        raise LookupError(f"in the schema or in the inventory, but not in both: {differing}")


def _of_class(its: TableClass) -> list[str]:
    views = OPERATIONS_VIEWS if its is TableClass.OPERATIONS else {}
    return [*(name for name, of in CLASS_OF.items() if of is its), *views]


def _table(name: str, its: Described, there: Sequence[str]) -> str:
    shared = {column: words for column, words in SHARED.items() if column in there}
    notes = {**shared, **its.columns}
    same(notes, there)
    same(its.held, [column for column in there if column in its.held])
    whose = _WHOSE.get(OWNER_COLUMN.get(name, ""), "")
    reads = f" Who sees it: {its.read_by}" if its.read_by else ""
    lines = [f"### `{name}`", "", f"{its.what}{whose} Why: {its.why}{reads}", ""]
    lines += [f"Kept: {its.kept}.", ""]
    rows = [(f"`{column}`", notes[column], _held(its, column)) for column in there]
    lines += _rows(("column", "what it is", "held"), rows)
    return "\n".join([*lines, ""])


def _rows(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = (head, ["---"] * len(head), *rows)
    return [f"| {' | '.join(line)} |" for line in lines]


def _held(its: Described, column: str) -> str:
    return its.held.get(column, "sealed" if column.startswith("sealed") else "open")
