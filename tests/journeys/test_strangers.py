"""People the roster does not hold: one kind sentence everywhere, and nothing is stored."""

from __future__ import annotations

from messages import actions
from tests.journeys.office import Office
from tests.journeys.reading import plain, task, words

COMMANDS = ("", "week", "team", "team Billing", "connect", "pause", "privacy", "admin", "help", "x")


def test_a_stranger(office: Office) -> None:
    office.hire("UADA")
    visitor = office.visitor("UZOE")
    office.open()
    office.tick()
    before = stored(office)
    assert not visitor.messages()
    sentences = {plain(office.command(visitor, text)) for text in COMMANDS}
    (only,) = sentences
    assert "I don't have you on my list yet, and nothing is kept about you" in only
    assert not visitor.modals()

    visitor.open_home()
    assert "I don't have you on my list yet" in words(office.wait(visitor.home))
    digest = office.workspace.hand("UADA").last()
    for action in (actions.WELCOME_ACCEPT, actions.WELCOME_DECLINE, actions.CONNECT_MAKE):
        said = office.quietly(visitor, lambda a=action: office.interact("UZOE", digest, a, "b"))
        assert plain(said) == only
    refused = office.push([task("UZOE", "2026-11-02T09:00")])
    assert (refused["accepted"], len(refused["rejected"])) == (0, 1)
    assert stored(office) == before
    office.at("2026-11-06T13:00")
    assert all(message.ephemeral for message in visitor.messages())


def stored(office: Office) -> dict[str, int]:
    """How many rows each table has that could be about somebody."""
    database = office.house.stores.database
    named = database.read("SELECT name FROM sqlite_master WHERE type = 'table'")
    apart = {"pace", "source_health", "platform_heard", "ingest_token", "setting", "window_step"}
    tables = {row["name"] for row in named} - apart
    return {t: database.read(f'SELECT COUNT(*) AS n FROM "{t}"')[0]["n"] for t in tables}
