"""The newest entry is noted in the key store as well: whoever cuts off the log's end in one store
would have to know of the other."""

from __future__ import annotations

from dataclasses import dataclass

from storage import keystore
from storage.engine import Connection, Database, Unavailable
from storage.published import log


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry that was there: its number and its hash."""

    seq: int
    hash: str


def anchor(database: Connection, store: Database) -> None:
    """Note the newest entry, if the one noted before still stands: an anchor that was contradicted
    stays, so that it is found. When the key store is busy, the next entry's turn is soon enough."""
    head = log.latest(database)
    if head is None or _is_noted(store, head.seq):
        return
    try:
        with store.transaction() as tx:
            known = anchored(tx)
            if known is None or (known.seq < head.seq and stands(database, known)):
                keystore.set_fact(tx, keystore.LOG_HEAD, f"{head.seq}:{head.hash}")
    except Unavailable:
        return


def anchored(store: Connection) -> Anchor | None:
    """The newest entry that the key store knows of."""
    fact = keystore.fact(store, keystore.LOG_HEAD)
    if fact is None:
        return None
    seq, _, digest = fact.partition(":")
    return Anchor(int(seq), digest)


def stands(database: Connection, its: Anchor) -> bool:
    """Whether the log still has that entry."""
    entry = log.get(database, its.seq)
    return entry is not None and entry.hash == its.hash


def _is_noted(store: Connection, seq: int) -> bool:
    known = anchored(store)
    return known is not None and known.seq >= seq
