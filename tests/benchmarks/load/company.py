"""The company whose telemetry it is: its people, their tokens, and what the store has of them."""

from __future__ import annotations

from pathlib import Path

from slack_sdk import WebClient

from bot.model import DAY, FOREVER, Person, PersonId
from bot.people import tokens
from bot.people.keys import KeyStore, Newcomer
from bot.services import Services, new_id, real_clock
from storage.engine import migrate
from storage.personal import people, standings, tasks
from storage.schema import KEYSTORE_MIGRATIONS, MIGRATIONS
from storage.sqlite import SqliteDatabase
from tests.benchmarks.load.fleet import Tally

_TOGETHER = 200


def opened(folder: Path, *, durable: bool = True) -> Services:
    """The stores in a folder, by the real clock."""
    database = SqliteDatabase(folder / "worthwhile.db", durable=durable)
    migrate(database, MIGRATIONS)
    keystore = SqliteDatabase(folder / "worthwhile.keys", durable=durable)
    migrate(keystore, KEYSTORE_MIGRATIONS)
    return Services(database, KeyStore.open(keystore, bytes(32)), WebClient(token="xoxb-test"))


def settled(folder: Path, count: int) -> dict[str, str]:
    """So many people of the roster who were told long ago: their tokens by their addresses."""
    services, told = opened(folder, durable=False), real_clock() - 100 * DAY
    newcomers = [
        Newcomer(PersonId(new_id()), f"U{number:06}", f"person{number}@example.com")
        for number in range(count)
    ]
    made: dict[str, str] = {}
    for start in range(0, count, _TOGETHER):
        some = newcomers[start : start + _TOGETHER]
        services.keys.admit_all(some, told)
        with services.database.transaction() as tx:
            people.save(tx, [Person(its.person, "Europe/Berlin", told) for its in some])
            for its in some:
                standings.set_told(tx, its.person, told)
                made[its.email or ""] = tokens.replace(tx, its.person, told)
    _close(services)
    return made


def stored(folder: Path) -> Tally:
    """What all tasks in the store come to."""
    services, its = opened(folder), Tally()
    usd = 0.0
    for person in people.everybody(services.database):
        for task in tasks.between(services.database, person.id, 0, FOREVER):
            its.prompts += task.prompts
            its.calls += task.model_calls
            its.reads += task.reads
            its.input += task.tokens.input
            its.cached += task.tokens.cached
            its.output += task.tokens.output
            usd += task.cost_usd
    its.millionths = round(usd * 1_000_000)
    _close(services)
    return its


def _close(services: Services) -> None:
    services.database.close()
    services.keys.store.close()
