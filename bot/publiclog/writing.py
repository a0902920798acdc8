"""Adding to the log, within the transaction of what is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import messages
from bot.model import Instant, LogEntry, Told
from bot.publiclog import chain
from bot.publiclog.anchoring import anchor
from bot.services import Services
from storage.engine import Connection
from storage.published import log


@contextmanager
def recorded(services: Services) -> Iterator[Connection]:
    """A transaction for something that is told in the log. Once it is through, the newest entry is
    noted in the key store."""
    with services.database.transaction() as tx:
        yield tx
    anchor(services.database, services.keys.store)


def append(tx: Connection, kind: Told, body: Mapping[str, object], now: Instant) -> LogEntry:
    """Add an entry. It stays only if the transaction does."""
    take_turn(tx, now)
    entry = chain.entry(log.latest(tx), kind, body, now)
    log.add(tx, entry)
    return entry


def take_turn(tx: Connection, now: Instant) -> None:
    """Until the transaction ends nobody else adds anything. The first time the pledge is made, so
    that it comes before everything."""
    if not log.take_turn(tx):
        log.begin(tx, chain.entry(None, Told.PLEDGE, {"text": pledge()}, now))
        log.take_turn(tx)


def pledge() -> str:
    """The company's own, in its own words: the first entry of every log."""
    return messages.render("pledge").text
