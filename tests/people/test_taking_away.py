"""Deleting the bot's messages in Slack: as far as Slack lets it, and as often as it takes."""

from __future__ import annotations

from typing import Any

import pytest

from bot.model import Delivery, Letter
from bot.people import erasure, places
from bot.people.erasure import GIVEN_UP, Erased
from bot.people.keys import KeyDestroyed
from bot.people.taking_away import take_away
from storage import keystore
from storage.personal import claims, deliveries, exports
from storage.personal.exports import Exported
from tests.people.conftest import Settled


def test_the_bots_messages_and_files_are_deleted_in_slack(home: Settled) -> None:
    home.write(Letter.WELCOME, "welcome")
    home.write(Letter.DIGEST, "2026-W46")
    note = home.services.slack.chat_postMessage(channel="U0ADA", text="your export")
    file = home.services.slack.files_upload_v2(
        channel=note["channel"], filename="its.enc", content=b"sealed"
    )["files"][0]["id"]
    its = Exported("its", 1, home.sealed(note, file))
    exports.add(home.services.database, home.ada, its)
    assert len(home.hand.messages()) == 4
    home.services.slack.views_publish(user_id="U0ADA", view={"type": "home", "blocks": []})

    erased = erasure.forget(home.services, home.ada)
    assert erased == Erased(gone=3, refused=2, waiting=0, ended=True)  # two were made up
    assert home.hand.messages() == []
    assert home.workspace.files.get(file) is None
    assert "nothing is kept about you" in str(home.hand.home())


@pytest.mark.parametrize("error", ["cant_delete_message", "message_not_found", "channel_not_found"])
def test_what_slack_refuses_does_not_stop_the_rest(home: Settled, error: str) -> None:
    for week in ("2026-W45", "2026-W46", "2026-W47"):
        home.write(Letter.DIGEST, week)
    home.workspace.faults.fail("chat.delete", error, times=2)
    assert erasure.forget(home.services, home.ada).ended
    assert len(home.hand.messages()) <= 2
    assert home.left() == []


@pytest.mark.parametrize(
    "trouble",
    [
        lambda faults: faults.rate_limit("chat.delete"),
        lambda faults: faults.fail("chat.delete", "internal_error"),
        lambda faults: faults.http("chat.delete", 503),
        lambda faults: faults.cut("chat.delete", "before"),
        lambda faults: faults.cut("chat.delete", "after"),
    ],
)
def test_what_slack_cannot_do_now_is_asked_for_again(home: Settled, trouble: Any) -> None:
    home.write(Letter.DIGEST, "2026-W46")
    home.write(Letter.DIGEST, "2026-W47")
    trouble(home.workspace.faults)
    erased = erasure.forget(home.services, home.ada)
    assert (erased.waiting > 0, erased.ended) == (True, False)
    assert {table for table, _ in home.left()} <= {"delivery", "exported"}
    assert home.finish() == 0
    assert home.hand.messages() == []
    assert home.left() == []


def test_until_then_it_can_be_told_where_they_lie_and_nothing_else_and_then_no_more(
    home: Settled,
) -> None:
    home.write(Letter.DIGEST, "2026-W47")
    home.workspace.faults.fail("chat.delete", "internal_error")
    assert not erasure.forget(home.services, home.ada).ended
    keys = home.services.keys
    kept = keystore.place_key(keys.store, home.ada)
    assert kept is not None
    assert kept in home.bytes_of("worthwhile.keys")
    with pytest.raises(KeyDestroyed):
        keys.seal(home.ada, "note", b"mine")
    sent = deliveries.get(home.services.database, "digest-2026-W47")
    there = places.opened(keys, home.ada, sent.sealed_place)
    assert there.channel == home.hand.messages()[0].channel
    assert home.finish() == 0
    assert kept not in home.bytes_of("worthwhile.keys")
    with pytest.raises(KeyDestroyed):
        places.opened(keys, home.ada, sent.sealed_place)


def test_slack_is_given_up_on_and_the_rows_go_all_the_same(home: Settled) -> None:
    home.write(Letter.DIGEST, "2026-W47")
    home.workspace.faults.fail("chat.delete", "invalid_auth", times=9)
    assert not erasure.forget(home.services, home.ada).ended
    home.company.clock.forward(GIVEN_UP - 1)
    assert home.finish() == 1
    home.company.clock.forward(1)
    assert home.finish() == 0
    assert home.left() == []


def test_what_nobody_can_find_any_more_is_not_said_to_be_gone(home: Settled) -> None:
    """An older database was put back after the key to where they lie was gone."""
    home.write(Letter.DIGEST, "2026-W47")
    unsent = Delivery("its", home.ada, Letter.REMINDER, "2026-W47", 1)
    deliveries.add(home.services.database, unsent)
    before = len(home.hand.messages())
    home.services.keys.destroy(home.ada)
    taken = take_away(home.services, home.ada, lambda: True)
    assert (taken.refused > 0, taken.waiting) == (True, 0)
    assert len(home.hand.messages()) == before
    assert deliveries.of_person(home.services.database, home.ada) == []
    assert erasure.forget(home.services, home.ada).ended


def test_a_message_in_a_senders_hands_is_deleted_once_it_arrived(home: Settled) -> None:
    db, now = home.services.database, home.company.clock()
    its = Delivery("its", home.ada, Letter.DIGEST, "2026-W48", now)
    deliveries.add(db, its)
    assert claims.take(db, "its", "sender", now + 60)
    assert not erasure.forget(home.services, home.ada).ended
    posted = home.services.slack.chat_postMessage(channel="U0ADA", text="your week")
    deliveries.mark_sent(db, "its", home.sealed(posted), now, attempts=1)
    assert home.finish() == 0
    assert home.hand.messages() == []
    assert home.left() == []
